"""The engine's reader and the row-by-row one give the same rows of any file that the engine does not refuse."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.engine import Connection, QueryError, connect
from joinedup.intake import CONTRACTS
from joinedup.intake.scanning import scan
from joinedup.intake.sources import TextFile
from joinedup.intake.writing import in_order

CONTRACT = CONTRACTS["populations"]
pieces = st.lists(
    st.sampled_from(
        ["a", "1", "é", " ", ",", ",", ",", ",", ",,,,", '"', '""', "\n", "\n", "\r\n", "\r", ";", "\\", "a,b,c,d,e\n"]
    ),
    max_size=30,
)


@pytest.fixture(scope="module")
def connection():
    with connect() as connection:
        yield connection


@settings(max_examples=150, deadline=None)
@given(body=pieces.map("".join))
def test_both_readers_give_the_same_rows_with_the_same_numbers(connection: Connection, body: str) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / "populations.csv"
        path.write_bytes((",".join(CONTRACT.names) + "\n" + body).encode())
        file = TextFile.opened(path, path, scan(path), CONTRACT)
        try:
            with in_order(connection, needed=True):
                fast = connection.execute(file.as_it_stands().numbered).fetchall()
        except QueryError:
            return
        assert file.scan.rows in (None, len(fast))
        slow = connection.execute(file.put_right(folder).numbered).fetchall()
        assert [tidy(row) for row in fast] == [tidy(row) for row in slow]
    finally:
        shutil.rmtree(folder)


def tidy(row: tuple) -> tuple:
    return tuple((cell or "").strip() if isinstance(cell, str | None) else cell for cell in row)
