"""The engine's judgement of made-up, mangled files equals the slow one's: same rows, same remarks."""

import csv
import datetime as dt
import io
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from joinedup.engine import Connection, Workspace, connect
from joinedup.intake import CONTRACTS, Column, Contract, Kind, receive
from joinedup.intake.ledger import read_ledger
from joinedup.intake.writing import parquet

from .intake_judge_slowly import judge

TODAY = dt.date(2026, 4, 1)
TABLES = ("apc_episodes", "ecds_attendances", "cld_events", "gp_register", "csds_contacts", "populations")

ODD_DATES = (
    "2023-02-29|1900-01-00|1900-01-01|0001-01-01|9999-12-31|31/12/9999|2025-3-1|45000|infinity|epoch|today|"
    "-024-01-05|2024/01/05|01/01/24|1/2/2024|2024-01-05T25:00|12345678|2024-01-05 BC|20240230|2024 105|"
    "2024- 1-5|00/00/0000|2024-01-05T10:00:00Z|11/03/2026T00:00:00"
)
good_dates = st.dates(dt.date(2023, 1, 1), dt.date(2026, 3, 31))
odd_dates = st.one_of(
    st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)).map(lambda day: day.isoformat()),
    good_dates.map(lambda day: f"{day:%d/%m/%Y}"),
    good_dates.map(lambda day: f"{day:%m/%d/%Y}"),
    good_dates.map(lambda day: f"{day:%Y%m%d}"),
    good_dates.map(lambda day: f"{day:%Y-%m-%d} 00:00:00"),
    st.sampled_from(ODD_DATES.split("|")),
)
clocks = st.sampled_from(
    ["00:00:00", "23:59:59", "12:30", "12:30:15.5", "24:00:00", "23:60", "23:59:60", "1:30", "12:30:00+01", "x", ""]
)
numbers = st.one_of(
    st.integers(-5, 30000).map(str),
    st.sampled_from(
        ["12.0", "1.5", "1e3", "1_000", "0x10", "£1,234.50", "1,23", "+5", "inf", "nan", "9" * 20, "12.", "."]
    )
    | st.decimals(0, 200, places=3).map(str),
)
edges = st.sampled_from(["", "", "", "", " ", "\t", "\u00a0", "'", "\n", '"', '="'])
words = st.text(st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=8)


def cells(column: Column) -> st.SearchStrategy[str]:
    usual: st.SearchStrategy[str]
    if column.kind is Kind.DATE:
        usual = st.one_of(good_dates.map(str), good_dates.map(str), odd_dates)
    elif column.kind is Kind.TIMESTAMP:
        days = st.one_of(good_dates.map(str), odd_dates)
        usual = st.builds(lambda day, gap, clock: day + gap + clock, days, st.sampled_from(" T"), clocks)
    elif column.kind in (Kind.INTEGER, Kind.DECIMAL):
        usual = numbers
    elif column.codes:
        known = st.sampled_from(sorted(column.codes.codes))
        usual = st.one_of(known, known, known.map(str.lower), known.map(lambda code: code.lstrip("0")), words)
    else:
        usual = st.one_of(st.sampled_from(["P1", "P2", "RWF", "Smith", "Null"]), words)
    mangled = st.builds(lambda before, cell, after: before + cell + after, edges, usual, edges)
    return st.one_of(usual, usual, usual, mangled, st.sampled_from(["", "NULL", " ", "x" * 4001]))


@st.composite
def files(draw: st.DrawFn) -> tuple[Contract, str]:
    contract = CONTRACTS[draw(st.sampled_from(TABLES))]
    optional = [column.name for column in contract.columns if not column.required]
    absent = draw(st.sets(st.sampled_from(optional), max_size=2)) if optional else set()
    present = [column for column in contract.columns if column.name not in absent]
    row = st.tuples(*(cells(column) for column in present)).map(list)
    rows = draw(st.lists(row, max_size=6))
    if rows and draw(st.booleans()):
        rows.append(list(draw(st.sampled_from(rows))))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n", quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])))
    writer.writerows([[column.name for column in present], *rows])
    return contract, out.getvalue()


@pytest.fixture(scope="module")
def connection():
    with connect() as connection:
        yield connection


@settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(file=files())
def test_the_engine_and_the_slow_judge_agree_on_every_row(connection: Connection, file: tuple[Contract, str]) -> None:
    contract, data = file
    loaded, remarks = judge(contract, data, TODAY)
    assert engine_verdict(connection, contract, data) == (sorted(map(repr, loaded)), remarks)


def engine_verdict(connection: Connection, contract: Contract, data: str) -> tuple[list[str], set[tuple]]:
    folder = Path(tempfile.mkdtemp())
    try:
        file = folder / f"{contract.table}.csv"
        file.write_text(data, encoding="utf-8", newline="")
        workspace = Workspace.open(folder / "w", create=True)
        receipt = receive(file, workspace, today=TODAY)
        (delivery,) = read_ledger(workspace).deliveries
        rows = connection.execute(f"from {parquet(workspace.intake / name for name in delivery.standing)}").fetchall()
        held = parquet([workspace.intake / delivery.remarks]) if delivery.remarks else None
        remarks = connection.execute(f'select "row", "column", reason, kept from {held}').fetchall() if held else []
        assert receipt.read == receipt.loaded + receipt.set_aside
        assert len(set(remarks)) == len(remarks)
        return sorted(map(repr, rows)), set(remarks)
    finally:
        shutil.rmtree(folder)
