"""``joinedup intake``: what arrived, judged row by row."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from joinedup.basics.finding import has_errors
from joinedup.cli.ending import ERRORS_FOUND
from joinedup.cli.options import Format, ResultFormat, WorkspaceFolder, examples, single
from joinedup.cli.output import finding_lines, show, table
from joinedup.cli.progress import progress
from joinedup.engine import Workspace
from joinedup.intake import Receipt, receive

app = single()


@app.command(
    epilog=examples(
        "joinedup intake county --workspace demo-workspace",
        "joinedup intake county/extracts/deaths.parquet --workspace demo-workspace --format json",
    )
)
def intake(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of extracts, or one extract.")],
    workspace: WorkspaceFolder,
    how: ResultFormat = Format.TEXT,
) -> None:
    """Judge extracts row by row, load the good rows, and say what is wrong with the others and where.

    The workspace is made when it is not there. The same content twice changes nothing. Ends with 1 when there are
    errors: a file that could not be loaded, or rows that were set aside.
    """
    with progress() as tell:
        receipt = receive(folder, Workspace.open(workspace, create=True), tell)
    show(receipt.as_dict(), _lines(receipt), how)
    if has_errors(receipt.findings):
        raise typer.Exit(ERRORS_FOUND)


def _lines(receipt: Receipt) -> Iterator[str]:
    yield from table(
        ["file", "table", "read", "loaded", "set aside", "months"],
        [
            [
                file.file,
                file.table or "–",
                file.read,
                file.loaded,
                file.set_aside,
                "known already" if file.already_known else " to ".join(file.period or ()),
            ]
            for file in receipt.files
        ],
    )
    yield from finding_lines(found for found in receipt.findings if found.code != "already-received")
    yield f"{receipt.loaded:,} of {receipt.read:,} rows loaded; {receipt.set_aside:,} set aside."
    if receipt.nothing_new:
        yield "Everything was known already: nothing changed."
