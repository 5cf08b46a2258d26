"""``joinedup score``: who may need help next, and how often the list is right."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from joinedup.cli.options import Format, ResultFormat, WorkspaceFolder, examples, single
from joinedup.cli.output import finding_lines, findings_of, show, table
from joinedup.cli.progress import progress
from joinedup.engine import Build, Workspace, connect
from joinedup.risk import score_people

app = single()


@app.command(
    epilog=examples(
        "joinedup score --workspace demo-workspace",
        "joinedup score --workspace demo-workspace --format json",
    )
)
def score(
    workspace: WorkspaceFolder,
    afresh: Annotated[
        bool, typer.Option("--afresh", help="Work out everything again, also what would come out the same.")
    ] = False,
    how: ResultFormat = Format.TEXT,
) -> None:
    """Rank people by their chance of an emergency admission in 12 months, and print how good the ranking is.

    The model is fitted on one year and judged on a later one. Nobody's score is printed: a worklist on the site shows
    it to those who look after the person.
    """
    opened = Workspace.open(workspace)
    with progress() as tell:
        build = score_people(opened, tell, afresh=afresh)
    cuts = _cuts(build)
    show(_result(build, cuts), _lines(build, cuts), how)


def _cuts(build: Build) -> list[dict[str, Any]]:
    with connect() as connection:
        build.open_in(connection, "validation")
        found = connection.execute("from validation order by cut")
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _result(build: Build, cuts: list[dict[str, Any]]) -> dict[str, Any]:
    return {"build": build.id, "linked": build.inputs["linked"], **build.about, "validation": cuts}


def _lines(build: Build, cuts: list[dict[str, Any]]) -> Iterator[str]:
    about = build.about
    yield f"Risk build {build.id}: {about['scored']:,} people ranked as of {about['index_date']}."
    if about.get("as_before"):
        yield "Nothing they are made from has changed: the scores are those of the build before."
    yield f"Outcome: {about['outcome']}."
    yield f"Fitted on the year from {about['fitted_on']}, judged on the year from {about['judged_on']}:"
    yield f"  AUC {about['auc']:.3f}"
    yield f"  Brier {about['brier']:.4f} (the average alone: {about['brier_of_the_average']:.4f})"
    yield f"  predicted {about['predicted']:.2%}, observed {about['observed']:.2%}"
    yield f"  calibration slope {about['calibration_slope']:.2f}"
    yield from table(
        ["highest", "people", "predicted", "admitted", "right (PPV)", "caught (sensitivity)"],
        [
            [
                f"{cut['cut']:.1%}",
                cut["people"],
                round(cut["people"] * cut["predicted"]),
                cut["admitted"],
                f"{cut['ppv']:.1%}",
                f"{cut['sensitivity']:.1%}",
            ]
            for cut in cuts
        ],
    )
    yield from finding_lines(findings_of(about["findings"]))
