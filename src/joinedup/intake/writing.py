"""Small pieces of SQL that every step of a load shares."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from joinedup.engine import COMPRESSION, Connection, quoted, quoted_name
from joinedup.intake.cells import type_of
from joinedup.intake.contract import Contract
from joinedup.intake.sources import Source


def parquet(paths: Iterable[Path]) -> str:
    """Parquet files as one relation."""
    return f"read_parquet([{', '.join(map(quoted, paths))}])"


def shaped(connection: Connection, contract: Contract, paths: Iterable[Path]) -> str:
    """Rows loaded by this or an earlier version, in the contract's columns and types as they are now."""
    held = f"read_parquet([{', '.join(map(quoted, paths))}], union_by_name = true)"
    stored = {row[0] for row in connection.execute(f"describe from {held}").fetchall()}
    columns = (
        f'{quoted_name(column.name) if column.name in stored else "null"}::{type_of(column)} as "{column.name}"'
        for column in contract.columns
    )
    return f"(select {', '.join(columns)} from {held})"


def copy_to(connection: Connection, query: str, path: Path) -> int:
    """Writes the rows of ``query`` as Parquet; returns how many."""
    written = connection.execute(f"copy ({query}) to {quoted(path)} (format parquet, {COMPRESSION})").fetchone()
    return int(written[0]) if written else 0


def count_of(connection: Connection, table: str) -> int:
    """Rows of a table, or of a query in brackets."""
    row = connection.execute(f"select count(*) from {table}").fetchone()
    return int(row[0]) if row else 0


def fields_of(source: Source) -> str:
    """One row as it arrived, as JSON."""
    packed = ", ".join(f"'{name}': \"{name} raw\"" for name in sorted(source.present))
    return f"to_json({{{packed}}})::varchar"


@contextmanager
def in_order(connection: Connection, *, needed: bool) -> Iterator[None]:
    """Row numbers are right only while rows are read in their order."""
    connection.execute(f"set preserve_insertion_order = {needed}")
    try:
        yield
    finally:
        connection.execute("set preserve_insertion_order = false")
