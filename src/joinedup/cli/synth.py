"""``joinedup synth``: a made-up county to try everything on."""

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from joinedup.basics.errors import JoinedUpError
from joinedup.cli.options import Format, ResultFormat, examples, single
from joinedup.cli.output import show, table
from joinedup.cli.progress import progress
from joinedup.synthetic import CountyReport, write_county

app = single()
PARTS = ("extracts", "truth")


class Files(StrEnum):
    """How the extracts are written."""

    PARQUET = "parquet"
    CSV = "csv"


class FolderTakenError(JoinedUpError):
    """The folder holds something else than a made-up county."""

    code = "county-folder"


@app.command(
    epilog=examples(
        "joinedup synth county --people 2000 --seed 1",
        "joinedup synth county --people 2000 --seed 1 --files csv --today 2026-04-01",
    )
)
def synth(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write it: a new or empty folder.")],
    people: Annotated[int, typer.Option(help="How many people are on the GP register.")] = 20_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same county, byte for byte.")] = 1,
    files: Annotated[
        Files, typer.Option(help="Write Parquet, which is quick, or CSV, which people can read.")
    ] = Files.PARQUET,
    today: Annotated[
        dt.datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day the county is made for; default: today."
        ),
    ] = None,
    how: ResultFormat = Format.TEXT,
) -> None:
    """Make up a county: three years of extracts from every service, and the truth about them apart.

    Nobody in it is real, and every NHS Number starts with 999. DIR/extracts holds what services would send, with all
    that goes wrong in it; DIR/truth holds who is really who, and is never read by the other commands. A county that is
    there already is made anew.
    """
    with _nothing_half_written(folder), progress() as tell:
        report = write_county(folder, people, seed, tell=tell, files=files.value, today=today.date() if today else None)
    show(_result(report), _lines(report), how)


@contextmanager
def _nothing_half_written(folder: Path) -> Iterator[None]:
    """The folder holds no county before, and after it a whole one or none."""
    _clear(folder)
    try:
        yield
    except BaseException:
        _clear(folder)
        raise


def _clear(folder: Path) -> None:
    held = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if held - set(PARTS):
        raise FolderTakenError(
            f"{folder.name} holds other files; nothing was changed.", "Name a new or empty folder for the county."
        )
    for part in held:
        shutil.rmtree(folder / part)


def _result(report: CountyReport) -> dict[str, Any]:
    return {
        "folder": report.folder,
        "people": report.people,
        "seed": report.seed,
        "first_day": report.first_day,
        "last_day": report.last_day,
        "events": report.events,
        "rows": report.rows,
    }


def _lines(report: CountyReport) -> Iterator[str]:
    days = f"{report.first_day:%-d %B %Y} to {report.last_day:%-d %B %Y}"
    yield f"A county of {report.people:,} made-up people, {days}, is in {report.folder}: {report.events:,} events."
    yield from table(["extract", "rows"], report.rows.items())
