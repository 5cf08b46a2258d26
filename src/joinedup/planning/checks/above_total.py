"""One figure of a column many times the column's own total: it was typed in another unit."""

import re
from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.table_sums import number_in
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Table

_TOTAL = re.compile(r"^\W*(?:grand |overall )?total\b|^\W*all schemes\b|^\W*whole\b", re.IGNORECASE)
_TIMES = 20  # of the total: no part of it can be so large, and no slip of the pen makes it so


def _run(view: View) -> Iterator[Found]:
    for table in view.plan.tables:
        yield from _table(table)


def _table(table: Table) -> Iterator[Found]:
    last = next((row for row in reversed(table.rows) if any(_TOTAL.match(cell) for cell in row.cells[:3])), None)
    for at, cell in enumerate(last.cells) if last else ():
        total = number_in(cell)
        above = [row for row in table.rows[1:] if last and row.line < last.line and at < len(row.cells)]
        known = [(row, value) for row in above if (value := number_in(row.cells[at])) is not None]
        if total is None or total <= 0 or len(known) < 3:
            continue
        large = [(row, value) for row, value in known if value > _TIMES * total]
        for row, value in large if len(large) <= len(known) / 4 else ():
            name = next((one for one in row.cells if len(one.strip()) > 3 and number_in(one) is None), row.cells[0])
            yield Found(_words(value, total), row.line, text=f"{name} … {row.cells[at].strip()}")


def _words(value: Decimal, total: Decimal) -> str:
    return f"{value:,} stands in a column whose total is {total:,}: most likely {value / 1000:,.0f} was meant"


CHECKS = (
    Check(
        code="figure-above-its-total",
        title="A figure far above the total of its column",
        why="A sum in pounds among thousands of pounds makes every figure that is built upon it wrong.",
        example="2,145,000 in a column of £000 whose total is 21,530",
        fix="enter it in the unit of the column",
        severity=ERROR,
        run=_run,
    ),
)
