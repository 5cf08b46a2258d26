"""Rows that are made of the rows above them in every column but one or two: demand less capacity, part and rest."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.table_sums import number_in
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Table, TableRow

_LEAST = 4  # columns that must bear a relation out before one that breaks it is believed to be wrong
_SHARE = Decimal("0.7")  # of the columns
_WAYS: tuple[tuple[str, Callable[[Decimal, Decimal], Decimal]], ...] = (
    ("{0} less {1}", lambda one, two: one - two),
    ("{1} less {0}", lambda one, two: two - one),
    ("{0} and {1}", lambda one, two: one + two),
)


def _run(view: View) -> Iterator[Found]:
    for table in view.plan.tables:
        rows = [(row, found) for row in table.rows if len(found := _numbers(row)) > _LEAST]
        for (first, one), (second, two), (third, told) in zip(rows, rows[1:], rows[2:], strict=False):
            for words, made in _WAYS:
                columns = sorted(one.keys() & two.keys() & told.keys())
                wrong = [at for at in columns if made(one[at], two[at]) != told[at]]
                right = len(columns) - len(wrong)
                if wrong and right >= _LEAST and right >= _SHARE * len(columns) and _telling(told, columns):
                    way = words.format(repr(_label(first)), repr(_label(second)))
                    wrong = [at for at in wrong if not _own_total(told, at)]
                    yield from (_found(table, third, at, way, made(one[at], two[at]), told[at]) for at in wrong)


def _numbers(row: TableRow) -> dict[int, Decimal]:
    found = {at: number_in(cell) for at, cell in enumerate(row.cells) if at}
    return {at: value for at, value in found.items() if value is not None}


def _telling(told: dict[int, Decimal], columns: list[int]) -> bool:
    """A row of noughts is made of anything."""
    return len({told[at] for at in columns}) > 1


def _own_total(told: dict[int, Decimal], at: int) -> bool:
    """The last figure is the sum of those before it: then a total above it is wrong, and told of elsewhere."""
    return at == max(told) and told[at] == sum((value for one, value in told.items() if one != at), Decimal(0))


def _label(row: TableRow) -> str:
    return next((cell.strip() for cell in row.cells if cell.strip() and number_in(cell) is None), "the row above")


def _found(table: Table, row: TableRow, at: int, way: str, made: Decimal, told: Decimal) -> Found:
    heads = table.rows[0].cells
    head = heads[at].strip() if at < len(heads) and number_in(heads[at]) is None else ""
    place = f" under {head!r}" if head else ""
    message = f"{way} makes {made:,}{place}, the row says {told:,}; every other column but a few is right"
    return Found(message, row.line, text=f"{_label(row)} … {told:,}")


CHECKS = (
    Check(
        code="row-breaks-its-rule",
        title="A row is made of the two above it, but not in one column",
        why="What holds in all months but one was mistyped in that one.",
        example="capacity 128, demand 131, and a surplus of 3",
        fix="work the figure out again from the rows above it",
        severity=ERROR,
        run=_run,
    ),
)
