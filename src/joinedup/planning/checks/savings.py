"""What schemes change and what that is worth: quantity times price, signs, and the admissions planned for payment."""

from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.rows import figure, half_step, in_cell
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Row
from joinedup.planning.words import fold

_QUARTERS = ("q4", "q1", "q2", "q3")
_CLOSE = Decimal("0.05")
_ROUNDED = Decimal("0.01")


def _products(view: View) -> Iterator[Found]:
    for row in view.plan.of_kind("saving"):
        many, one, told = (figure(row.get(key)) for key in ("change", "price", "pounds"))
        if many is None or one is None or told is None:
            continue
        made = abs(many * one)
        hidden = abs(many) * half_step(row.get("price")) + half_step(row.get("pounds")) + 1
        apart = abs(made - abs(told))
        if apart > hidden:
            small = apart <= _ROUNDED * made
            message = f"{abs(many):,} × £{one:,} makes £{made:,}, the saving is given as £{abs(told):,}"
            yield in_cell(view, row, "pounds", message, WARNING if small else ERROR)


def _signs(view: View) -> Iterator[Found]:
    falls = [row for row in view.plan.of_kind("saving") if fold(row.text("benefit")).startswith("reduction")]
    below = sum((figure(row.get("change")) or 0) < 0 for row in falls)
    for row in falls:
        change = figure(row.get("change"))
        if change and change > 0 and below > len(falls) / 2:
            message = f"a reduction is written as {change:,}, the others as numbers below nought"
            yield in_cell(view, row, "change", message)


def _emergencies(view: View) -> Iterator[Found]:
    """The benefits of the last year beside the fall that the sheet of admissions plans."""
    promised, planned = promised_fall(view), planned_fall(view)
    if not promised or planned is None:
        return
    if abs(promised - planned) > _CLOSE * max(promised, abs(planned)):
        year = view.template.years[-1].replace("_", "/")
        plans = f"a fall of {planned:,.0f}" if planned > 0 else f"a rise of {-planned:,.0f}"
        message = f"the benefits have {promised:,.0f} fewer emergency admissions in {year}, the quarters plan {plans}"
        yield in_cell(view, max(_of_emergencies(view), key=_change), "change", message)


def promised_fall(view: View) -> Decimal:
    """By how many emergency admissions the benefits of the last year are to fall, 0 for none."""
    return sum(map(_change, _of_emergencies(view)), Decimal(0))


def planned_fall(view: View) -> Decimal | None:
    """By how many the quarters fall: of a board's residents where they stand in a table of their own."""
    rows = view.plan.of_kind("admissions")
    falls = [_fall(row) for row in rows if any(row.get(f"plan.{q}") for q in _QUARTERS)]
    known = [fall for fall in falls if fall is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(falls) else None


def _of_emergencies(view: View) -> list[Row]:
    year = view.template.years[-1].replace("_", "/")
    return [
        row
        for row in view.plan.of_kind("saving")
        if "non elective" in fold(row.text("benefit")) and row.text("year") in ("", year)
    ]


def _change(row: Row) -> Decimal:
    return abs(figure(row.get("change")) or Decimal(0))


def _fall(row: Row) -> Decimal | None:
    """By how many a group's admissions fall, its share of the board's people only."""
    quarters = [(figure(row.get(f"baseline.{q}")), figure(row.get(f"plan.{q}"))) for q in _QUARTERS]
    share = figure(row.get("share_of_ccg"))
    if any(None in pair for pair in quarters) or (row.get("share_of_ccg") and share is None):
        return None
    fall = sum(((before or 0) - (after or 0) for before, after in quarters), Decimal(0))
    return fall * (Decimal(100) if share is None else share) / 100


CHECKS = (
    Check(
        code="saving-is-not-activity-times-price",
        title="A saving is not its activity times its price",
        why="The savings pay for the schemes; each is reckoned from what changes and what one of it costs.",
        example="640 admissions × £1,490 given as £1,953,600, where it makes £953,600",
        fix="reckon the saving again, or correct the activity or the price",
        severity=ERROR,
        run=_products,
    ),
    Check(
        code="reduction-with-a-plus",
        title="A reduction written as a rise",
        why="A sheet that adds up the changes takes it off the total.",
        example="-640 and -344 admissions, and a reduction of 83 in care homes",
        fix="write reductions as numbers below nought throughout",
        severity=WARNING,
        run=_signs,
    ),
    Check(
        code="benefits-are-not-the-planned-fall",
        title="Benefits and quarters plan different falls",
        why="The money for performance is paid on the quarters; the benefits say where the fall comes from.",
        example="984 fewer admissions in the benefits, 702 in the quarters",
        fix="make both the same, or say where the rest comes from",
        severity=WARNING,
        run=_emergencies,
    ),
)
