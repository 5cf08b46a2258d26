"""Identities arrive as they really do: each source with its own gaps and slips, and the truth written apart."""

from pathlib import Path

import polars as pl
import pytest

from joinedup.basics import nhs_number
from joinedup.intake.contracts import CONTRACTS
from joinedup.synthetic import CountyReport

INDEXES = {
    "acute": ("acute_patients", "NHS_NO", "DATE_OF_BIRTH"),
    "community": ("csds_mpi", "nhs_number", "person_birth_date"),
    "mental_health": ("mhsds_mpi", "NHSNumber", "PersonBirthDate"),
    "social_care": ("cld_clients", "NHS_Number", "Date_of_Birth"),
    "deaths": ("deaths", "NHS_NO", "DATE_OF_BIRTH"),
}


def records(tables: dict[str, pl.DataFrame], source: str) -> pl.DataFrame:
    """A source's index beside the truth: columns number, born_there and everything true of the person."""
    table, number, born = INDEXES[source]
    keys = CONTRACTS[table].person_key
    truth = tables["truth_identities"].filter(pl.col("source") == source)
    right = ["source_person_id"] if source == "deaths" else ["organisation_code", "source_person_id"]
    joined = tables[table].join(truth, left_on=keys, right_on=right, how="inner")
    assert joined.height == tables[table].height == truth.height
    return joined.rename({number: "number", born: "born_there"}).join(tables["truth_people"], on="true_person")


def test_no_number_lies_outside_the_made_up_range(big: dict[str, pl.DataFrame]) -> None:
    register = big["gp_register"]["NHS_NO"].unique()
    assert all(nhs_number.is_made_up(number) and nhs_number.is_valid(number) for number in register)
    for source in INDEXES:
        arrived = records(big, source)["number"].drop_nulls()
        assert all(nhs_number.is_made_up(number) for number in arrived), source


@pytest.mark.parametrize(
    ("source", "low", "high"),
    [("acute", 0.02, 0.06), ("community", 0.03, 0.08), ("social_care", 0.16, 0.23), ("deaths", 0.0, 0.05)],
)
def test_numbers_are_missing_as_often_as_they_really_are(
    big: dict[str, pl.DataFrame], source: str, low: float, high: float
) -> None:
    assert low < records(big, source)["number"].is_null().mean() < high


def test_some_numbers_belong_to_somebody_else_and_some_have_a_wrong_digit(big: dict[str, pl.DataFrame]) -> None:
    rows = pl.concat([records(big, source).select("number", "nhs_number", "slips") for source in INDEXES])
    with_number = rows.filter(pl.col("number").is_not_null() & pl.col("nhs_number").is_not_null())
    valid = with_number["number"].map_elements(nhs_number.is_valid, return_dtype=pl.Boolean)
    wrong = with_number["number"] != with_number["nhs_number"]
    assert 0.0007 < (valid & wrong).mean() < 0.0030
    assert 0.001 < (~valid).mean() < 0.006
    assert with_number.filter(wrong)["slips"].str.contains("number_").all()


def test_exact_matching_finds_about_92_in_100_and_fewer_council_clients(big: dict[str, pl.DataFrame]) -> None:
    spine = big["gp_register"].select("NHS_NO", "DATE_OF_BIRTH").unique()
    found, of = {}, {}
    for source in INDEXES:
        rows = records(big, source)
        hit = rows.join(spine, left_on=["number", "born_there"], right_on=["NHS_NO", "DATE_OF_BIRTH"], how="semi")
        found[source], of[source] = hit.height, rows.height
    assert 0.905 < sum(found.values()) / sum(of.values()) < 0.94
    assert 0.74 < found["social_care"] / of["social_care"] < 0.82


def test_some_people_are_not_on_the_register(big: dict[str, pl.DataFrame]) -> None:
    rows = records(big, "acute")
    assert 0.015 < (rows["kind"] != "registered").mean() < 0.04
    assert rows["POSTCODE"].str.starts_with("ZZ99").sum() > 0


def test_some_people_have_two_records_in_one_source(big: dict[str, pl.DataFrame]) -> None:
    rows = records(big, "social_care")
    assert 0.01 < 1 - rows["true_person"].n_unique() / rows.height < 0.04


def test_ids_repeat_between_the_two_hospitals(big: dict[str, pl.DataFrame]) -> None:
    patients = big["acute_patients"]
    assert patients["PROVIDER_CODE"].n_unique() == 2
    assert patients["LOCAL_PATIENT_ID"].is_duplicated().any()


def test_twins_share_a_birthday_and_are_called_differently(big: dict[str, pl.DataFrame]) -> None:
    people = big["truth_people"]
    twins = people.filter(pl.col("twin").is_not_null()).join(people, left_on="twin", right_on="true_person")
    assert twins.height > 100
    assert (twins["born"] == twins["born_right"]).all()
    assert (twins["given_name"] != twins["given_name_right"]).all()
    assert 0.1 < (twins["given_name"].str.slice(0, 1) == twins["given_name_right"].str.slice(0, 1)).mean() < 0.5
    young = twins.filter(pl.col("born").dt.year() > 2010)
    assert (young["household"] == young["household_right"]).all()


def test_fathers_and_sons_and_doubles_share_their_names(big: dict[str, pl.DataFrame]) -> None:
    people = big["truth_people"]
    for kin, least in (("namesake_father", 20), ("double", 10)):
        pairs = people.filter(pl.col(kin).is_not_null()).join(people, left_on=kin, right_on="true_person")
        assert pairs.height > least, kin
        assert (pairs["given_name"] == pairs["given_name_right"]).all(), kin
        assert (pairs["family_name"] == pairs["family_name_right"]).all(), kin
    doubles = people.filter(pl.col("double").is_not_null()).join(people, left_on="double", right_on="true_person")
    assert (doubles["born"] == doubles["born_right"]).all()
    assert (doubles["household"] != doubles["household_right"]).all()


def test_some_people_off_the_register_share_name_and_birthday_with_somebody_on_it(big: dict[str, pl.DataFrame]) -> None:
    people = big["truth_people"]
    off = people.filter((pl.col("kind") != "registered") & pl.col("double").is_not_null())
    pairs = off.join(people, left_on="double", right_on="true_person")
    assert off.height > 10
    assert (pairs["kind_right"] == "registered").all()
    assert (pairs["born"] == pairs["born_right"]).all()


def test_names_come_from_many_backgrounds(big: dict[str, pl.DataFrame]) -> None:
    register = big["gp_register"]
    assert register["FAMILY_NAME"].n_unique() > 1500
    assert register["FAMILY_NAME"].str.contains("'").any()
    assert register["FAMILY_NAME"].str.contains("-").any()
    assert register["FAMILY_NAME"].str.contains("[^\x00-\x7f]").any()
    assert register["GIVEN_NAME"].null_count() > 0  # one name only
    assert big["truth_people"]["background"].n_unique() == 13
    top = register["FAMILY_NAME"].value_counts(sort=True)
    assert top["FAMILY_NAME"][0] == "Smith"
    assert top["count"][0] / register.height > 0.012


def test_some_people_moved_and_some_were_born_on_1_january(big: dict[str, pl.DataFrame]) -> None:
    register = big["gp_register"]
    rows = register.group_by("NHS_NO").len()
    assert 0.15 < (rows["len"] > 1).mean() < 0.45
    born = register.unique("NHS_NO")["DATE_OF_BIRTH"].dt
    assert ((born.month() == 1) & (born.day() == 1)).mean() > 1.7 / 365


def test_truth_is_apart_and_no_extract_carries_it(made: CountyReport) -> None:
    extracts = {path.name for path in (made.folder / "extracts").iterdir()}
    assert extracts == {f"{table}.parquet" for table in CONTRACTS}
    truth = {path.name for path in (made.folder / "truth").iterdir()}
    assert truth == {"identities.parquet", "people.parquet", "effects.json"}


def test_true_person_is_in_no_extract(made: CountyReport) -> None:
    for path in Path(made.folder / "extracts").iterdir():
        columns = {name.lower() for name in pl.read_parquet_schema(path)}
        assert not columns & {"true_person", "frailty", "hidden_need", "slips"}, path.name
