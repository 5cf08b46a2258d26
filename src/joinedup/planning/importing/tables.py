"""Tables as the document meant them: parts over several pages joined, repeated headings dropped, broken rows mended."""

import re
from collections.abc import Sequence
from dataclasses import replace

from joinedup.planning.plan import SourceLine, Table, TableRow
from joinedup.planning.words import clean, fold

_LINK = re.compile(r"(?:https?|www|ftp)\b", re.IGNORECASE)


def tables_of(lines: Sequence[SourceLine]) -> list[Table]:
    """All tables of the document in order."""
    tables: list[Table] = []
    caption, between = "", 0
    for line in lines:
        if line.role == "furniture" or not line.text.strip():
            continue
        if not line.cells:
            caption, between = clean(line.text), between + 1
            continue
        row = TableRow(line.number, line.page, tuple(clean(cell) for cell in line.cells))
        if tables and not between and _same_table(tables[-1], row, line):
            tables[-1] = replace(tables[-1], rows=(*tables[-1].rows, row), key=str(line.table))
        else:
            tables.append(Table(len(tables) + 1, (row,), caption, str(line.table)))
        between = 0
    return [replace(table, rows=_without_repeats(table.rows), key=None) for table in tables]


def width(table: Table) -> int:
    """The number of columns."""
    return max(len(row.cells) for row in table.rows)


def mended(rows: Sequence[TableRow], key_column: int | None, *, always: bool = False) -> list[TableRow]:
    """Rows broken over lines put together: a row that goes on has no key and starts low or empty (``always``: has no
    key)."""
    whole: list[TableRow] = []
    for row in rows:
        if whole and _goes_on(row, key_column, always=always):
            whole[-1] = _merged(whole[-1], row)
        else:
            whole.append(row)
    return whole


def _same_table(table: Table, row: TableRow, line: SourceLine) -> bool:
    if table.key == str(line.table):
        return True
    return len(row.cells) == width(table) and len(row.cells) >= 3 and line.page != table.rows[0].page


def _without_repeats(rows: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
    """The rows without a heading printed again at the top of a page."""
    head = [fold(cell) for cell in rows[0].cells]
    if not any(head) or any(cell.replace(" ", "").isdigit() for cell in head):
        return rows
    return (rows[0], *(row for row in rows[1:] if [fold(cell) for cell in row.cells] != head))


def _goes_on(row: TableRow, key_column: int | None, *, always: bool) -> bool:
    cells = [*row.cells, *[""] * 8]
    if key_column is not None and cells[key_column]:
        return False
    first = cells[0]
    if not first:
        return any(cells)
    low = first[:1].islower() or (key_column is None and cells[1][:1].islower() and not _LINK.match(cells[1]))
    empty = sum(not cell.strip() for cell in row.cells)
    below = key_column is not None and empty >= 2 and any(cell[:1].islower() for cell in row.cells[1:])
    return low or below or (always and key_column is not None)


def merged(rows: Sequence[TableRow]) -> TableRow:
    """Lines of one row put together, cell by cell."""
    whole = rows[0]
    for row in rows[1:]:
        whole = _merged(whole, row)
    return whole


def _merged(above: TableRow, row: TableRow) -> TableRow:
    columns = max(len(above.cells), len(row.cells))
    first = [*above.cells, *[""] * (columns - len(above.cells))]
    more = [*row.cells, *[""] * (columns - len(row.cells))]
    return replace(above, cells=tuple(f"{a} {b}".strip() for a, b in zip(first, more, strict=True)))
