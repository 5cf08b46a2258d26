"""Excel: every sheet's rows, numbers shown as the sheet shows them (pounds, per cent, dates)."""

import datetime as dt
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

from joinedup.basics.finding import Severity
from joinedup.planning.reading.document import LineCollector, PlanDocument
from joinedup.planning.reading.formulas import has_unworked
from joinedup.planning.reading.guard import check_zip, problem
from joinedup.planning.reading.merged import Continued, merged_cells
from joinedup.planning.reading.sheet_tags import OWN_SHEET, tags_of

MAX_ROWS = 20_000
MAX_COLUMNS = 256  # a few bytes can claim the last cell of a sheet, and every cell before it is then made


def read_sheet(path: Path) -> PlanDocument:
    """The workbook's rows; ``page`` is the number of the sheet, whose name stands before its rows.

    Raises:
        CannotReadPlan: the file is not a whole workbook.
    """
    archive = check_zip(path)
    collector, merged = LineCollector(path.name), list[tuple[int, int, str]]()
    try:
        with path.open("rb") as file:  # openpyxl judges names; content has been judged already
            workbook = load_workbook(file, read_only=True, data_only=True)
            tagged = tags_of(workbook, _shown, MAX_ROWS, MAX_COLUMNS)
            for number, sheet in enumerate(workbook.worksheets, 1):
                collector.page = number
                if sheet.title != OWN_SHEET:
                    if not tagged and has_unworked(archive, sheet._worksheet_path):
                        _say_unworked(collector)
                    merged += _read(sheet, collector, Continued(merged_cells(archive, sheet._worksheet_path)))
    except (InvalidFileException, KeyError, ValueError, SyntaxError, zipfile.BadZipFile, TypeError) as damage:
        raise problem(path, "is damaged", "open it in Excel and save a copy") from damage
    return replace(collector.done("sheet"), tagged=tuple(tagged), merged=tuple(merged))


def _read(sheet: Any, collector: LineCollector, continued: Continued) -> list[tuple[int, int, str]]:
    """Its rows to the collector; back come line, column and words of the cells that belong to a merged one."""
    collector.text(str(sheet.title))
    table, merged = collector.new_table(), list[tuple[int, int, str]]()
    for at, row in enumerate(sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS)):
        cells = [_shown(cell) for cell in row]
        more = continued.of(at, cells)
        while cells and not cells[-1]:
            cells.pop()
        if collector.full or len(collector.lines) > MAX_ROWS:
            break
        if len([cell for cell in cells if cell]) == 1 and cells[0]:
            for part in cells[0].split("\n"):
                collector.text(part)
        elif cells:
            collector.row(cells, table)
            merged += [(collector.lines[-1].number, column, words) for column, words in more]
        else:
            collector.text("")
            table = collector.new_table()
    return merged


def _say_unworked(collector: LineCollector) -> None:
    """Our own workbooks are never told: their totals are worked out anew."""
    collector.notice(
        "formulas-without-values",
        Severity.WARNING,
        "the workbook holds formulas that no program has worked out: their cells were read as empty",
        "open the workbook in Excel, save it there and send it again",
    )


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
