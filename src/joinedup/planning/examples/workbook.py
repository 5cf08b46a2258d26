"""The made-up Part 2 as the printed workbook: merged titles, headings in two rows, sums as numbers, totals."""

import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]

from joinedup.planning.templates import Grid, Template, templates
from joinedup.planning.values import parse_count, parse_money, parse_percent

_LONGEST_FIGURE = 20
_PART_2 = {"p2-2014-07": "westmoor_p2_2014_07"}


def made_up_part2(template: str = "p2-2014-07") -> dict[str, Any]:
    """A fresh copy of the flawless Part 2: template, title, fields by key, rows by kind."""
    text = resources.files(__package__).joinpath(f"{_PART_2[template]}.toml").read_text("utf-8")
    return tomllib.loads(text)


def write_workbook(example: dict[str, Any], path: Path) -> Path:
    """The example as people fill in the printed workbook; nothing in it carries a key of ours."""
    template = templates()[example["template"]]
    book = Workbook()
    book.remove(book.active)
    for number, section in enumerate(template.sections):
        sheet = book.create_sheet(f"{number}. {section.title}" if number else section.title)
        sheet.append([None, f"Better Care Fund: {section.title}"])
        sheet.merge_cells("B1:H1")
        sheet.append([])
        _questions(sheet, template, section.key, example["fields"])
        for question in template.questions:
            if question.rows and question.key.startswith(section.key):
                _grid(sheet, template.grids[question.rows], example["rows"].get(question.rows, []))
    book.save(path)
    return path


def _questions(sheet: Any, template: Template, section: str, fields: dict[str, str]) -> None:
    for question in template.questions:
        if not question.rows and question.key.startswith(section):
            if question.kind.endswith("per year"):
                sheet.append([None, None, *(year.replace("_", "/") for year in template.years)])
            label = " ".join(question.labels[0]).capitalize()
            unit = f" ({question.unit})" if question.unit else ""
            sheet.append([None, label + unit, *(_number(fields.get(key, "")) for key in template.keys_of(question))])
    sheet.append([])


def _grid(sheet: Any, grid: Grid, rows: list[dict[str, str]]) -> None:
    """The heading in two rows: the unit over every sum, then what each column is."""
    heads = [" ".join(column.words[0]) for column in grid.columns]
    sheet.append([])
    sheet.append([None, grid.title])
    money = [at for at, column in enumerate(grid.columns, 2) if column.unit]
    if money:
        sheet.append([])
        top = sheet.max_row + 1
        sheet.cell(top, money[0]).value = "Gross (£000)"
        sheet.merge_cells(start_row=top, end_row=top, start_column=money[0], end_column=money[-1])
        for at, head in enumerate(heads, 2):
            if at not in range(money[0], money[-1] + 1):
                sheet.cell(top, at).value = head.capitalize()
                sheet.merge_cells(start_row=top, end_row=top + 1, start_column=at, end_column=at)
            else:
                sheet.cell(top + 1, at).value = head
    else:
        sheet.append([None, *(head.capitalize() for head in heads)])
    first = sheet.max_row + 1
    for row in rows:
        sheet.append([None, *(_number(row.get(column.key, "")) for column in grid.columns)])
        for at, column in enumerate(grid.columns, 2):
            if column.kind == "percent":
                sheet.cell(sheet.max_row, at).number_format = "0.0%"
    _merged_names(sheet, first, rows, grid.columns[0].key)
    if rows:
        sheet.append([None, "Total"])
    sheet.append([])


def _merged_names(sheet: Any, first: int, rows: list[dict[str, str]], key: str) -> None:
    """A name that stands in several rows one after the other is written once, over merged cells."""
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or rows[at].get(key) != rows[start].get(key):
            if at - start > 1:
                sheet.merge_cells(start_row=first + start, end_row=first + at - 1, start_column=2, end_column=2)
            start = at


def _number(raw: str) -> object:
    """A sum, a count or a share as the number it is; all else as words."""
    if len(raw) > _LONGEST_FIGURE:
        return raw
    if raw.endswith("%") and (share := parse_percent(raw)):
        return float(share.low) / 100
    if raw.startswith("£") and (money := parse_money(raw)):
        return float(money.pounds)
    count = parse_count(raw)
    if count is not None and raw.replace(",", "").lstrip("-").isdigit():
        return count.number
    try:
        return float(raw.replace(",", ""))
    except ValueError:
        return raw
