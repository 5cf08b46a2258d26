"""A workbook's rows as figures, and the sheet and cell in which each stands."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

from joinedup.basics.finding import Severity
from joinedup.planning.checks.check import Found
from joinedup.planning.checks.view import View
from joinedup.planning.plan import FieldValue, Row, SourceLine
from joinedup.planning.values import Count, Money, Percent
from joinedup.planning.words import fold

SPENT = ("pounds", "recurrent", "once")
PUT_IN = ("pounds", "spending")
_TOTAL = re.compile(r"^(?:grand |overall |sub ?)?totals?\b|^(?:\w+ ){1,2}totals?$")
_NIL = re.compile(r"^\W*(?:nil|none|zero|n/?a|not applicable)\W*$", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{3}")  # a text with a number in it is no figure


def figure(field: FieldValue | None) -> Decimal | None:
    """The number of a cell (pounds for a sum, 60 for '60%'); None for a blank and for words."""
    if field is None or field.blank:
        return None
    match field.parsed:
        case Money(pounds=pounds):
            return pounds
        case Count(number=number):
            return None if _WORDS.search(field.text) else Decimal(number)
        case Percent(low=low, high=high):
            return low if low == high else None
    try:
        value = Decimal(field.text.replace(",", "").removesuffix("%").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def is_nil(field: FieldValue) -> bool:
    """True for a word that says there is none."""
    return bool(_NIL.match(field.text))


def half_step(field: FieldValue | None) -> Decimal:
    """Half of the last place written: 500 for 1,200 in thousands, 0.05 for 664.5. So much rounding may hide."""
    value = figure(field)
    if field is None or not value:
        return Decimal(0)
    written = field.parsed.written if isinstance(field.parsed, Money) else value
    scale = abs(value / written) if written else Decimal(1)
    return scale * Decimal(1).scaleb(min(0, int(written.as_tuple().exponent))) / 2


def amount(row: Row, names: Sequence[str], year: str) -> Decimal | None:
    """What the row's columns of one year come to; None when all are blank."""
    known = [value for name in names if (value := figure(row.get(f"{name}.{year}"))) is not None]
    return sum(known, Decimal(0)) if known else None


def total(rows: Iterable[Row], names: Sequence[str], year: str) -> tuple[Decimal, Decimal] | None:
    """Sum of the rows' year and what rounding may hide in it; None when nothing is given or a cell holds words."""
    fields = [field for row in rows for name in names if (field := row.get(f"{name}.{year}")) and not field.blank]
    values = [Decimal(0) if is_nil(field) else figure(field) for field in fields]
    if not values or None in values:
        return None
    return sum((value or Decimal(0) for value in values), Decimal(0)), sum(map(half_step, fields), Decimal(0))


def shown(year: str) -> str:
    """'2015_16' as people write it."""
    return year.replace("_", "/")


def in_cell(
    view: View, row: Row, key: str, message: str, severity: Severity | None = None, fix: str | None = None
) -> Found:
    """A flaw in one cell of a row, with the cell's address."""
    field = row.get(key)
    return Found(message, line_of(row), None, field.text if field else None, severity, fix, cell_of(view, row, key))


def line_of(row: Row) -> int | None:
    """The line on which most of the row stands: a single cell may have been found again elsewhere by its words."""
    lines = Counter(field.line for field in row.fields if field.line)
    return lines.most_common(1)[0][0] if lines else None


def cell_of(view: View, row: Row, key: str) -> str | None:
    """The address Excel knows, ``'3. Plan'!K12``; the sheet alone where the cell is not sure; None for no sheet."""
    place = place_of(view, line_of(row))
    if place is None:
        return None
    sheet, number, line = place
    column = column_of(row, key, line)
    return _address(sheet, number, column)


def at_answer(view: View, field: FieldValue, message: str) -> Found:
    """A flaw of an answer that stands in a cell of its own."""
    line = view.line(field.line)
    alone = line is not None and line.cells.count(field.raw) == 1
    cell = address_in(view, line.number, line.cells.index(field.raw)) if line and alone else None
    return Found(message, field.line, field.key, field.text, cell=cell)


def address_in(view: View, number: int, column: int | None) -> str | None:
    """The address of a line's cell."""
    place = place_of(view, number)
    return None if place is None else _address(place[0], place[1], column)


def _address(sheet: str, number: int | None, column: int | None) -> str:
    name = "'" + sheet.replace("'", "''") + "'"
    return name if number is None or column is None else f"{name}!{get_column_letter(column + 1)}{number}"


def place_of(view: View, number: int | None) -> tuple[str, int | None, SourceLine] | None:
    """Sheet, row of the sheet and line of the text. The row is None where one cell of words may fill many lines."""
    line = view.line(number)
    if line is None or line.page is None or not line.cells:
        return None
    between: list[SourceLine] = []
    before = view.line(line.number - 1)
    while before is not None and before.page == line.page:
        between.append(before)
        before = view.line(before.number - 1)
    if not between:
        return None
    between.reverse()
    alone = [bool(one.text.strip()) and not one.cells for one in between[1:]]
    sure = not any(one and other for one, other in pairwise(alone))
    return between[0].text, line.number - between[0].number if sure else None, line


def column_of(row: Row, key: str, line: SourceLine) -> int | None:
    """Which cell of its line a field is: the only one with its words, or the one its neighbours leave for it."""
    keys = [field.key for field in row.fields]
    if key not in keys:
        return None
    once = {
        at: line.cells.index(field.raw)
        for at, field in enumerate(row.fields)
        if not field.blank and line.cells.count(field.raw) == 1
    }
    at = keys.index(key)
    if at in once:
        return once[at]
    offsets = {column - place for place, column in once.items()}
    return at + offsets.pop() if len(offsets) == 1 else None


def printed_totals(view: View, rows: Sequence[Row]) -> Iterator[tuple[SourceLine, list[Row]]]:
    """The line of totals under each table with the rows above it."""
    tables: list[list[Row]] = []
    for row in rows:
        here = line_of(row)
        last = line_of(tables[-1][-1]) if tables else None
        near = last and here and view.page_at(last) == view.page_at(here) and 0 < here - last <= 3
        between = range((last or 0) + 1, here or 0)
        parted = any(_is_total(view.line(number)) or view.role_at(number) == "heading" for number in between)
        together = near and not parted
        if together:
            tables[-1].append(row)
        else:
            tables.append([row])
    for table in tables:
        end = line_of(table[-1]) or 0
        line = next(
            (one for n in (1, 2) if (one := view.line(end + n)) and any(cell.strip() for cell in one.cells)), None
        )
        if line and line.page == view.page_at(end) and _is_total(line):
            yield line, _of_its_kind(table, line)
    yield from _grand_totals(view, tables)


def _of_its_kind(table: list[Row], line: SourceLine) -> list[Row]:
    """'Total NHS minimum contribution' is of the rows at the end that begin with the same words, where some do not."""
    label = next((fold(cell) for cell in line.cells if _TOTAL.match(fold(cell))), "")
    words = " ".join(label.split()[1:4])
    own = [row for row in table if words and any(fold(field.text).startswith(words) for field in row.fields[:2])]
    return own if 0 < len(own) < len(table) and own == table[-len(own) :] else table


def _grand_totals(view: View, tables: Sequence[list[Row]]) -> Iterator[tuple[SourceLine, list[Row]]]:
    """The total of totals of a sheet, right below the last of several parts that each have one."""
    pages = {view.page_at(line_of(table[0])) for table in tables}
    for page in pages:
        parts = [table for table in tables if view.page_at(line_of(table[0])) == page]
        end = line_of(parts[-1][-1]) or 0
        line, above = view.line(end + 2), view.line(end + 1)
        if len(parts) > 1 and line and line.page == page and _is_total(above) and _is_total(line):
            yield line, [row for table in parts for row in table]


def _is_total(line: SourceLine | None) -> bool:
    first = [cell for cell in line.cells if cell.strip()][:2] if line else []
    return any(_TOTAL.match(fold(one)) for one in first)
