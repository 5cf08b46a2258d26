"""What is got for the money: a type of scheme that is counted in a unit says how many, in that unit."""

from collections.abc import Iterator

from joinedup.planning.checks.check import WARNING, Check, Found
from joinedup.planning.checks.rows import SPENT, amount, figure, in_cell, shown
from joinedup.planning.checks.view import View
from joinedup.planning.importing.choices import known_choice
from joinedup.planning.plan import Row
from joinedup.planning.words import fold


def _unit(view: View, row: Row) -> str:
    """What the form counts for the row's type of scheme, '' for none."""
    units = view.template.grids["spending"].units
    kind = known_choice(row.text("type"), list(units))
    return units[kind] if kind else ""


def _missing(view: View) -> Iterator[Found]:
    for row in view.plan.of_kind("spending"):
        unit = _unit(view, row)
        for year in view.template.years if unit else ():
            key = f"outputs.{year}"
            if row.get(key) is not None and amount(row, SPENT, year) and not figure(row.get(key)):
                message = (
                    f"{row.text('type')!r} is counted in {unit.lower()!r}, and how many are expected in {shown(year)} "
                    f"is not said"
                )
                yield in_cell(view, row, key, message)


def _other_unit(view: View) -> Iterator[Found]:
    for row in view.plan.of_kind("spending"):
        unit, told = _unit(view, row), row.text("units")
        field = row.get("units")
        if (
            unit
            and field is not None
            and field.blank
            and any(figure(row.get(f"outputs.{y}")) for y in view.template.years)
        ):
            yield in_cell(view, row, "units", f"it is not said in what {row.text('type')!r} is counted", None)
        if unit and told and fold(told) not in fold(unit) and fold(unit) not in fold(told):
            yield in_cell(view, row, "units", f"{row.text('type')!r} is counted in {unit.lower()!r}, not in {told!r}")


CHECKS = (
    Check(
        code="output-not-given",
        title="A scheme does not say what is got for its money",
        why="For these types the form asks how many hours, placements or people the money buys. The list of types and "
        "units is not confirmed, so this is a warning.",
        example="home care of £1.2m, hours of care left blank",
        fix="enter how many are expected, in the unit of the type",
        severity=WARNING,
        run=_missing,
    ),
    Check(
        code="output-in-another-unit",
        title="A scheme is counted in another unit than its type",
        why="Outputs are added up nationally by type; 300 packages among hours of care spoil the sum. The list of "
        "units is not confirmed, so this is a warning.",
        example="home care counted in packages",
        fix="count in the unit of the type, or choose the type that is meant",
        severity=WARNING,
        run=_other_unit,
    ),
)
