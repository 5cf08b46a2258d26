"""A column of rates or shares beside its counts: each row's is its count over its people, as most rows show."""

import re
from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks.check import Found
from joinedup.planning.checks.table_sums import Grid, grid_of
from joinedup.planning.checks.view import View

_RATE = re.compile(
    r"\brates?\b|\bper (?:1\d{0,2},?000|head|cent)\b|%|\bshare\b|\bproportion\b|\bpercentage\b", re.IGNORECASE
)
_CHANGE = re.compile(r"\bchange|increase|growth|variance|reduction|fall|difference|uplift|target|plan\b", re.IGNORECASE)
_SCALES = (1, 100, 1_000, 10_000, 100_000)
_LEAST = 3  # rows that bear the rule out


def wrong_columns(view: View) -> Iterator[Found]:
    """Rows whose rate is not what two other columns make, where the rule holds for most rows."""
    for table in view.plan.tables:
        grid = grid_of(table)
        if grid is None or len(grid.numbers) <= _LEAST:
            continue
        for column, head in enumerate(grid.heads):
            if column and _RATE.search(head) and not _CHANGE.search(head):
                yield from _column(grid, column)


def _column(grid: Grid, column: int) -> Iterator[Found]:
    counts = [at for at in range(1, len(grid.heads)) if at != column]
    rules = [(part, whole, scale) for part in counts for whole in counts if part != whole for scale in _SCALES]
    best = max(rules, key=lambda rule: len(_fitting(grid, column, *rule)), default=None)
    if best is None:
        return
    fits, known = _fitting(grid, column, *best), _known(grid, column, *best)
    if len(fits) < _LEAST or len(fits) < 2 * len(known) / 3:
        return
    for at in known:
        if at not in fits:
            row = grid.numbers[at]
            part, whole, told = row[best[0]], row[best[1]], row[column]
            made = _made(row, *best)
            message = f"{part:,} over {whole:,} makes {made:,.1f}, the column says {told:,}"
            yield Found(message, grid.lines[at], text=f"{grid.labels[at]} … {part:,} … {told:,}")


def _known(grid: Grid, column: int, part: int, whole: int, _scale: int) -> list[int]:
    return [at for at, row in enumerate(grid.numbers) if row[column] and row[part] and row[whole]]


def _fitting(grid: Grid, column: int, part: int, whole: int, scale: int) -> list[int]:
    return [
        at for at in _known(grid, column, part, whole, scale) if _fits(grid.numbers[at], column, part, whole, scale)
    ]


def _fits(row: list[Decimal | None], column: int, part: int, whole: int, scale: int) -> bool:
    told = row[column] or Decimal(0)
    step = Decimal(1).scaleb(min(0, int(told.as_tuple().exponent)))
    return abs(_made(row, part, whole, scale) - told) <= step * Decimal("0.51") + abs(told) / 500


def _made(row: list[Decimal | None], part: int, whole: int, scale: int) -> Decimal:
    return (row[part] or Decimal(0)) / (row[whole] or Decimal(1)) * scale
