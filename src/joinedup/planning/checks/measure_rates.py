"""Measures: numerator over denominator makes the rate, quarters make the year, no quarter is out of line."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.rows import address_in, figure, half_step, in_cell
from joinedup.planning.checks.table_sums import number_in
from joinedup.planning.checks.view import View
from joinedup.planning.plan import FieldValue, Row
from joinedup.planning.words import fold

_SCALES = (1, 100, 1_000, 10_000, 100_000)  # a share, a per cent, a rate per so many people
_CLOSE = Decimal("0.001")
_QUARTER = re.compile(r"\b(?:q|quarter )([1-4])\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:year|annual|total|full year|whole)\b|^20\d\d[/-]\d\d$", re.IGNORECASE)
_ROUNDED = Decimal("0.5")
_OUT_OF_LINE = Decimal("1.6")


def _periods(row: Row) -> list[str]:
    return [field.key for field in row.fields if field.key not in ("measure", "part", "period", "reason", "how")]


_ROUNDED_RATES = Decimal("2.5")  # five rates, each a half out
_RATE = re.compile(r"\brates?\b|\bper 1\d\d,?000\b", re.IGNORECASE)


def _rates(view: View) -> Iterator[Found]:
    groups: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in view.plan.of_kind("measure"):
        groups[fold(row.text("measure"))].setdefault(_part(row.text("part")), row)
    for parts in groups.values():
        if {"numerator", "denominator", "value"} <= set(parts):
            yield from _rate(view, parts)


def _part(words: str) -> str:
    """'Metric Value' and 'Annual rate' are the value of their counts."""
    folded = fold(words)
    known = next((part for part in ("numerator", "denominator") if part in folded), "")
    return known or ("value" if re.search(r"\bvalue\b|\brate\b|%", folded) else folded)


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


def _years_in_tables(view: View) -> Iterator[Found]:
    """Rows of any table whose columns are the four quarters and their year."""
    for table in view.plan.tables if view.plan.format == "sheet" else ():
        columns: dict[str, int] = {}
        for row in table.rows:
            numbers = {at: value for at, cell in enumerate(row.cells) if (value := number_in(cell)) is not None}
            heads = _columns_of_year(row.cells)
            if heads:
                columns = heads
                continue
            if not columns or not set(columns.values()) <= set(numbers):
                continue
            quarters, year = [numbers[columns[f"q{n}"]] for n in range(1, 5)], numbers[columns["year"]]
            made = sum(quarters, Decimal(0))
            label = next((cell for cell in row.cells if cell.strip()), "")
            rounded = _ROUNDED_RATES if _RATE.search(label) else _ROUNDED
            if abs(made - year) > rounded and not min(quarters) <= year <= max(quarters):
                message = f"the quarters make {made:,}, the year is given as {year:,}"
                cell = address_in(view, row.line, columns["year"])
                yield Found(message, row.line, text=f"{label} … {year:,}", cell=cell)


def _columns_of_year(cells: Sequence[str]) -> dict[str, int]:
    """Where the four quarters stand side by side and the year right of them, once each; else nothing."""
    named: dict[str, list[int]] = defaultdict(list)
    for at, cell in enumerate(cells):
        if len(quarters := set(_QUARTER.findall(cell))) == 1:
            named[f"q{quarters.pop()}"].append(at)
        elif re.match(r"\s*(?:full |whole )?year\b|\s*annual\s*$", cell, re.IGNORECASE):
            named["year"].append(at)
    found = {name: places[0] for name, places in named.items() if len(places) == 1}
    whole = len(found) == 5 and found["year"] > max(found[f"q{n}"] for n in range(1, 5))
    return found if whole else {}


def _all_years(view: View) -> Iterator[Found]:
    told = set()
    for found in _years(view):
        told.add(found.line)
        yield found
    yield from (found for found in _years_in_tables(view) if found.line not in told)


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
        run=_all_years,
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
