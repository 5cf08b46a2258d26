"""Measures: numerator over denominator makes the rate, quarters make the year, no quarter is out of line."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.rows import figure, half_step, in_cell
from joinedup.planning.checks.view import View
from joinedup.planning.plan import FieldValue, Row
from joinedup.planning.words import fold

_SCALES = (1, 100, 1_000, 10_000, 100_000)  # a share, a per cent, a rate per so many people
_CLOSE = Decimal("0.001")
_QUARTER = re.compile(r"\b(?:q|quarter )([1-4])\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:year|annual|total|full year|whole)\b|^20\d\d[/-]\d\d$", re.IGNORECASE)
_OUT_OF_LINE = Decimal("1.6")


def _periods(row: Row) -> list[str]:
    return [field.key for field in row.fields if field.key not in ("measure", "part", "period", "reason", "how")]


def _rates(view: View) -> Iterator[Found]:
    groups: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in view.plan.of_kind("measure"):
        groups[fold(row.text("measure"))].setdefault(row.text("part").lower(), row)
    for parts in groups.values():
        if {"numerator", "denominator", "value"} <= set(parts):
            yield from _rate(view, parts)


def _rate(view: View, parts: dict[str, Row]) -> Iterator[Found]:
    """Each period's rate by the scale that fits most periods."""
    known = {}
    for key in _periods(parts["value"]):
        over, under, told = (figure(parts[name].get(key)) for name in ("numerator", "denominator", "value"))
        if over is not None and under and told is not None:
            known[key] = (over / under, told)
    if not known:
        return
    fits = {scale: [key for key in known if _fits(parts["value"].get(key), *known[key], scale)] for scale in _SCALES}
    scale = max(_SCALES, key=lambda one: (len(fits[one]), -_apart(known, one)))
    for key, (share, told) in known.items():
        if key not in fits[scale]:
            per = {1: "", 100: " per cent"}.get(scale, f" for {scale:,}")
            above, below = (parts[name].text(key) for name in ("numerator", "denominator"))
            message = f"{above} over {below} makes {share * scale:,.1f}{per}, the value is given as {told:,}"
            yield in_cell(view, parts["value"], key, message)


def _fits(field: FieldValue | None, share: Decimal, told: Decimal, scale: int) -> bool:
    return abs(share * scale - told) <= half_step(field) * Decimal("1.01") + _CLOSE * abs(told)


def _apart(known: dict[str, tuple[Decimal, Decimal]], scale: int) -> Decimal:
    gaps = [abs(share * scale - told) / max(abs(told), Decimal(1), share * scale) for share, told in known.values()]
    return min(gaps)


def _years(view: View) -> Iterator[Found]:
    """A year beside its four quarters: their sum where things are counted, between them where shares are."""
    groups: dict[tuple[str, str], dict[str, Row]] = defaultdict(dict)
    for row in view.plan.of_kind("measure"):
        quarter, period = _QUARTER.search(row.text("period")), row.text("period")
        name = f"q{quarter[1]}" if quarter else "year" if _YEAR.search(period) else ""
        groups[fold(row.text("measure")), row.text("part").lower()].setdefault(name, row)
    for rows in groups.values():
        if {"q1", "q2", "q3", "q4", "year"} <= set(rows):
            for key in ("baseline", "plan"):
                yield from _year(view, rows, key)


def _year(view: View, rows: dict[str, Row], key: str) -> Iterator[Found]:
    cells = [rows[f"q{number}"].get(key) for number in range(1, 5)]
    quarters = [value for cell in cells if (value := figure(cell)) is not None]
    year = figure(rows["year"].get(key))
    if year is None or len(quarters) < len(cells):
        return
    made = sum(quarters, Decimal(0))
    hidden = sum(map(half_step, cells), half_step(rows["year"].get(key)))
    if abs(made - year) > hidden and not min(quarters) <= year <= max(quarters):
        message = f"the quarters make {made:,}, the year is given as {year:,}"
        yield in_cell(view, rows["year"], key, message)


def _out_of_line(view: View) -> Iterator[Found]:
    """A quarter of a group that no season explains: a digit lost, doubled or turned round."""
    for row in view.plan.of_kind("admissions"):
        known = {field.key: value for field in row.fields if "." in field.key and (value := figure(field))}
        for key, value in known.items():
            rest = sorted(other for name, other in known.items() if name != key)
            if len(rest) < 3 or rest[-1] > rest[0] * _OUT_OF_LINE:
                continue
            if value > rest[-1] * _OUT_OF_LINE or value < rest[0] / _OUT_OF_LINE:
                message = f"{value:,} stands beside quarters of {rest[0]:,} to {rest[-1]:,}"
                yield in_cell(view, row, key, message)


CHECKS = (
    Check(
        code="rate-is-not-its-parts",
        title="A rate is not its numerator over its denominator",
        why="The rate is what is judged, the parts are what is counted: one of the three is wrong.",
        example="340 over 51,000 people given as 566.7 for 100,000, where it makes 666.7",
        fix="correct the numerator, the denominator or the rate",
        severity=ERROR,
        run=_rates,
    ),
    Check(
        code="quarters-do-not-make-the-year",
        title="Four quarters do not make the year",
        why="Payments and reviews follow the quarters, the promise is the year.",
        example="quarters of 400, 390, 380 and 370 beside a year of 1,640",
        fix="correct the quarter or the year that is wrong",
        severity=ERROR,
        run=_years,
    ),
    Check(
        code="quarter-out-of-line",
        title="A quarter far from all others",
        why="A quarter with a digit too many moves the baseline from which payment is reckoned.",
        example="3,100, 3,000, 29,000 and 3,050 admissions",
        fix="look the quarter up again",
        severity=WARNING,
        run=_out_of_line,
    ),
)
