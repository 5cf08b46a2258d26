"""The small parts: numbers, slips, chance, faults asked for."""

import datetime as dt
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from joinedup.basics import nhs_number
from joinedup.synthetic import CountyError, Faults, slips, write_county
from joinedup.synthetic.dice import happen, pick, stream
from joinedup.synthetic.numbers import nhs_numbers, wrong_digit

TODAY = dt.date(2026, 11, 22)


def test_numbers_are_valid_different_and_start_999() -> None:
    numbers = nhs_numbers(stream(1, "numbers"), 5_000)
    assert len(np.unique(numbers)) == 5_000
    assert all(nhs_number.is_valid(str(number)) and str(number).startswith("999") for number in numbers)


def test_more_numbers_than_999_holds_take_ranges_never_issued() -> None:
    numbers = nhs_numbers(stream(1, "numbers"), 900_000)
    assert len(np.unique(numbers)) == 900_000
    assert set(np.unique(numbers // 10_000_000)) == {998, 999}


def test_a_wrong_digit_makes_a_number_invalid_and_keeps_it_made_up() -> None:
    wrong = wrong_digit(stream(1, "wrong"), nhs_numbers(stream(1, "numbers"), 2_000))
    assert not any(nhs_number.is_valid(str(number)) for number in wrong)
    assert all(str(number).startswith("999") for number in wrong)


def test_streams_do_not_disturb_each_other() -> None:
    assert stream(1, "a").random() == stream(1, "a").random()
    assert stream(1, "a").random() != stream(1, "b").random()
    assert stream(1, "a").random() != stream(2, "a").random()


def test_events_befall_people_in_proportion_to_their_rates() -> None:
    struck = happen(stream(1, "events"), np.array([0.0, 1000.0, 3000.0, 0.0]))
    count = np.bincount(struck, minlength=4)
    assert count[0] == count[3] == 0
    assert count[2] / count[1] == pytest.approx(3, rel=0.15)
    assert len(happen(stream(1, "none"), np.zeros(5))) == 0


def test_picks_follow_their_weights() -> None:
    drawn = np.bincount(pick(stream(1, "picks"), [1, 0, 3], 10_000), minlength=3)
    assert drawn[1] == 0
    assert drawn[2] / drawn[0] == pytest.approx(3, rel=0.1)


@pytest.mark.parametrize(
    ("slip", "before", "after"),
    [
        (slips.no_apostrophe, "O'Brien", "OBrien"),
        (slips.no_hyphen, "Clark-Jones", "Clark Jones"),
        (slips.nickname, "Margaret", "Maggie"),
        (slips.nickname, "Zebedee", "Zebedee"),
        (slips.birth_swap, dt.date(1950, 3, 7), dt.date(1950, 7, 3)),
        (slips.birth_swap, dt.date(1950, 3, 17), dt.date(1950, 3, 17)),
        (slips.birth_january, dt.date(1950, 3, 17), dt.date(1950, 1, 1)),
        (slips.birth_year, dt.date(1952, 2, 29), dt.date(1951, 2, 28)),
    ],
)
def test_slips(slip: object, before: object, after: object) -> None:
    assert slip(before, 0.0) == after  # type: ignore[operator]


def test_accents_go_as_old_systems_lose_them() -> None:
    assert [slips.plain(name) for name in ("Łukasz", "Nguyễn", "Zoë", "Smith")] == ["Lukasz", "Nguyen", "Zoe", "Smith"]


def test_a_county_needs_200_people(tmp_path: Path) -> None:
    with pytest.raises(CountyError, match="too few") as caught:
        write_county(tmp_path, people=199, seed=1)
    assert "200" in caught.value.fix


def test_files_are_parquet_or_csv(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="parquet"):
        write_county(tmp_path, people=300, seed=1, files="xlsx")


def test_csv_says_the_same_as_parquet(tmp_path: Path) -> None:
    for files in ("csv", "parquet"):
        write_county(tmp_path / files, people=300, seed=1, files=files, today=TODAY)
    text = pl.read_csv(tmp_path / "csv" / "extracts" / "ecds_attendances.csv", infer_schema=False)
    rows = pl.read_parquet(tmp_path / "parquet" / "extracts" / "ecds_attendances.parquet")
    assert text["Local_Patient_ID"].to_list() == rows["Local_Patient_ID"].to_list()
    arrived = text["Der_EC_Arrival_Date_Time"].str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us")
    assert arrived.to_list() == rows["Der_EC_Arrival_Date_Time"].to_list()


def test_faults_happen_only_when_asked_for(tmp_path: Path) -> None:
    faults = Faults(
        silent=(("csds_contacts", 5),),
        resent=(("ecds_attendances", 2),),
        missing=("mhsds_spells",),
        without=(("cld_clients", "NHS_Number"),),
    )
    write_county(tmp_path, people=2_000, seed=1, today=TODAY, faults=faults)
    extracts = tmp_path / "extracts"
    months = pl.read_parquet(extracts / "csds_contacts.parquet")["care_contact_date"].dt.strftime("%Y-%m").unique()
    assert "2024-04" not in months
    assert "2024-03" in months
    again = pl.read_parquet(extracts / "ecds_attendances-resent-2.parquet")
    once = pl.read_parquet(extracts / "ecds_attendances.parquet")
    assert again["EC_Ident"].is_in(once["EC_Ident"].implode()).all()
    assert set(again["Der_EC_Arrival_Date_Time"].dt.strftime("%Y-%m")) == {"2024-01"}
    assert not (extracts / "mhsds_spells.parquet").exists()
    assert "NHS_Number" not in pl.read_parquet_schema(extracts / "cld_clients.parquet")
