"""Excel: every sheet's rows, numbers shown as the sheet shows them (pounds, per cent, dates)."""

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

from joinedup.planning.reading.document import LineCollector, PlanDocument
from joinedup.planning.reading.guard import check_zip, problem

MAX_ROWS = 20_000
MAX_COLUMNS = 256  # a few bytes can claim the last cell of a sheet, and every cell before it is then made


def read_sheet(path: Path) -> PlanDocument:
    """The workbook's rows; ``page`` is the number of the sheet, whose name stands before its rows.

    Raises:
        CannotReadPlan: the file is not a whole workbook.
    """
    check_zip(path)
    collector = LineCollector(path.name)
    try:
        with path.open("rb") as file:  # openpyxl judges names; content has been judged already
            workbook = load_workbook(file, read_only=True, data_only=True)
            for number, sheet in enumerate(workbook.worksheets, 1):
                collector.page = number
                _read(sheet, collector)
    except (InvalidFileException, KeyError, ValueError, SyntaxError, zipfile.BadZipFile, TypeError) as damage:
        raise problem(path, "is damaged", "open it in Excel and save a copy") from damage
    return collector.done("sheet")


def _read(sheet: Any, collector: LineCollector) -> None:
    collector.text(str(sheet.title))
    table = collector.new_table()
    for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS):
        cells = [_shown(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if collector.full or len(collector.lines) > MAX_ROWS:
            return
        if len([cell for cell in cells if cell]) == 1 and cells[0]:
            for part in cells[0].split("\n"):
                collector.text(part)
        elif cells:
            collector.row(cells, table)
        else:
            collector.text("")
            table = collector.new_table()


def _shown(cell: Any) -> str:
    value, form = cell.value, str(getattr(cell, "number_format", "") or "")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.datetime | dt.date):
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    if isinstance(value, int | float):
        return _number(value, form)
    return str(value).strip()


def _number(value: float, form: str) -> str:
    if "%" in form:
        return f"{round(value * 100, 6):g}%"
    plain = f"{value:,.0f}" if float(value).is_integer() else f"{round(value, 6):,}"
    return f"£{plain}" if "£" in form else plain
