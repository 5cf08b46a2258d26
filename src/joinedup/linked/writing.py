"""Writes the linked tables one after another, each from its own query."""

import datetime as dt
from importlib.resources import files

from joinedup.basics.progress import Tell, silent
from joinedup.engine import Connection, Draft, quoted
from joinedup.linked.codes import put_codes
from joinedup.linked.coverage import put_coverage
from joinedup.linked.prices import price_list, put_prices
from joinedup.linked.quality import QUALITY, put_linked_months, quality_query
from joinedup.linked.table import LinkedTable
from joinedup.linked.tables import LINKED_TABLES

_STEPS = len(LINKED_TABLES) + 2


def write_tables(connection: Connection, draft: Draft, *, today: dt.date, tell: Tell = silent) -> None:
    """Every linked table, from the extracts and the person links on the connection; the draft is told about prices
    and coverage. Each table written is then a view of the schema ``linked``, for the queries that follow.
    """
    prices = price_list()
    put_prices(connection, prices)
    put_codes(connection)
    coverage = put_coverage(connection, today)
    _prepare(connection)
    connection.execute("create schema if not exists linked")
    for done, table in enumerate(LINKED_TABLES.values()):
        tell(f"Writing {table.title.lower()}", done, _STEPS)
        _write(connection, draft, table, table.query)
    tell("Writing review pairs", _STEPS - 2, _STEPS)
    draft.write(connection, "review_pairs", "select * from review_pairs")
    tell("Judging data quality", _STEPS - 1, _STEPS)
    put_linked_months(connection)
    _write(connection, draft, QUALITY, quality_query())
    draft.about["prices"] = prices.as_dict()
    draft.about["coverage"] = {table: span.as_dict() for table, span in coverage.items()}
    tell("Linked", _STEPS, _STEPS)


def _prepare(connection: Connection) -> None:
    folder = files("joinedup.linked").joinpath("prepare")
    for path in sorted((path for path in folder.iterdir() if path.name.endswith(".sql")), key=lambda path: path.name):
        connection.execute(path.read_text(encoding="utf-8"))


def _write(connection: Connection, draft: Draft, table: LinkedTable, query: str) -> None:
    draft.write(connection, table.name, query, row_group=table.row_group)
    path = quoted(draft.folder / f"{table.name}.parquet")
    connection.execute(f"create or replace view linked.{table.name} as from read_parquet({path})")
