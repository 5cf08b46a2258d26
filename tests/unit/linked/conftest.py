"""A handful of made-up people in every extract, and the linked tables written from them."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from joinedup.engine import Connection, Workspace, connect, current_build, new_build
from joinedup.intake.contract import Kind
from joinedup.intake.contracts import CONTRACTS
from joinedup.linked.writing import write_tables

TODAY = dt.date(2026, 11, 22)
_TYPES = {Kind.DATE: "date", Kind.TIMESTAMP: "timestamp", Kind.INTEGER: "bigint", Kind.DECIMAL: "decimal(12,2)"}
_LINKS = (
    "create table person_links (source varchar, organisation_code varchar, source_person_id varchar, person_id bigint, "
    "method varchar, rule varchar, score double, band varchar, outcome varchar)"
)

Rows = Mapping[str, list[dict[str, Any]]]


def put_extracts(connection: Connection, extracts: Rows, links: list[tuple[str, str, str, int]]) -> None:
    """Every extract as a table, empty where no rows are given, and the person links."""
    for contract in CONTRACTS.values():
        columns = ", ".join(f'"{column.name}" {_TYPES.get(column.kind, "varchar")}' for column in contract.columns)
        connection.execute(f'create table "{contract.table}" ({columns})')
        for row in extracts.get(contract.table, ()):
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" for _ in row)
            connection.execute(f'insert into "{contract.table}" ({names}) values ({marks})', list(row.values()))
    connection.execute(_LINKS)
    connection.execute("create table review_pairs (person_id bigint)")
    for link in links:
        connection.execute(
            "insert into person_links values (?, ?, ?, ?, 'cross-check', '', 1, 'sure', 'linked')", list(link)
        )


@pytest.fixture(scope="module")
def linked(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[Rows, list[tuple[str, str, str, int]]], Connection]]:
    """Writes a linked build from rows; the connection then has it under its tables' own names in schema linked."""
    with connect() as connection:

        def write(extracts: Rows, links: list[tuple[str, str, str, int]]) -> Connection:
            put_extracts(connection, extracts, links)
            workspace = Workspace.open(tmp_path_factory.mktemp("w") / "w", create=True)
            with new_build(workspace, "linked", inputs={}) as draft:
                write_tables(connection, draft, today=TODAY)
            build = current_build(workspace, "linked")
            assert build is not None
            for table in build.tables:
                connection.execute(
                    f"create or replace view linked.{table} as from read_parquet('{build.table(table)}')"
                )
            return connection

        yield write
