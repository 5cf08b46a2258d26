"""Rates near the published ones: wide enough for chance at 40,000 people, tight enough to catch a slip of the pen."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from joinedup.synthetic import write_county

Tables = dict[str, pl.DataFrame]
EventsOf = Callable[[str], pl.DataFrame]


def years_lived(tables: Tables, low: int = 0, high: int = 120) -> float:
    """Person-years in reach of people on the register, by age in the middle of the window."""
    people = tables["truth_people"].filter(pl.col("kind") == "registered")
    days = (pl.col("last_day") - pl.col("first_day")).dt.total_days() + 1
    middle = dt.date(2025, 5, 1)
    age = ((pl.lit(middle) - pl.col("born")).dt.total_days() / 365.25).clip(0)
    lived = people.filter(age.is_between(low, high, closed="left")).select(days.clip(0).sum()).item()
    return float(lived) / 365.25


def aged(rows: pl.DataFrame, low: int, high: int = 120) -> pl.DataFrame:
    age = ((pl.lit(dt.date(2025, 5, 1)) - pl.col("born")).dt.total_days() / 365.25).clip(0)
    return rows.filter((pl.col("kind") == "registered") & age.is_between(low, high, closed="left"))


def emergencies(events_of: EventsOf) -> pl.DataFrame:
    rows = events_of("apc_episodes")
    return rows.filter((pl.col("Episode_Number") == 1) & pl.col("Admission_Method").str.starts_with("2"))


@pytest.mark.parametrize(("low", "high", "least", "most"), [(0, 120, 88, 112), (20, 60, 55, 78), (85, 120, 360, 500)])
def test_emergency_admissions(big: Tables, events_of: EventsOf, low: int, high: int, least: float, most: float) -> None:
    assert least < 1000 * aged(emergencies(events_of), low, high).height / years_lived(big, low, high) < most


def test_attendances(big: Tables, events_of: EventsOf) -> None:
    assert 330 < 1000 * aged(events_of("ecds_attendances"), 0).height / years_lived(big) < 410


def test_deaths_and_where_people_die(big: Tables) -> None:
    assert 8 < 1000 * big["deaths"].height / years_lived(big) < 12
    places = dict(big["deaths"]["PLACE_OF_DEATH"].value_counts(normalize=True).iter_rows())
    assert 0.38 < places["Hospital"] < 0.54
    assert 0.12 < places["Care home"] < 0.28


def test_permanent_admissions_to_care_homes(big: Tables, events_of: EventsOf) -> None:
    events = events_of("cld_events").filter(pl.col("Service_Type").str.contains("Residential|Nursing"))
    first = events.sort("Event_Start_Date").unique("true_person", keep="first", maintain_order=True)
    new = aged(first.filter(pl.col("Event_Start_Date") >= dt.date(2023, 11, 1)), 65)
    assert 420 < 100_000 * new.height / years_lived(big, 65) < 720


def test_about_four_in_five_are_at_home_91_days_after_reablement_began(big: Tables, events_of: EventsOf) -> None:
    events = events_of("cld_events").filter(pl.col("Service_Type") == "Short Term Support: ST-Max")
    day = pl.col("Event_Start_Date") + pl.duration(days=91)
    first = aged(events.sort("Event_Start_Date").unique("true_person", keep="first"), 65)
    first = first.with_columns(day=day).filter(pl.col("day") <= dt.date(2026, 10, 31))
    beds = (
        emergencies(events_of).select("true_person", "Admission_Date", "Discharge_Date").join(first, on="true_person")
    )
    lying = beds.filter((pl.col("Admission_Date") <= pl.col("day")) & (pl.col("Discharge_Date") > pl.col("day")))
    away = (pl.col("died") <= pl.col("day")) | (pl.col("care_home_from") <= pl.col("day"))
    home = first.filter(~away.fill_null(value=False)).join(lying, on="true_person", how="anti")
    assert first.height > 80
    assert 0.72 < home.height / first.height < 0.92


def test_delayed_days(big: Tables) -> None:
    rows = big["acute_delays"].with_columns(pl.col("Delay_End_Date").fill_null(dt.date(2026, 10, 31)))
    days = (rows["Delay_End_Date"] - rows["Delay_Start_Date"]).dt.total_days().sum()
    assert 180 < 100_000 * days / 12 / years_lived(big, 18) < 400


def test_dementia_is_diagnosed_in_about_four_of_a_hundred_over_65(big: Tables) -> None:
    now = aged(big["truth_people"], 65).filter(pl.col("last_day") == dt.date(2026, 10, 31))
    has = big["gp_conditions"].filter(pl.col("CONDITION") == "dementia")["NHS_NO"]
    assert 0.028 < now["nhs_number"].is_in(has.implode()).mean() < 0.052


def test_falls_are_coded_as_the_indicator_counts_them(big: Tables, events_of: EventsOf) -> None:
    old = aged(emergencies(events_of), 65)
    falls = old.filter(
        pl.col("Der_Primary_Diagnosis_Code").str.contains("^[ST]") & pl.col("Der_Diagnosis_All").str.contains("W[01]")
    )
    assert 1500 < 100_000 * falls.height / years_lived(big, 65) < 2600


def test_winters_are_busier_and_planned_work_rests_at_weekends(big: Tables, events_of: EventsOf) -> None:
    months = emergencies(events_of)["Admission_Date"].dt.month()
    winter, summer = months.is_in([12, 1, 2]).sum(), months.is_in([6, 7, 8]).sum()
    assert winter > summer
    days = big["opa_appointments"]["Appointment_Date"].dt.weekday()
    assert (days >= 6).mean() < 0.03


def test_what_was_planted_is_told_in_truth_and_nowhere_else(tmp_path: Path) -> None:
    write_county(tmp_path, people=400, seed=1, today=dt.date(2026, 11, 22))
    told = json.loads((tmp_path / "truth" / "effects.json").read_text(encoding="utf-8"))
    works, nothing = told["schemes"]
    assert works["rate_ratio"] == 0.8
    assert nothing["rate_ratio"] == 1.0
    assert works["practices"]
    assert not set(works["practices"]) & set(nothing["practices"])
    assert works["starts"] == "2025-05-01"
