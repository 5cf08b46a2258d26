"""Reads a published file, whichever it is, and keeps its values in a build of their own."""

import tempfile
from pathlib import Path

import polars as pl

from joinedup.basics.finding import Where
from joinedup.engine import Build, Workspace, connect, current_build, new_build, quoted
from joinedup.measures.feeds.discharge_sitrep import is_sitrep, read_sitrep
from joinedup.measures.feeds.feed import FeedError, FeedFile, FeedValue
from joinedup.measures.feeds.patient_experience import is_survey, read_survey
from joinedup.measures.feeds.published_tables import read_table, table_of

LAYER = "feeds"


def read_feed(path: Path) -> FeedFile:
    """The file as values. Raises FeedError when it is none of the published files that can be read."""
    if is_sitrep(path):
        return read_sitrep(path)
    if is_survey(path):
        return read_survey(path)
    table = table_of(path)
    if table is None:
        raise FeedError(
            f"{path.name} is not a published file that can be read here.",
            "Use a discharge situation report workbook, or a CSV with the columns named in the reference.",
            Where(file=path.name),
        )
    return read_table(path, table)


def load_feed(workspace: Workspace, path: Path) -> tuple[FeedFile, Build]:
    """Reads the file and writes it with what was there before; a later file about the same period takes its place.

    The layer ``feeds`` has one table, ``feed_values``. The same file twice changes nothing.
    """
    read = read_feed(path)
    before = current_build(workspace, LAYER)
    with connect(spill=workspace.scratch()) as connection, tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.parquet"
        _frame(read.values).write_parquet(fresh)
        kept = ""
        if before is not None:
            before.open_in(connection, "feed_values")
            kept = (
                f"union all select * from feed_values as old where not exists (select 1 from read_parquet("
                f"{quoted(fresh)}) as new where new.feed = old.feed and new.figure = old.figure "
                "and new.start = old.start)"
            )
        with new_build(workspace, LAYER, inputs={}) as draft:
            draft.write(
                connection,
                "feed_values",
                f"select * from (from read_parquet({quoted(fresh)}) {kept}) "
                "order by feed, figure, area_kind, area_code, start, category",
            )
            draft.about["findings"] = [finding.as_dict() for finding in read.findings]
            draft.about["file"] = read.file
    built = current_build(workspace, LAYER)
    if built is None:
        raise FeedError("The feed cannot be found after it was written.", "Load it again.")
    return read, built


def _frame(values: tuple[FeedValue, ...]) -> pl.DataFrame:
    names = FeedValue.__slots__
    columns = {name: [getattr(value, name) for value in values] for name in names}
    return pl.DataFrame(columns, schema_overrides={"value": pl.Float64, "start": pl.Date, "end": pl.Date})
