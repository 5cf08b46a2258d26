"""Every extract keeps the promise of its contract: columns, types, codes, ranges, keys, required values."""

import datetime as dt

import polars as pl
import pytest

from joinedup.intake.contract import Kind
from joinedup.intake.contracts import CONTRACTS
from joinedup.synthetic import CountyReport

TYPES = {Kind.DATE: pl.Date, Kind.TIMESTAMP: pl.Datetime("us"), Kind.INTEGER: pl.Int64, Kind.DECIMAL: pl.Float64}


@pytest.mark.parametrize("table", sorted(CONTRACTS))
def test_an_extract_has_the_columns_and_types_of_its_contract(tables: dict[str, pl.DataFrame], table: str) -> None:
    contract, frame = CONTRACTS[table], tables[table]
    assert frame.height > 0
    assert dict(frame.schema) == {column.name: TYPES.get(column.kind, pl.String) for column in contract.columns}


@pytest.mark.parametrize("table", sorted(CONTRACTS))
def test_values_are_there_where_required_and_within_their_codes_and_ranges(
    tables: dict[str, pl.DataFrame], table: str
) -> None:
    for column in CONTRACTS[table].columns:
        values = tables[table][column.name]
        if column.required:
            assert values.null_count() == 0, column.name
        known = values.drop_nulls()
        if column.codes is not None:
            assert set(known.unique()) <= set(column.codes.codes), column.name
        if column.minimum is not None and len(known):
            assert known.min() >= column.minimum, column.name
        if column.maximum is not None and len(known):
            assert known.max() <= column.maximum, column.name
        if values.dtype == pl.String:
            assert not (known == "").any(), column.name
            assert (known == known.str.strip_chars()).all(), column.name


@pytest.mark.parametrize("table", sorted(CONTRACTS))
def test_keys_are_unique(tables: dict[str, pl.DataFrame], table: str) -> None:
    assert not tables[table].select(CONTRACTS[table].key).is_duplicated().any()


@pytest.mark.parametrize(
    ("table", "index"),
    [
        ("apc_episodes", "acute_patients"),
        ("ecds_attendances", "acute_patients"),
        ("opa_appointments", "acute_patients"),
        ("acute_delays", "acute_patients"),
        ("csds_referrals", "csds_mpi"),
        ("csds_contacts", "csds_mpi"),
        ("mhsds_referrals", "mhsds_mpi"),
        ("mhsds_contacts", "mhsds_mpi"),
        ("mhsds_spells", "mhsds_mpi"),
        ("mhsds_delays", "mhsds_mpi"),
        ("csds_spells", "csds_mpi"),
        ("cld_events", "cld_clients"),
        ("gp_conditions", "gp_register"),
    ],
)
def test_every_event_is_of_a_person_its_source_knows(tables: dict[str, pl.DataFrame], table: str, index: str) -> None:
    strangers = tables[table].join(
        tables[index], left_on=CONTRACTS[table].person_key, right_on=CONTRACTS[index].person_key, how="anti"
    )
    assert strangers.is_empty()


def test_events_lie_within_the_three_years(tables: dict[str, pl.DataFrame], made: CountyReport) -> None:
    assert (made.last_day - made.first_day).days in (1094, 1095)
    for table in (
        "apc_episodes",
        "ecds_attendances",
        "opa_appointments",
        "csds_referrals",
        "csds_contacts",
        "mhsds_contacts",
        "deaths",
    ):
        day = tables[table][CONTRACTS[table].period_column or ""].cast(pl.Date)
        assert made.first_day <= day.min(), table
        assert day.max() <= made.last_day, table


def test_the_report_counts_the_rows(tables: dict[str, pl.DataFrame], made: CountyReport) -> None:
    assert made.rows == {table: tables[table].height for table in CONTRACTS}


def test_no_date_lies_after_the_extracts_were_made(tables: dict[str, pl.DataFrame], made: CountyReport) -> None:
    for table, contract in CONTRACTS.items():
        for column in contract.columns:
            if column.kind in (Kind.DATE, Kind.TIMESTAMP) and not column.name.startswith("Reporting_Period"):
                latest = tables[table][column.name].cast(pl.Date).max()
                late = dt.timedelta(days=2 if "Departure" in column.name else 0)
                assert latest is None or latest <= made.last_day + late, (table, column.name)
