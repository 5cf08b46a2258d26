"""One county of 2,000 people, made once and read by every test of this folder."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from joinedup.intake.contracts import CONTRACTS
from joinedup.synthetic import CountyReport, write_county

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> CountyReport:
    return write_county(tmp_path_factory.mktemp("county"), people=2_000, seed=7, today=TODAY)


@pytest.fixture(scope="session")
def tables(made: CountyReport) -> dict[str, pl.DataFrame]:
    return read(made.folder)


@pytest.fixture(scope="session")
def big(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pl.DataFrame]:
    """A county of 40,000, for rates: tables and, under truth_…, what is really so."""
    folder = tmp_path_factory.mktemp("rates")
    write_county(folder, people=40_000, seed=3, today=TODAY)
    return read(folder)


def read(folder: Path) -> dict[str, pl.DataFrame]:
    found = {table: pl.read_parquet(folder / "extracts" / f"{table}.parquet") for table in CONTRACTS}
    truth = {f"truth_{path.stem}": pl.read_parquet(path) for path in (folder / "truth").glob("*.parquet")}
    return found | truth


@pytest.fixture(scope="session")
def events_of(big: dict[str, pl.DataFrame]) -> Callable[[str], pl.DataFrame]:
    """Rows of a table of the larger county beside the true person they are about."""

    @cache
    def rows(table: str) -> pl.DataFrame:
        contract = CONTRACTS[table]
        whose = big["truth_identities"].filter(pl.col("source") == contract.source).drop("source", "slips")
        right = ["organisation_code", "source_person_id"]
        joined = big[table].join(whose, left_on=contract.person_key, right_on=right, how="left")
        assert joined["true_person"].null_count() == 0
        return joined.join(big["truth_people"], on="true_person")

    return rows
