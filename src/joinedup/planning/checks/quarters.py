"""Figures by quarter or month and for the year: no part above the whole, counts that add up, none left out."""

import re
from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.table_sums import known_table, number_in
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Table, TableRow

_QUARTER = re.compile(r"^\W*(?:q(?:uarter)?\W?[1-4]|[1-4](?:st|nd|rd|th) quarter)\b", re.IGNORECASE)
_MONTH = re.compile(r"^\W*(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\W*\d{0,4}$", re.IGNORECASE)
_YEAR = re.compile(
    r"^\W*(?:(?:full |whole |financial )?year(?: total)?|total|20\d\d\s?[-–/]\s?\d{2,4}|annual)\W*$", re.IGNORECASE
)
_NO_COUNT = re.compile(
    r"\brates?\b|%|per ?cent|\bshare\b|\bproportion\b|\baverage\b|\bmean\b|\bmedian\b|\bper\b|\bpopulation\b|"
    r"\bresidents\b|\bindex\b|\bratio\b|\blength\b|\bscore\b|\btarget\b|\bstock\b|\bopen\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\bnumber\b|\badmissions?\b|\battendances?\b|\bdischarges?\b|\bpackages?\b|\bplacements?\b|\bdays\b|\bcount\b|"
    r"\bcapacity\b|\bdemand\b|\bnumerator\b|£",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"%\s*$")


def _parts(table: Table) -> tuple[list[int], int | None]:
    """The columns of the quarters or months of a year, and the one of the year right behind them."""
    heads = [cell.strip() for cell in table.rows[0].cells]
    for words, least in ((_QUARTER, 4), (_MONTH, 12)):
        at = [column for column, head in enumerate(heads) if words.match(head)]
        if len(at) == least and at[-1] - at[0] == least - 1:
            after = at[-1] + 1
            return at, after if after < len(heads) and _YEAR.match(heads[after]) else None
    return [], None


def _sums(view: View) -> Iterator[Found]:
    for table in view.plan.tables:
        parts, year = _parts(table)
        if not parts or year is None or known_table(view, table):
            continue
        for row in table.rows[1:]:
            told = _number(row, year)
            values = [value for at in parts if (value := _number(row, at)) is not None]
            if told and len(values) == len(parts):
                yield from _judged(row, values, told)


def _judged(row: TableRow, values: list[Decimal], told: Decimal) -> Iterator[Found]:
    label = _label(row)
    made, highest = sum(values, Decimal(0)), max(values)
    if _NO_COUNT.search(label) or made == told or any("%" in cell for cell in row.cells):
        return
    if highest > told > 0 and min(values) >= 0 and not _like_a_mean(values, told):
        message = f"{highest:,} in a part of the year, {told:,} in the whole of it"
        yield Found(message, row.line, text=f"{label} … {highest:,}")
    elif (_COUNT.search(label) or _like_a_sum(values, told)) and abs(made - told) > len(values):
        yield Found(f"the parts make {made:,}, the year says {told:,}", row.line, text=f"{label} … {told:,}")


def _like_a_mean(values: list[Decimal], told: Decimal) -> bool:
    """A year's figure among those of its quarters is their mean or their last, and no sum."""
    ordered = sorted(values)
    return ordered[0] <= told <= ordered[-1] and ordered[-1] < 2 * ordered[0]


def _like_a_sum(values: list[Decimal], told: Decimal) -> bool:
    """Whole numbers that nearly make the year: 4,075, 3,915, 3,780 and 4,000 beside 15,860."""
    whole = all(value == value.to_integral_value() and value >= 20 for value in values)
    return whole and abs(sum(values, Decimal(0)) - told) <= told / 10


def _left_out(view: View) -> Iterator[Found]:
    """A quarter without a figure in rows that have the others; rows right below one another are told once."""
    for table in view.plan.tables:
        parts, _ = _parts(table)
        if len(parts) != 4 or known_table(view, table):
            continue
        before: int | None = None
        for row in table.rows[1:]:
            blank = [at for at in parts if _number(row, at) is None]
            if len(blank) == 1 and blank[0] != before:
                head, said = table.rows[0].cells[blank[0]].strip(), _cell(row, blank[0]).strip()
                words = f"only words stand under {head!r}: {said!r}" if said else f"no figure stands under {head!r}"
                yield Found(words, row.line, text=f"{_label(row)} … {said}", severity=WARNING if said else None)
            before = blank[0] if len(blank) == 1 else None


def _cell(row: TableRow, at: int) -> str:
    return row.cells[at] if at < len(row.cells) else ""


def _number(row: TableRow, at: int) -> Decimal | None:
    return number_in(_PERCENT.sub("", _cell(row, at)))


def _label(row: TableRow) -> str:
    return " ".join(cell.strip() for cell in row.cells[:2] if cell.strip() and number_in(cell) is None)


CHECKS = (
    Check(
        code="year-is-not-its-parts",
        title="Quarters or months do not make their year",
        why="A plan judged by the quarter fails on a figure that nobody meant.",
        example="24,600 admissions in a quarter of a year of 9,695",
        fix="correct the quarter or the year",
        severity=ERROR,
        run=_sums,
    ),
    Check(
        code="quarter-left-out",
        title="A quarter without a figure",
        why="What is not planned for a quarter cannot be missed in it, nor met.",
        example="values for three quarters and none for the fourth",
        fix="give the figure that is planned",
        severity=ERROR,
        run=_left_out,
    ),
)
