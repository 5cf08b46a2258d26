"""A figure planned and not entered: measures whose other periods are given, with nothing in the column of a plan."""

import re
from collections.abc import Iterator

from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.rows import address_in
from joinedup.planning.checks.table_sums import number_in
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Table, TableRow

_PLAN = re.compile(r"\bplan(?:ned)?\b|\btarget\b|\bambition\b|performance underpinning", re.IGNORECASE)
_GIVEN = re.compile(r"\bplan(?:ned)?\b|\btarget\b|\bambition\b|baseline|actual|estimated|underpinning", re.IGNORECASE)
_WORDS = re.compile(r"rationale|reason|\blocal plan\b|comment|\bhow\b|source|rating|plan to|actions?\b", re.IGNORECASE)
_NO_MEASURE = re.compile(r"expenditure|spend|contribution|income|£|cost|saving|scheme", re.IGNORECASE)
_FEWEST = 2  # figures of a row that show it is one of a measure


def _run(view: View) -> Iterator[Found]:
    if view.plan.format == "sheet":
        for table in view.plan.tables:
            yield from _table(view, table)


def _table(view: View, table: Table) -> Iterator[Found]:
    """One finding for each column of a plan that a measure leaves blank, however many parts the measure has."""
    columns: dict[int, str] = {}
    told: dict[int, int] = {}
    for at, row in enumerate(table.rows):
        heads = _heads(row)
        if heads:
            columns, told = heads, {}
            continue
        known = {column for column in columns if _value(row, column)}
        plans = [column for column, head in columns.items() if _PLAN.search(head)]
        if len(known) < min(_FEWEST, len(columns) - 1) or not known or _NO_MEASURE.search(_label(row)):
            continue
        for column in plans:
            if column in known:
                continue
            if not _word(row, column) and told.get(column) != at - 1:
                message = f"{columns[column]!r} is left blank, where the other figures of its row are given"
                text = _label(row) or _above(table, at)
                yield Found(message, row.line, text=text, cell=address_in(view, row.line, column))
            told[column] = at


def _heads(row: TableRow) -> dict[int, str]:
    """The columns of figures that a heading names; empty for a row that is no heading of a measure."""
    cells = {at: cell.strip() for at, cell in enumerate(row.cells) if cell.strip()}
    if any(number_in(cell) is not None for cell in cells.values()) or _NO_MEASURE.search(" ".join(cells.values())):
        return {}
    found = {at: cell for at, cell in cells.items() if _GIVEN.search(cell) and not _WORDS.search(cell)}
    return found if len(found) >= _FEWEST and any(_PLAN.search(cell) for cell in found.values()) else {}


def _value(row: TableRow, column: int) -> bool:
    cell = row.cells[column].strip() if column < len(row.cells) else ""
    return number_in(cell.removesuffix("%")) is not None


def _word(row: TableRow, column: int) -> bool:
    return column < len(row.cells) and bool(row.cells[column].strip())


def _label(row: TableRow) -> str:
    words = [cell.strip() for cell in row.cells if cell.strip() and number_in(cell.strip().removesuffix("%")) is None]
    return words[0] if words else ""


def _above(table: Table, at: int) -> str:
    return next((label for row in reversed(table.rows[:at]) if (label := _label(row))), "")


CHECKS = (
    Check(
        code="plan-left-blank",
        title="A measure without its planned figure",
        why="The plan is what is judged and paid on; a measure with a baseline and no plan promises nothing.",
        example="satisfied with care: 61.0 in 2013/14, 62.0 planned for 2014/15, nothing for 2015/16",
        fix="enter the planned figure, or say why none is planned",
        severity=ERROR,
        run=_run,
    ),
)
