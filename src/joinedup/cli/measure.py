"""``joinedup measure``: what we count, by period."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Annotated, Any

import typer

from joinedup.cli.options import Format, ResultFormat, WorkspaceFolder, examples, single
from joinedup.cli.output import show, table
from joinedup.cli.progress import progress
from joinedup.engine import Build, Workspace, connect
from joinedup.measures import MEASURES, MeasureError, Point, Series, compute_measures, series
from joinedup.measures.published import PUBLISHED

app = single()
SHOWN = 12  # periods printed as text; JSON has them all


@app.command(
    epilog=examples(
        "joinedup measure --workspace demo-workspace",
        "joinedup measure --workspace demo-workspace --measure delayed_days --format json",
    )
)
def measure(
    workspace: WorkspaceFolder,
    ids: Annotated[
        list[str] | None,
        typer.Option("--measure", "-m", metavar="ID", help="Print only this measure; may be given more than once."),
    ] = None,
    afresh: Annotated[
        bool, typer.Option("--afresh", help="Count all of them again, also those whose records have not changed.")
    ] = False,
    how: ResultFormat = Format.TEXT,
) -> None:
    """Count every measure for each area and period, and print it for the whole county.

    Each value stands with its numerator, denominator and 95 % interval. A measure whose extracts never arrived is left
    out, and is said to be. Text shows the last twelve periods; JSON has all of them.
    """
    _all_known(ids or ())
    opened = Workspace.open(workspace)
    with progress() as tell:
        build = compute_measures(
            opened, tell=tell, afresh=afresh
        )  # all of them: the site shows every measure of one build
    found = [one for one in _series(build) if not ids or one.measure.id in ids]
    show(_result(build, found), _lines(build, found), how)


def _all_known(ids: Iterable[str]) -> None:
    for name in ids:
        if name in PUBLISHED:
            raise MeasureError(
                f"{PUBLISHED[name].title} is not counted from records: it is taken from published files.",
                "Load one with 'joinedup feed'; the site shows its figures.",
            )
        if name not in MEASURES:
            raise MeasureError(f"No measure is called {name}.", f"Name one of: {', '.join(sorted(MEASURES))}.")


def _series(build: Build) -> Iterator[Series]:
    with connect() as connection:
        build.open_in(connection)
        for name in build.about["measures"]:
            yield series(connection, name, period_kind=MEASURES[name].period)


def _result(build: Build, found: list[Series]) -> dict[str, Any]:
    return {
        "build": build.id,
        "linked": build.inputs["linked"],
        "measures": [
            {
                "measure": one.measure.id,
                "title": one.measure.title,
                "version": one.measure.version,
                "unit": one.measure.unit,
                "basis": one.basis,
                "area_kind": one.area_kind,
                "area_code": one.area_code,
                "periods": [_point(point) for point in one.points],
                **({} if one.points else {"no_figures_because": _nothing(one)}),
            }
            for one in found
        ],
        "left_out": build.about["left_out"],
    }


def _nothing(one: Series) -> str:
    """Why a measure that was counted has no figures: a rate always has some, the others need a case."""
    missing = one.measure.denominator[:1].lower() + one.measure.denominator[1:]
    return f"No figures: the records hold no case to divide by ({missing})."


def _point(point: Point) -> dict[str, Any]:
    period = {"period": point.period.name, "start": point.period.start, "end": point.period.end}
    return period | {name: value for name, value in asdict(point).items() if name != "period"}


def _lines(build: Build, found: list[Series]) -> Iterator[str]:
    yield f"Measures build {build.id}, from linked build {build.inputs['linked']}."
    for one in found:
        yield ""
        yield f"{one.measure.title} [{one.measure.id}]: {one.measure.unit}"
        if not one.points:
            yield f"  {_nothing(one)}"
            continue
        yield from table(
            ["period", "numerator", "denominator", "value", "from", "to", "complete"],
            [
                [
                    point.period.name,
                    *(round(number) for number in (point.numerator, point.denominator)),
                    point.value,
                    point.lower,
                    point.upper,
                    point.complete,
                ]
                for point in one.points[-SHOWN:]
            ],
        )
    for name, why in build.about["left_out"].items():
        yield f"Left out: {name} {why}"
