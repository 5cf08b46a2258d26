"""Excel in the return's shape: one sheet a topic, answers beside their questions, sums as numbers, menus and totals.

A hidden first column carries the keys, as content controls do in Word, so that the workbook may be edited in Excel and
read back without guessing. A hidden sheet keeps the words of what is shown as a number.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]

from joinedup.planning.export.as_written import AsWritten, shown
from joinedup.planning.export.outline import headings_of, outline, year_of
from joinedup.planning.plan import FieldValue, Plan, Row
from joinedup.planning.reading.sheet_tags import HEAD, ROWS, TOTAL, UNPLACED
from joinedup.planning.templates import Heading, Question, Template, templates
from joinedup.planning.values import Percent

_SHEETS = {
    "signature": "Sign-off",
    "document": "Documents",
    "change": "Planned changes",
    "milestone": "Milestones",
    "listed_scheme": "Schemes",
    "risk": "Risk log",
    "scheme": "Scheme descriptions",
    "provider": "Provider commentary",
}
_TO_FILL = PatternFill("solid", fgColor="FFF9C4")
_NO_NAME = re.compile(r"[\\*?:/\[\]]")  # what Excel allows in no sheet's name
_SPARE_ROWS = 10
_LONGEST_MENU = 255


def export_xlsx(plan: Plan, path: Path | str) -> Path:
    """Writes the plan as a workbook and returns its path. Words that look like a formula stay words."""
    template = templates()[plan.template]
    book = Workbook()
    book.remove(book.active)
    kept = AsWritten(template.id)
    asked = {part for part in template.parts or (template.id,) if templates()[part].medium == "workbook"}
    topics = [section for part in asked for section in templates()[part].sections]
    if template.medium != "workbook":
        topics = [section for section in topics if section.key != "1"]
        _answers(book, plan, {section.key for section in topics}, kept)
    for section in topics:
        _topic(book, plan, template, section, kept)
    for kind, title in _SHEETS.items():
        rows = plan.of_kind(kind)
        if rows and (kind not in template.grids):
            sheet = _sheet(book, title)
            _rows(sheet, kind, headings_of(template, kind), rows, kept)
            _dress(sheet)
    _other_words(book, plan, kept)
    kept.write(book)
    book.save(str(path))
    return Path(path)


def _answers(book: Any, plan: Plan, elsewhere: set[str], kept: AsWritten) -> None:
    sheet = _sheet(book, "Answers")
    _add(sheet, ["Key", "Question", "Year", "Answer"], bold=True)
    for item in outline(plan):
        for answer in item.answers:
            if not any(answer.key.startswith(key) for key in elsewhere):
                ask = item.question.ask if item.question else ""
                _answer(sheet, answer.key, ask, answer, kept)
    _dress(sheet)


def _topic(book: Any, plan: Plan, template: Template, section: Heading, kept: AsWritten) -> None:
    """One sheet of the return: questions with their answers, then tables with room for more rows."""
    sheet = _sheet(book, section.title)
    _add(sheet, ["", section.title], bold=True)
    for question in template.questions:
        if not question.key.startswith(section.key):
            continue
        grid = template.grids.get(question.rows or "")
        if grid is None:
            for key in template.keys_of(question):
                _answer(sheet, key, _ask(question), plan.get(key), kept)
            continue
        _add(sheet, [])
        _add(sheet, ["", grid.title], bold=True)
        first = sheet.max_row + 3
        _rows(sheet, grid.kind, headings_of(template, grid.kind), plan.of_kind(grid.kind), kept)
        _totals(sheet, first, [column.kind == "money" for column in grid.columns])
        last = sheet.max_row - 1
        for at, column in enumerate(grid.columns, 2):
            where = f"{get_column_letter(at)}{first}:{get_column_letter(at)}{last}"
            _menu(sheet, where, column.choices)
            _limits(sheet, where, column.least, column.most)
    _dress(sheet)


def _ask(question: Question) -> str:
    return f"{question.ask} ({question.unit})" if question.unit else question.ask


def _answer(sheet: Any, key: str, ask: str, answer: FieldValue | None, kept: AsWritten) -> None:
    _add(sheet, [key, ask, year_of(key)])
    cell = sheet.cell(sheet.max_row, 4)
    cell.fill = _TO_FILL
    if answer is not None:
        _put(cell, answer, key, kept)


def _rows(sheet: Any, kind: str, heads: dict[str, str], rows: list[Row], kept: AsWritten) -> None:
    _add(sheet, [f"{ROWS}{kind}", *heads])
    sheet.row_dimensions[sheet.max_row].hidden = True
    _add(sheet, [HEAD, *heads.values()], bold=True)
    for row in rows:
        sheet.append([f"row/{kind}/{row.number}"])
        for at, key in enumerate(heads, 2):
            cell, field = sheet.cell(sheet.max_row, at), row.get(key)
            cell.fill = _TO_FILL
            if field is not None:
                _put(cell, field, f"row/{kind}/{row.number}/{key}", kept)


def _totals(sheet: Any, first: int, sums: list[bool]) -> None:
    """Empty rows to fill, then a row that adds up the money."""
    start = sheet.max_row + 1
    for number in range(start, start + _SPARE_ROWS):
        for at in range(2, len(sums) + 2):
            sheet.cell(number, at).fill = _TO_FILL
    total = start + _SPARE_ROWS
    sheet.cell(total, 1).value = TOTAL
    for at, adds in enumerate(sums, 2):
        letter = get_column_letter(at)
        if adds:
            sheet.cell(total, at).value = f"=SUM({letter}{first}:{letter}{total - 1})"
            sheet.cell(total, at).font = Font(bold=True)


def _menu(sheet: Any, where: str, choices: tuple[str, ...]) -> None:
    """A menu of the words there are; other words may be written, and a check will speak of them."""
    listed = ",".join(choice.replace(",", "") for choice in choices)
    if choices and len(listed) <= _LONGEST_MENU:
        menu = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, errorStyle="warning")
        sheet.add_data_validation(menu)
        menu.add(where)


def _limits(sheet: Any, where: str, least: float | None, most: float | None) -> None:
    if least is not None and most is not None:
        between = DataValidation(
            type="decimal", operator="between", formula1=str(least), formula2=str(most), allow_blank=True
        )
        between.error = f"A number from {least:,.0f} to {most:,.0f}"
        sheet.add_data_validation(between)
        between.add(where)


def _other_words(book: Any, plan: Plan, kept: AsWritten) -> None:
    if not plan.unplaced:
        return
    sheet = _sheet(book, "Other words")
    _add(sheet, ["", "", "", "Words that answer no question of the form"], bold=True)
    for number, item in enumerate(plan.unplaced, 1):
        _add(sheet, [f"{UNPLACED}/{number}"])
        _put(sheet.cell(sheet.max_row, 4), FieldValue(UNPLACED, item.text), f"{UNPLACED}/{number}", kept)
    _dress(sheet)


def _sheet(book: Any, title: str) -> Any:
    sheet = book.create_sheet(_NO_NAME.sub(" –", title)[:31])
    sheet.column_dimensions["A"].hidden = True
    return sheet


def _put(cell: Any, field: FieldValue, tag: str, kept: AsWritten) -> None:
    cell.value = value = shown(field)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in "=+-@"  # and stay words when somebody edits the cell
    elif isinstance(value, int | float):
        whole = "#,##0" if float(value).is_integer() else "#,##0.00##"
        cell.number_format = "0.0###%" if isinstance(field.parsed, Percent) else whole
    kept.keep(tag, value, field.raw)


def _add(sheet: Any, values: Iterable[str], *, bold: bool = False) -> None:
    sheet.append(list(values) or [""])
    for cell in sheet[sheet.max_row] if bold else ():
        cell.font = Font(bold=True)


def _dress(sheet: Any) -> None:
    for at, column in enumerate(sheet.columns, 1):
        if at > 1:
            sheet.column_dimensions[column[0].column_letter].width = 28
        for cell in column:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
