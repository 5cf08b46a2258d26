"""A connection with small tables made by hand."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest

from joinedup.engine import Connection, connect
from joinedup.risk.reads import READS

ON = dt.date(2026, 4, 1)
Fill = Callable[[str, Sequence[Mapping[str, Any]]], None]


@pytest.fixture
def con() -> Iterator[Connection]:
    with connect(threads=1) as connection:
        for table, columns in READS.items():
            connection.execute(
                f"create table {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})"
            )
        yield connection


@pytest.fixture
def fill(con: Connection) -> Fill:
    def write(table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        marks = ", ".join("?" for _ in READS[table])
        con.executemany(
            f"insert into {table} values ({marks})", [[row.get(name) for name in READS[table]] for row in rows]
        )

    return write
