"""What a scheme asks for in its own description, beside what the plan's table of schemes gives it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz import fuzz

from joinedup.basics.money import display
from joinedup.planning.checks.check import Found
from joinedup.planning.checks.pool_sums import costs_of, hidden_in
from joinedup.planning.checks.schemes import name_of, reference
from joinedup.planning.checks.table_sums import number_in
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Row, Table, TableRow
from joinedup.planning.words import fold

_UNITS = (Decimal(1), Decimal(1000), Decimal(1_000_000))
_LEAST = 2  # schemes whose sums agree, so that the table is known to be of the same money
_MOST = Decimal("0.6")  # of the schemes
_SAME_NAME = 94
_SHORT = 60  # letters of an answer that a message may quote
_YEAR = re.compile(r"(?:20)?(\d\d)\s?[/–-]\s?(?:20)?(\d\d)")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A scheme, what it asks for in a year, and its rows of a table."""

    scheme: Row
    cost: Decimal
    rows: tuple[TableRow, ...]

    def given(self, column: int) -> Decimal | None:
        """What the table's rows give it in a column."""
        cells = [row.cells[column] for row in self.rows if column < len(row.cells)]
        values = [value for cell in cells if (value := number_in(cell)) is not None]
        return sum(values, Decimal(0)) if values else None

    def agrees(self, column: int, unit: Decimal) -> bool:
        """True where the two are the same in this unit, but for rounding."""
        value = self.given(column)
        if value is None:
            return False
        step = Decimal(1).scaleb(min(0, int(value.as_tuple().exponent))) * unit / 2 if unit > 1 else Decimal(0)
        return abs(value * unit - self.cost) <= hidden_in(self.scheme.get("a1.investment")) + step


def asked_beside_given(view: View) -> Iterator[Found]:
    """Schemes whose rows of a table, in whatever unit most of them agree with, make another sum than they ask for."""
    asked = [(row, costs) for row in view.schemes if (costs := costs_of(row))]
    for table in view.plan.tables if len(asked) > _LEAST else ():
        found = [(scheme, costs, rows) for scheme, costs in asked if (rows := _rows_of(table, scheme))]
        for year in sorted({year for _, costs, _ in found for year in costs}):
            told = [_Asked(scheme, costs[year], rows) for scheme, costs, rows in found if costs.get(year)]
            yield from _of_year(table, year, told)


def _of_year(table: Table, year: str, told: Sequence[_Asked]) -> Iterator[Found]:
    """The schemes that ask for another sum than the first column in which most have the same."""
    for column in _columns(table, year) if len(told) > _LEAST else ():
        for unit in _UNITS:
            same = [one for one in told if one.agrees(column, unit)]
            if len(same) >= _LEAST and len(same) >= len(told) * _MOST:
                yield from (_found(one, column, unit) for one in told if one not in same and one.given(column))
                return


def _rows_of(table: Table, scheme: Row) -> tuple[TableRow, ...]:
    """The scheme's rows of the table, by its reference or its name; a scheme may have several."""
    ref, name = reference(scheme.text("a1.ref")), fold(scheme.text("a1.name"))
    lines = {field.line for field in scheme.fields}
    rows = (row for row in table.rows[1:] if row.line not in lines)
    return tuple(row for row in rows if any(_names(cell, ref, name) for cell in row.cells[:3]))


def _names(cell: str, ref: str, name: str) -> bool:
    first = cell.strip().partition(" ")[0].strip(".:–-")
    by_ref = bool(re.search(r"[a-z]", ref) and re.search(r"\d", ref)) and ref == reference(first)
    return by_ref or (len(name.split()) >= 2 and fuzz.ratio(fold(cell), name) >= _SAME_NAME)


def _columns(table: Table, year: str) -> list[int]:
    """The columns that the heading gives to the year; where no heading names a year, all of figures."""
    width = range(len(table.rows[0].cells))
    heads = [" ".join(row.cells[at] for row in table.rows[:2] if at < len(row.cells)) for at in width]
    named = {at: f"20{found[1]}_{found[2]}" for at, head in enumerate(heads) if (found := _YEAR.search(head))}
    return [at for at, told in named.items() if told == year] if named else list(width)[1:]


def _found(one: _Asked, column: int, unit: Decimal) -> Found:
    row, given = one.rows[0], one.given(column) or Decimal(0)
    asked = one.scheme.text("a1.investment")
    told = f"{display(one.cost)} ({asked})" if len(asked) <= _SHORT else display(one.cost)
    message = f"{name_of(one.scheme)} costs {display(given * unit)} here and {told} in its description"
    return Found(message, row.line, text=f"{row.cells[0]} … {given:,}")
