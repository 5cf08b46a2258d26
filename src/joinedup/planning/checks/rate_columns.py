"""A column of rates, shares or changes beside its counts: each row's is made of two others, as most rows show."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from joinedup.planning.checks.check import Found
from joinedup.planning.checks.table_sums import Grid, grid_of
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Table

_RATE = re.compile(
    r"\brates?\b|\bper (?:1\d{0,2},?000|head|cent)\b|%|\bshare\b|\bproportion\b|\bpercentage\b", re.IGNORECASE
)
_CHANGE = re.compile(r"\bchange|increase|growth|variance|reduction|fall|difference|uplift|target|plan\b", re.IGNORECASE)
_COUNT = re.compile(r"\bnumber\b|\bcount\b|£", re.IGNORECASE)
_SCALES = (1, 100, 1_000, 10_000, 100_000)
_UNIT = 100
_LEAST = 3  # rows that bear the rule out
_Cells = list[Decimal | None]


@dataclass(frozen=True, slots=True)
class _Rule:
    """How a column may come from others: what a row of figures makes by it, and the words for that."""

    made: Callable[[_Cells], Decimal | None]
    words: Callable[[_Cells], str]
    hidden: Callable[[_Cells], Decimal]


def wrong_columns(view: View) -> Iterator[Found]:
    """Rows whose rate is not what other columns make, where the rule holds for most rows."""
    for table in view.plan.tables:
        grid = grid_of(_without_signs(table))
        if grid is None or len(grid.numbers) <= _LEAST:
            continue
        written = {row.line: row.cells for row in table.rows}
        for column, head in enumerate(grid.heads):
            if column and _RATE.search(head) and not _CHANGE.search(head) and not _COUNT.search(head):
                for at, message in _column(grid, column):
                    text = f"{grid.labels[at]} … {written[grid.lines[at]][column]}"
                    yield Found(message, grid.lines[at], text=text)


def _without_signs(table: Table) -> Table:
    """The table with its shares as plain figures."""
    rows = [replace(row, cells=tuple(cell.strip().removesuffix("%") for cell in row.cells)) for row in table.rows[1:]]
    return replace(table, rows=(table.rows[0], *rows))


def _column(grid: Grid, column: int) -> Iterator[tuple[int, str]]:
    """The rows that break the rule which the others bear out, and what is wrong in each."""
    rows = grid.numbers
    rule = max(_rules(grid, column), key=lambda rule: sum(_fits(rule, row, column) for row in rows), default=None)
    able = [at for at, row in enumerate(rows) if rule and row[column] and rule.made(row) is not None]
    apart = [at for at in able if rule and not _fits(rule, rows[at], column)]
    if rule and len(able) - len(apart) >= _LEAST and 3 * len(apart) <= len(able):
        for at in apart:
            made, told = rule.made(rows[at]) or Decimal(0), rows[at][column] or Decimal(0)
            if told / _UNIT < made < told * _UNIT:  # farther apart, it is a total in another unit
                yield at, f"{rule.words(rows[at])} makes {made:,.1f}, the column says {told:,}"


def _rules(grid: Grid, column: int) -> list[_Rule]:
    """The ways in which the column may be made."""
    counts = [at for at in range(1, len(grid.heads)) if at != column]
    rules = [_part(one, two, scale) for one in counts for two in counts if one != two for scale in _SCALES]
    rules += [_change(one, two) for one in counts for two in counts if one < two]
    if grid.total_row is not None:
        rules += [_of_total(at, total) for at in counts if (total := grid.numbers[grid.total_row][at])]
    return rules


def _part(one: int, two: int, scale: int) -> _Rule:
    def made(row: _Cells) -> Decimal | None:
        part, whole = row[one], row[two]
        return part / whole * scale if part and whole else None

    return _Rule(made, lambda row: f"{row[one]:,} over {row[two]:,}", lambda row: _rounded(row[one], row[two]))


def _change(one: int, two: int) -> _Rule:
    def made(row: _Cells) -> Decimal | None:
        before, after = row[one], row[two]
        return 100 * (after - before) / before if before and after and before != after else None

    return _Rule(made, lambda row: f"{row[one]:,} to {row[two]:,}", lambda row: _rounded(row[one], row[two]))


def _of_total(at: int, total: Decimal) -> _Rule:
    def made(row: _Cells) -> Decimal | None:
        value = row[at]
        return 100 * value / total if value else None

    return _Rule(made, lambda row: f"{row[at]:,} of {total:,}", lambda row: _rounded(row[at], total))


def _fits(rule: _Rule, row: _Cells, column: int) -> bool:
    made, told = rule.made(row), row[column]
    if made is None or not told:
        return False
    return abs(made - told) <= _step(told) * Decimal("0.51") + abs(told) / 500 + abs(made) * rule.hidden(row)


def _step(told: Decimal) -> Decimal:
    return Decimal(1).scaleb(min(0, int(told.as_tuple().exponent)))


def _rounded(*figures: Decimal | None) -> Decimal:
    """How much of them rounding may hide, as a share: figures with decimals are rounded, whole ones are counts."""
    known = [figure for figure in figures if figure and figure != figure.to_integral_value()]
    return sum((_step(figure) / 2 / abs(figure) for figure in known), Decimal(0))
