"""Excel in the return's shape: one sheet a topic, answers beside their questions, sums as numbers."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]

from joinedup.planning.export.outline import columns_of, outline, year_of
from joinedup.planning.plan import FieldValue, Plan
from joinedup.planning.templates import templates
from joinedup.planning.values import Count, Money, Percent

_SHEETS = {
    "signature": "Sign-off",
    "document": "Documents",
    "change": "Planned changes",
    "milestone": "Milestones",
    "listed_scheme": "Schemes",
    "risk": "Risk log",
}
MOST_LETTERS = 32_000  # a cell of Excel holds 32,767


def export_xlsx(plan: Plan, path: Path | str) -> Path:
    """Writes the plan as a workbook and returns its path. Words that look like a formula stay words."""
    book = Workbook()
    _answers(book.active, plan)
    for kind, title in _SHEETS.items():
        rows = tuple(plan.of_kind(kind))
        if rows:
            columns = columns_of(rows)
            sheet = book.create_sheet(title)
            _add(sheet, list(columns.values()))
            for row in rows:
                _add(sheet, [_value(row.get(key)) for key in columns])
            _dress(sheet)
    for kind, title in (("scheme", "Scheme descriptions"), ("provider", "Provider commentary")):
        _annex(book, plan, kind, title)
    book.save(str(path))
    return Path(path)


def _answers(sheet: Any, plan: Plan) -> None:
    sheet.title = "Answers"
    _add(sheet, ["Key", "Question", "Year", "Answer"])
    for item in outline(plan):
        for answer in item.answers:
            ask = item.question.ask if item.question else ""
            _add(sheet, [answer.key, ask, year_of(answer.key), _value(answer)])
    _dress(sheet)


def _annex(book: Any, plan: Plan, kind: str, title: str) -> None:
    rows = plan.of_kind(kind)
    annex = templates()[plan.template].annexes.get(kind)
    if not rows or annex is None:
        return
    sheet = book.create_sheet(title)
    _add(sheet, [question.ask for question in annex.questions])
    for row in rows:
        _add(sheet, [_value(row.get(question.key)) for question in annex.questions])
    _dress(sheet)


def _value(field: FieldValue | None) -> object:
    if field is None:
        return ""
    parsed = field.parsed
    if isinstance(parsed, Money) and field.key.startswith(("1a.", "a1.investment")):
        return float(parsed.pounds)
    if isinstance(parsed, Count) and len(field.text) <= 12:
        return parsed.number
    if isinstance(parsed, Percent) and parsed.low == parsed.high and len(field.text) <= 8:
        return float(parsed.low) / 100
    return ILLEGAL_CHARACTERS_RE.sub("", field.text)[:MOST_LETTERS]


def _add(sheet: Any, values: list[object] | list[str]) -> None:
    sheet.append([""] * len(values))
    for cell, value in zip(sheet[sheet.max_row], values, strict=False):
        cell.value = value
        if isinstance(value, str) and value[:1] in "=+-@":
            cell.data_type = "s"
            cell.quotePrefix = True  # and stay words when somebody edits the cell


def _dress(sheet: Any) -> None:
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column in sheet.columns:
        sheet.column_dimensions[column[0].column_letter].width = 28
        for cell in column:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
