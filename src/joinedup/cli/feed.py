"""``joinedup feed``: published figures about areas, kept beside those made from records and never mixed with them."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from joinedup.cli.options import Format, ResultFormat, WorkspaceFolder, examples, single
from joinedup.cli.output import finding_lines, show
from joinedup.engine import Workspace
from joinedup.measures.feeds import FeedFile, load_feed

app = single()


@app.command(
    epilog=examples(
        "joinedup feed april2022.xlsx may2022.xlsx --workspace demo-workspace",
        "joinedup feed ascof_2a2_rates.csv --published 2019-10-22 --workspace demo-workspace --format json",
    )
)
def feed(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", exists=True, dir_okay=False)],
    workspace: WorkspaceFolder,
    edition: Annotated[str, typer.Option(help="Where the file does not say: its edition, such as revised.")] = "",
    published: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Where the file does not say: the day it was published."),
    ] = None,
    how: ResultFormat = Format.TEXT,
) -> None:
    """Load published figures about areas: discharge reports, care-home rates, A&E, falls, patient experience.

    They stand in a layer of their own. A later file about the same days takes the place of the earlier one; what a
    place did not submit is missing and never nought.
    """
    opened = Workspace.open(workspace)
    day = published.date() if published else None
    read = [load_feed(opened, path, edition=edition, published=day)[0] for path in files]
    show({"files": [_result(one) for one in read]}, _lines(read), how)


def _result(read: FeedFile) -> dict[str, Any]:
    first, end = read.period
    return {
        "file": read.file,
        "feed": read.feed,
        "title": read.title,
        "from": first,
        "before": end,
        "edition": read.edition,
        "published": read.published,
        "values": len(read.values),
        "missing": sum(value.value is None for value in read.values),
        "findings": [finding.as_dict() for finding in read.findings],
    }


def _lines(read: list[FeedFile]) -> Iterator[str]:
    for one in read:
        first, end = one.period
        gone = sum(value.value is None for value in one.values)
        yield f"{one.file}: {one.title}, {first} to before {end}: {len(one.values):,} figures, {gone:,} not submitted."
        yield from finding_lines(one.findings)
