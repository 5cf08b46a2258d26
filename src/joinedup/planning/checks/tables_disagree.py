"""Two tables that tell one thing, with different totals."""

from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks.check import WARNING, Check, Found
from joinedup.planning.checks.table_sums import Grid, grid_of
from joinedup.planning.checks.view import View


def _disagree(view: View) -> Iterator[Found]:
    grids = [grid for table in view.plan.tables if (grid := grid_of(table)) and grid.total_column]
    for at, one in enumerate(grids):
        for other in grids[at + 1 :]:
            yield from _compare(one, other)


def _compare(one: Grid, other: Grid) -> Iterator[Found]:
    """Totals of rows of the same name, in two tables most of whose rows agree."""
    first, second = _totals(one), _totals(other)
    shared = [label for label in second if label in first]
    apart = [label for label in shared if first[label][0] != second[label][0]]
    if len(shared) < 5 or len(apart) > len(shared) / 2:
        return
    for label in apart:
        message = (
            f"the total of {label!r} is {second[label][0]:,} here and {first[label][0]:,} in the table before "
            f"(line {first[label][1]})"
        )
        yield Found(message, second[label][1], text=label)


def _totals(grid: Grid) -> dict[str, tuple[Decimal, int]]:
    column = grid.total_column or 0
    pairs = zip(grid.labels, grid.numbers, grid.lines, strict=True)
    return {
        " ".join(label.split()): (total, line)
        for label, numbers, line in pairs
        if (total := numbers[column]) is not None
    }


CHECKS = (
    Check(
        code="tables-disagree",
        title="Two tables give different totals for one thing",
        why="One of them is wrong, and the plan rests on both.",
        example="people of 65 to 69: 48,334 in one table and 43,354 in the next",
        fix="find which is right and correct the other",
        severity=WARNING,
        run=_disagree,
    ),
)
