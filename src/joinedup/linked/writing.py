"""Writes the linked tables one after another, each from its own query; or takes over what need not be made again."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from joinedup.basics.progress import Tell, silent
from joinedup.engine import Build, Connection, Draft, quoted
from joinedup.linked.codes import put_codes
from joinedup.linked.coverage import put_coverage
from joinedup.linked.kinds import as_kinds, put_kinds
from joinedup.linked.marks import Marks, rows_mark
from joinedup.linked.prices import price_list, put_prices
from joinedup.linked.quality import QUALITY, put_linked_months, quality_query
from joinedup.linked.table import LinkedTable
from joinedup.linked.tables import LINKED_TABLES
from joinedup.linked.turns import Step, take_in_turn

REVIEW = "review_pairs"


@dataclass(frozen=True, slots=True)
class Reuse:
    """What was there before, and the marks by which a table is known again."""

    before: Build | None
    marks: Marks


def write_tables(
    connection: Connection,
    draft: Draft,
    *,
    today: dt.date,
    tell: Tell = silent,
    reuse: Reuse | None = None,
    besides: Sequence[Step] = (),
) -> None:
    """Every linked table, from the extracts and the person links on the connection; the draft is told about prices
    and coverage. Each table written is then a view of the schema ``linked``, for the queries that follow.

    With ``reuse``, a table made from the same as before is taken over from the build before. ``besides`` are steps
    taken among them; they may need a table by its name.
    """
    prices = price_list()
    put_prices(connection, prices)
    put_codes(connection)
    coverage = put_coverage(connection, today)
    connection.execute("create schema if not exists linked")
    texts = {table.name: table.query for table in LINKED_TABLES.values()}
    marks = _marked(connection, reuse.marks, texts) if reuse else {}
    kept = {name for name, mark in marks.items() if reuse and reuse.before and reuse.before.holds(name, mark)}
    _prepare(connection, "\n".join(text for name, text in texts.items() if name not in kept))
    kinds = put_kinds(connection, texts.keys() - kept)
    before = dict.fromkeys(kept, reuse.before) if reuse else {}
    steps = [_step(draft, table, kinds, before.get(table.name)) for table in LINKED_TABLES.values()]
    steps += [_review_step(draft), *besides, _quality_step(draft, before.get(QUALITY.name))]
    take_in_turn(connection, steps, lambda words, done: tell(words, done, len(steps)))
    draft.tables = {name: draft.tables[name] for name in (*texts, REVIEW, QUALITY.name)}
    for name, mark in marks.items():
        draft.mark(name, mark)
    draft.about["prices"] = prices.as_dict()
    draft.about["coverage"] = {table: span.as_dict() for table, span in coverage.items()}
    tell("Linked", len(steps), len(steps))


def _step(draft: Draft, table: LinkedTable, kinds: Mapping[str, list[str]], before: Build | None) -> Step:
    def take(connection: Connection) -> None:
        if before is None:
            draft.write(connection, table.name, as_kinds(table, kinds), row_group=table.row_group)
        _put(connection, draft, table.name, before)

    return Step(table.name, re.findall(r"\blinked\.(\w+)", table.rows), take, f"Writing {table.title.lower()}")


def _review_step(draft: Draft) -> Step:
    return Step(REVIEW, (), lambda on: draft.write(on, REVIEW, f"select * from {REVIEW}"), "Writing review pairs")


def _quality_step(draft: Draft, before: Build | None) -> Step:
    def take(connection: Connection) -> None:
        if before is None:
            put_linked_months(connection)
            draft.write(connection, QUALITY.name, quality_query(), row_group=QUALITY.row_group)
        _put(connection, draft, QUALITY.name, before)

    return Step(QUALITY.name, LINKED_TABLES, take, "Judging data quality")


def _marked(connection: Connection, marks: Marks, texts: Mapping[str, str]) -> dict[str, str]:
    """Table → its mark, for every linked table and the table of data quality."""
    by_source = connection.execute("from coverage order by source").fetchall()
    marks.put_parts("coverage", "coverage", {source: rows_mark([(day,)]) for source, day in by_source})
    for text, made in preparations():
        mark = marks.of(text)
        for name in made:
            marks.put(name, mark)
    found = {}
    for name, text in texts.items():
        found[name] = marks.of(text)
        marks.put(f"linked.{name}", found[name])
    months = rows_mark(connection.execute("from extract_months order by all").fetchall())
    found[QUALITY.name] = marks.of(f"{months} {quality_query()} {' '.join(f'linked.{name}' for name in texts)}")
    return found


def _prepare(connection: Connection, wanted: str) -> None:
    """Runs the preparations whose tables ``wanted``, the text of queries, names; and those that these need."""
    needed: list[str] = []
    for text, made in reversed(preparations()):
        if any(re.search(rf"\b{name}\b", wanted) for name in made):
            needed.insert(0, text)
            wanted += text
    for text in needed:
        connection.execute(text)


def preparations() -> list[tuple[str, list[str]]]:
    """SQL and the tables it leaves, in the order of the files' names."""
    folder = files("joinedup.linked").joinpath("prepare")
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".sql")), key=lambda path: path.name)
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return [(text, re.findall(r"create or replace table (\w+)", text)) for text in texts]


def _put(connection: Connection, draft: Draft, name: str, before: Build | None) -> None:
    """Makes the table a view of the schema ``linked``; taken over from ``before`` where one is given."""
    if before is not None:
        draft.keep(name, before)
    path = quoted(draft.folder / f"{name}.parquet")
    connection.execute(f"create or replace view linked.{name} as from read_parquet({path})")
