"""``joinedup trace``: a file of people looked up in a register, with no workspace."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from joinedup.cli.options import Format, ResultFormat, examples, single
from joinedup.cli.output import show, table
from joinedup.cli.progress import progress
from joinedup.identity import TraceReport
from joinedup.identity import trace as run_trace

app = single()


@app.command(
    epilog=examples(
        "joinedup trace request.csv --against spine.csv --out response.csv",
        "joinedup trace request.csv --against spine.csv --out response.csv --format json",
    )
)
def trace(
    request: Annotated[Path, typer.Argument(help="The people to look for, as CSV.", show_default=False)],
    against: Annotated[Path, typer.Option("--against", metavar="SPINE.csv", help="The register to look in, as CSV.")],
    out: Annotated[Path, typer.Option("--out", metavar="RESPONSE.csv", help="Where to write the answers.")],
    how: ResultFormat = Format.TEXT,
) -> None:
    """Look up every person of a request file in a register, and write a response with one row for each.

    Columns are those of a batch trace by the Personal Demographics Service (UNIQUE REFERENCE, NHS_NO, FAMILY_NAME …);
    any may be missing, and common other names of them are understood. Only counts are printed, never a person.
    """
    if not out.resolve().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {out.parent.name} to write to", param_hint="--out")
    with progress() as tell:
        report = run_trace(request, against, out, tell=tell)
    show(_result(report), _lines(report, out), how)


def _result(report: TraceReport) -> dict[str, Any]:
    return {name: value for name, value in asdict(report).items() if name != "model"}


def _lines(report: TraceReport, out: Path) -> Iterator[str]:
    yield f"{report.matched:,} of {report.asked:,} people were found; {report.for_review:,} need a second look."
    yield f"Written to {out.name}."
    yield from table(["step", "rows"], [[_STEPS.get(code, code), rows] for code, rows in report.methods.items()])
    yield ""
    yield from table(
        ["outcome", "meaning", "rows"],
        [[code, _OUTCOMES.get(code, ""), rows] for code, rows in report.outcomes.items()],
    )


_STEPS = {
    "0": "not matched",
    "1": "NHS Number cross-checked",
    "3": "agreed on name, birth and more",
    "4": "scored",
}

_OUTCOMES = {
    "20": "one match without the number",
    "21": "no match",
    "22": "several could match",
    "30": "number cross-checked",
    "31": "number failed its cross-check; no other match",
    "32": "number failed its cross-check; several could match",
    "33": "number failed its cross-check; one other match",
    "40": "number merged into another record",
}
"""Trace outcomes as the batch trace of the Demographics Batch Service coded them."""
