"""'Emergency admissions fall by 5%, 757 fewer', where the plan's tables have a fall of 757 that makes another share."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from joinedup.planning.checks.check import Found
from joinedup.planning.checks.marked import Marked, Quantity
from joinedup.planning.checks.table_sums import number_in
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Table

_FALLS = re.compile(
    r"\b(?:reduc\w*|fall(?:s|en|ing)?|fewer|less|cut|lower\w*|decreas\w*|drop\w*|avoid\w*|prevent\w*)\b", re.IGNORECASE
)
_THINGS = re.compile(r"\b(?:admissions?|attendances?|stays|days|transfers|discharges|readmissions?)\b", re.IGNORECASE)
_RISES = re.compile(r"\b(?:increas\w*|ris(?:e|es|en|ing)|rose|grow\w*|grew|more|up)\b", re.IGNORECASE)
_LEAST = 50  # below it two figures of a table may well be so far apart by chance
_FAR = Decimal("0.05")


def shares_of_falls(view: View) -> Iterator[Found]:
    """One fall and one share of it in a sentence; the two figures of a table that are so far apart make another."""
    told = [(sentence, text) for sentence, text in view.marked if _one_of_each(sentence.text, text)]
    known = [pair for table in view.plan.tables for pair in _falls(table)] if told else []
    for sentence, text in told:
        fall, share = text.kinds("N")[0], text.kinds("P")[0]
        bases = [before for before, after in known if before - after == fall.value]
        shares = [100 * fall.value / before for before in bases]
        if bases and not any(_near(one, share) for one in shares):
            message = f"{fall} fewer of {bases[0]:,} is {shares[0]:.1f}%, not {share.words}"
            yield Found(message, sentence.line, text=sentence.text)


_MOVED_BY = re.compile(
    r"\b(?:ris|grow|increas|go|fall|reduc|decreas|drop|cut)\w*(?: up| down)? by ‹M(?P<by>\d+)›,? ?"
    r"(?:\(|or |that is |which is |i\.?e\.? )‹P(?P<share>\d+)›",
    re.IGNORECASE,
)
_UNITS = (1, 1000)


def shares_of_moves(view: View) -> Iterator[Found]:
    """'It rises by £1,376,400, or 6.56%', where the only row of a table that moves by so much makes 5.66%."""
    told = [(sentence, text, match) for sentence, text in view.marked for match in _MOVED_BY.finditer(text.text)]
    known = [pair for table in view.plan.tables for pair in _side_by_side(table)] if told else []
    for sentence, text, match in told:
        by, share = text.of(match, "by"), text.of(match, "share")
        bases = [one for one, two in known if any(abs(two - one) * unit == by.value for unit in _UNITS) and one]
        shares = [100 * abs(two - one) / one for one, two in known if one in bases]
        if bases and not any(_near(one, share) for one in shares):
            message = f"{by} on {bases[0]:,} is {shares[0]:.2f}%, not {share.words}"
            yield Found(message, sentence.line, text=sentence.text)


def _side_by_side(table: Table) -> Iterator[tuple[Decimal, Decimal]]:
    for row in table.rows:
        yield from pairwise(value for cell in row.cells if (value := number_in(cell)) is not None)


def _one_of_each(words: str, text: Marked) -> bool:
    counts, shares = text.kinds("N"), text.kinds("P")
    if len(counts) != 1 or len(shares) != 1 or counts[0].value < _LEAST or shares[0].value > 50:
        return False
    return bool(_FALLS.search(words) and _THINGS.search(words)) and not _RISES.search(words)


def _near(true: Decimal, share: Quantity) -> bool:
    return abs(true - share.value) <= share.half + _FAR


def _falls(table: Table) -> Iterator[tuple[Decimal, Decimal]]:
    """Two figures next to one another in a row or in a column, the later one lower by less than a third."""
    rows = [[number_in(cell) for cell in row.cells] for row in table.rows]
    width = max(len(row) for row in rows)
    columns = [[row[at] if at < len(row) else None for row in rows] for at in range(width)]
    for run in (*rows, *columns):
        figures = [value for value in run if value is not None]
        for before, after in pairwise(figures):
            if before > 10 * _LEAST and before > after > before * 2 / 3:
                yield before, after
