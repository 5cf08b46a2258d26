"""A column of changes in a table with a row for each year: each is reckoned from the row above it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from joinedup.planning.checks.check import Found
from joinedup.planning.checks.table_sums import number_in
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Table, TableRow
from joinedup.planning.values import parse_percent

_CHANGE = re.compile(r"^\W*(?:%|per ?cent|annual|yearly)?\s*(?:change|growth|movement|difference)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:20)?\d\d\s?[/–-]\s?(?:20)?\d\d(?!\d)|\b20\d\d\b")
_BORNE_OUT = 2  # rows that fit, so that one that does not is a slip


def wrong_down(view: View) -> Iterator[Found]:
    """'22,384' and below it '22,160 … +1.0%': the sign, or a share where the other rows' fit."""
    for table in view.plan.tables:
        for column in range(2, len(table.rows[0].cells)):
            if _CHANGE.match(table.rows[0].cells[column].strip()):
                yield from _column(table, column)


_SIGN = re.compile(r"^\s*[-+−–]\s?\d")
_OTHER_WAY = re.compile(r"reduc|fall|fewer|decreas|saving|improve", re.IGNORECASE)


def wrong_across(view: View) -> Iterator[Found]:
    """'6,240 | 5,616 | +10.0%': the change between the two cells before it with the other sign."""
    for table in view.plan.tables:
        for row in table.rows:
            yield from _across(table, row)


def _across(table: Table, row: TableRow) -> Iterator[Found]:
    heads = table.rows[0].cells
    cells = [(at, cell) for at, cell in enumerate(row.cells) if cell.strip()]
    for (_, one), (_, two), (at, told) in zip(cells, cells[1:], cells[2:], strict=False):
        before, after, share = number_in(one), number_in(two), parse_percent(told) if _SIGN.match(told) else None
        if not before or after is None or share is None or _OTHER_WAY.search(f"{heads[at : at + 1]} {row.cells[0]}"):
            continue
        true, half = 100 * (after - before) / before, Decimal(6).scaleb(min(0, int(share.low.as_tuple().exponent)) - 1)
        if abs(true + share.low) <= half < abs(true):
            message = f"the sign is wrong: {one.strip()} to {two.strip()} is {true:+.1f}%, not {told.strip()}"
            yield Found(message, row.line, text=" … ".join(cell.strip() for _, cell in cells))


def _column(table: Table, column: int) -> Iterator[Found]:
    told = [(row, moved) for above, row in pairwise(table.rows[1:]) if (moved := _moved(above, row, column))]
    right = [row for row, (true, share, half) in told if abs(true - share) <= half]
    for row, (true, share, half) in told:
        turned = abs(true + share) <= half and abs(true) > half
        if row not in right and (turned or len(right) >= _BORNE_OUT):
            how = "the sign is wrong: " if turned else ""
            cell = row.cells[column].strip()
            yield Found(
                f"{how}{row.cells[0].strip()} is {true:+.1f}% on the row above, not {cell}", row.line, text=cell
            )


def _moved(above: TableRow, row: TableRow, column: int) -> tuple[Decimal, Decimal, Decimal] | None:
    """The change from the row above in per cent, the one told, and half of its last place."""
    if min(len(above.cells), len(row.cells)) <= column or not all(_YEAR.search(one.cells[0]) for one in (above, row)):
        return None
    before, after = number_in(above.cells[column - 1]), number_in(row.cells[column - 1])
    share = parse_percent(row.cells[column])
    if not before or after is None or share is None or share.low != share.high:
        return None
    half = Decimal(6).scaleb(min(0, int(share.low.as_tuple().exponent)) - 1)
    return 100 * (after - before) / before, share.low, half
