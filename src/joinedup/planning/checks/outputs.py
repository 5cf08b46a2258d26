"""What is got for the money: a type of scheme that is counted in a unit says how many, in that unit."""

import re
from collections.abc import Iterator

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
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
    sure = {found.line: found for found in _unit_alone(view)}
    yield from sure.values()
    yield from (found for found in _by_type(view) if found.line not in sure)


def _unit_alone(view: View) -> Iterator[Found]:
    """A unit without a number, where most of the rows with a unit have one."""
    for year in view.template.years:
        key = f"outputs.{year}"
        rows = [
            row
            for row in view.plan.of_kind("spending")
            if row.get(key) is not None and _NAMED.search(row.text("units"))
        ]
        told = [row for row in rows if figure(row.get(key))]
        for row in rows if len(told) >= 3 and len(told) > 2 * len(rows) / 3 else []:
            field = row.get(key)
            if field is not None and field.blank and amount(row, SPENT, year):
                message = (
                    f"{row.text('scheme') or row.text('type')!r} ({row.text('type')}) is counted in "
                    f"{row.text('units')!r}, and "
                    f"how many are expected in {shown(year)} is not said"
                )
                yield in_cell(view, row, key, message, ERROR)


def _by_type(view: View) -> Iterator[Found]:
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


_NAMED = re.compile(r"[a-z]{4}", re.IGNORECASE)
_BEDS, _HOURS = re.compile(r"\bbeds?\b", re.IGNORECASE), re.compile(r"\bhours?\b", re.IGNORECASE)
_IN_BEDS = re.compile(
    r"bed|residential|nursing|placement|care home|intermediate|step|hospice|recovery|flat|housing", re.I
)
_NOT_IN_HOURS = re.compile(
    r"\bbeds?\b|residential|placement|adaptation|disabled facilities|\bDFG\b|equipment", re.IGNORECASE
)


def _cannot_be(row: Row) -> bool:
    """Beds of home care, hours of a care home: no list of units is needed to see that."""
    told = row.text("units")
    kind = f"{row.text('type')} {row.text('scheme')} {row.text('name')} {row.text('what')}"
    return bool(
        (_BEDS.search(told) and not _IN_BEDS.search(kind))
        or (_HOURS.search(told) and _NOT_IN_HOURS.search(row.text("type")))
    )


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
        if field is not None and told and not unit and _cannot_be(row):
            yield in_cell(
                view, row, "units", f"{row.text('scheme')!r} ({row.text('type')}) is counted in {told!r}", ERROR
            )
        if unit and told and fold(told) not in fold(unit) and fold(unit) not in fold(told):
            message = f"{row.text('type')!r} is counted in {unit.lower()!r}, not in {told!r}"
            yield in_cell(view, row, "units", message, ERROR if _cannot_be(row) else None)


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
