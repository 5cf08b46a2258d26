"""Reads a published file, whichever it is, and keeps its values in a build of their own."""

import datetime as dt
import hashlib
import json
import tempfile
from dataclasses import replace
from pathlib import Path

import polars as pl

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.engine import Build, Connection, Workspace, connect, current_build, new_build, quoted
from joinedup.measures.feeds.discharge_sitrep import is_sitrep, read_sitrep
from joinedup.measures.feeds.feed import FeedError, FeedFile, FeedValue
from joinedup.measures.feeds.fingertips import is_fingertips, read_fingertips
from joinedup.measures.feeds.patient_experience import is_survey, read_survey
from joinedup.measures.feeds.published_tables import read_table, table_of

LAYER = "feeds"
TABLES = ("feed_values", "feed_files")
_READERS = ((is_sitrep, read_sitrep), (is_survey, read_survey), (is_fingertips, read_fingertips))
_SAME = "new.feed = old.feed and new.figure = old.figure and new.start = old.start"


def read_feed(path: Path) -> FeedFile:
    """The file as values. Raises FeedError when it is none of the published files that can be read."""
    for is_one, read in _READERS:
        if is_one(path):
            return read(path)
    table = table_of(path)
    if table is None:
        raise FeedError(
            f"{path.name} is not a published file that can be read here.",
            "Use a discharge situation report workbook, or a CSV with the columns named in the reference.",
            Where(file=path.name),
        )
    return read_table(path, table)


def load_feed(
    workspace: Workspace, path: Path, *, edition: str = "", published: dt.date | None = None
) -> tuple[FeedFile, Build]:
    """Reads the file and writes it with what was there before; a later file about the same period takes its place.

    The layer ``feeds`` has two tables: ``feed_values``, and ``feed_files`` with a row for each file ever loaded.
    ``edition`` and the day it was ``published`` are kept where the file itself does not say. The same file twice
    changes nothing. Raises FeedError when the file cannot be read.
    """
    read = read_feed(path)
    read = replace(read, edition=read.edition or edition, published=read.published or published)
    mark = hashlib.sha256(path.read_bytes()).hexdigest()
    with (
        new_build(workspace, LAYER, inputs={}) as draft,
        connect(spill=workspace.scratch()) as connection,
        tempfile.TemporaryDirectory() as folder,
    ):
        fresh, told = Path(folder) / "fresh.parquet", Path(folder) / "told.parquet"
        _frame(read.values).with_columns(file_mark=pl.lit(mark)).write_parquet(fresh)
        _told(read, mark).write_parquet(told)
        _put_before(connection, current_build(workspace, LAYER), dict(zip(TABLES, (fresh, told), strict=True)))
        read = replace(read, findings=(*read.findings, *_replaced(connection, fresh, mark, read.file)))
        _told(read, mark).write_parquet(told)
        kept = f"from feed_values as old where not exists (from {_scan(fresh)} as new where {_SAME})"
        order = "feed, figure, area_kind, area_code, start, category"
        draft.write(connection, "feed_values", f"from (from {_scan(fresh)} union all {kept}) order by {order}")
        others = f"from feed_files where mark <> {quoted(mark)}"
        draft.write(connection, "feed_files", f"from ({others} union all from {_scan(told)}) order by loaded_at")
    built = current_build(workspace, LAYER)
    if built is None:
        raise FeedError("The feed cannot be found after it was written.", "Load it again.")
    return read, built


def _put_before(connection: Connection, before: Build | None, shapes: dict[str, Path]) -> None:
    """Makes ``feed_values`` and ``feed_files`` of the build before; empty when there is none with both."""
    if before is not None and set(shapes) <= set(before.tables):
        before.open_in(connection, *shapes)
        return
    for name, path in shapes.items():
        connection.execute(f"create or replace temp table {name} as from {_scan(path)} limit 0")


def _replaced(connection: Connection, fresh: Path, mark: str, file: str) -> list[Finding]:
    """Says so when an earlier file's figures make way, and when some of their areas are not in this one."""
    rows, areas = connection.execute(
        f"select count(*), count(distinct area_code) filter (not exists (from {_scan(fresh)} as new where {_SAME} "
        f"and new.area_code = old.area_code)) from feed_values as old where file_mark <> {quoted(mark)} "
        f"and exists (from {_scan(fresh)} as new where {_SAME})"
    ).fetchall()[0]
    if not rows:
        return []
    gone = f" Of theirs, places that are not in it: {areas:,}; no figures for those periods." if areas else ""
    return [
        Finding(
            "feed-replaced",
            Severity.WARNING if areas else Severity.ADVICE,
            f"{rows:,} figures of files loaded before are about the same periods: this file takes their place.{gone}",
            "Load the earlier file again if this one was not meant to take its place.",
            Where(file=file),
        )
    ]


def _told(read: FeedFile, mark: str) -> pl.DataFrame:
    first, end = read.period
    row = {
        "mark": mark,
        "file": read.file,
        "feed": read.feed,
        "edition": read.edition,
        "published": read.published,
        "loaded_at": dt.datetime.now(dt.UTC).replace(tzinfo=None),
        "start": first,
        "end": end,
        "figures": len(read.values),
        "not_submitted": sum(value.value is None for value in read.values),
        "findings": json.dumps([finding.as_dict() for finding in read.findings]),
    }
    return pl.DataFrame([row], schema_overrides={"published": pl.Date})


def _scan(path: Path) -> str:
    return f"read_parquet({quoted(path)})"


def _frame(values: tuple[FeedValue, ...]) -> pl.DataFrame:
    names = FeedValue.__slots__
    columns = {name: [getattr(value, name) for value in values] for name in names}
    return pl.DataFrame(columns, schema_overrides={"value": pl.Float64, "start": pl.Date, "end": pl.Date})
