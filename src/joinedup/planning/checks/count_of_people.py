"""Columns for a count, what it is out of, and the rate, side by side: each row's rate is made of its own two."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from joinedup.planning.checks.check import Found
from joinedup.planning.checks.table_sums import number_in
from joinedup.planning.checks.view import View
from joinedup.planning.plan import TableRow

_COUNT = re.compile(r"\b(?:number|count|numerator)\W*$", re.IGNORECASE)
_PEOPLE = re.compile(r"\b(?:out of|denominator|population|of)\W*$", re.IGNORECASE)
_RATE = re.compile(r"\b(?:rate|value|share|per ?cent|percentage)\W*$|%\W*$", re.IGNORECASE)
_UNITS = ((re.compile(r"per 100,?000", re.I), 100_000), (re.compile(r"%|per ?cent", re.I), 100))
_SCALES = (100, 1_000, 10_000, 100_000)


@dataclass(frozen=True, slots=True)
class _Told:
    """A count, its whole and its rate in one row, and the cell of the rate."""

    count: Decimal
    whole: Decimal
    rate: Decimal
    cell: str

    def fits(self, scale: int) -> bool:
        step = Decimal(1).scaleb(min(0, int(self.rate.as_tuple().exponent)))
        return abs(self.count / self.whole * scale - self.rate) <= step * Decimal("0.51") + abs(self.rate) / 1000


def wrong_threes(view: View) -> Iterator[Found]:
    """Rates that their row's count and people do not make, by the scale of the row's other years or of its unit."""
    for table in view.plan.tables:
        heads = [cell.strip() for cell in table.rows[0].cells]
        at = [column for column in range(1, len(heads) - 2) if _names(heads[column : column + 3])]
        for row in table.rows[1:] if at else ():
            told = [one for column in at if (one := _read(row, column))]
            scale = _scale(row, told)
            for one in told if scale else ():
                if not one.fits(scale):
                    made = one.count / one.whole * scale
                    message = f"{one.count:,} of {one.whole:,} makes {made:,.1f}, the rate is given as {one.rate:,}"
                    yield Found(message, row.line, text=f"{row.cells[0].strip()} … {one.count:,} … {one.cell}")


_IN_CELL = re.compile(  # 735.0 (2012/13: 261 people of 35,508)
    r"(?<![\d,.])(?P<rate>\d[\d,]*(?:\.\d+)?) ?%? \((?:[^():]{1,30}: ?)?(?P<count>\d[\d,]*)(?: [a-z]+){0,2} "
    r"(?:out )?of (?P<whole>\d[\d,]*)(?: [a-z]+){0,2}\)"
)


def wrong_in_a_cell(view: View) -> Iterator[Found]:
    """A rate with its count and people in brackets, in a row whose label names the scale."""
    for line in view.plan.source:
        scale = next((scale for words, scale in _UNITS if words.search(line.text)), 0)
        for match in _IN_CELL.finditer(line.text) if scale and line.cells else ():
            count, whole, rate = (Decimal(match[name].replace(",", "")) for name in ("count", "whole", "rate"))
            told = _Told(count, whole, rate, match[0])
            if whole and not told.fits(scale) and count < whole:
                message = f"{count:,} of {whole:,} makes {count / whole * scale:,.1f}, the rate is given as {rate:,}"
                yield Found(message, line.number, text=match[0])


def _names(heads: list[str]) -> bool:
    return all(words.search(head) for words, head in zip((_COUNT, _PEOPLE, _RATE), heads, strict=True))


def _read(row: TableRow, column: int) -> _Told | None:
    cells = [*row.cells, "", "", ""][column : column + 3]
    count, whole, rate = (number_in(cell.strip().removesuffix("%")) for cell in cells)
    return _Told(count, whole, rate, cells[2].strip()) if count is not None and whole and rate else None


def _scale(row: TableRow, told: list[_Told]) -> int:
    """What most of the row's rates are reckoned for; else the unit that the row names; 0 where neither says."""
    fit = {scale: sum(one.fits(scale) for one in told) for scale in _SCALES}
    best = max(_SCALES, key=lambda scale: fit[scale])
    named = next((scale for words, scale in _UNITS if any(words.search(cell) for cell in row.cells)), 0)
    return best if fit[best] else named
