"""Lays a workbook on a return: each table by the words of its heading, each question by its label.

Sheets are known by their names, but an answer may stand on any sheet: authors rename and merge them.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from joinedup.planning.importing.anchors import find_anchors
from joinedup.planning.importing.blocks import contribution_blocks
from joinedup.planning.importing.grids import find_grids
from joinedup.planning.importing.lay import order_of
from joinedup.planning.importing.pieces import pieces_of
from joinedup.planning.importing.rows import numbered
from joinedup.planning.importing.sharing import rated_risks
from joinedup.planning.importing.tables import tables_of
from joinedup.planning.importing.tags import with_tags
from joinedup.planning.parsed import parsed_as
from joinedup.planning.plan import FieldValue, Plan, SourceLine, Unplaced
from joinedup.planning.reading.document import PlanDocument
from joinedup.planning.templates import Question, Template, templates
from joinedup.planning.values.money import unit_in_label
from joinedup.planning.words import fold, without_number

_YEAR = re.compile(r"20(\d\d)\s?[/-]\s?(?:20)?(\d\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d\d)[/-](\d\d)(?!\d)")
_AMOUNT = re.compile(r"£\s?[1-9]")
_ONLY_YEAR = re.compile(r"^\W*(?:20)?\d\d\s?[/-]\s?(?:20)?\d\d\W*(?:\(?£?\W?(?:000s?|k|m)?\)?)?\s*$")
_HEAD_OF_MONEY = re.compile(
    r"^\W*(?:required|planned?|minimum|actual|income|expenditure|difference|amount|value|spend|total)?\W*£\W*(?:000s?|k|m)?\W*$",
    re.IGNORECASE,
)
_LONGEST_LABEL = 30  # words
_MOST_NAMED = 4  # where the workbook speaks of the form's own years alone, and not of those before and after
_STORY = 10  # questions of a first part, which a return does not ask
_ENOUGH = 6  # say two tables, or a table and three sheets of known names


def workbook_template(document: PlanDocument) -> Template | None:
    """The return a workbook fills in; None when it is no return."""
    if document.format != "sheet":
        return None
    own = templates().get(dict(document.tagged).get("template", ""))
    if own is not None:
        return own if own.medium != "document" else None
    returns = [template for template in templates().values() if template.medium == "workbook"]
    fits = {template.id: _fit(document, template) for template in returns}
    best = max(fits, key=lambda name: fits[name])
    return templates()[best] if fits[best] >= _ENOUGH and not _tells_a_story(document) else None


def _tells_a_story(document: PlanDocument) -> bool:
    """True for a plan's first part kept in a workbook: many of its questions to be answered in words stand there."""
    pieces = pieces_of(document.lines)
    forms = [template for template in templates().values() if template.medium == "document"]
    asked = [find_anchors(pieces, order_of(form), loose=False) for form in forms]
    return any(len({anchor.key for anchor in found if not anchor.section}) >= _STORY for found in asked)


def lay_on_return(document: PlanDocument, template: Template) -> Plan:
    """The plan as read against one return. What fills no question stays as unplaced."""
    grids = find_grids(document, template)
    blocks = contribution_blocks(document, template)
    listed = sum(row.kind == "contribution" for grid in grids for row in grid.rows)
    if blocks and len(blocks.rows) > listed:
        grids = [*(grid for grid in grids if grid.key != blocks.key), blocks]
    tables = tables_of(document.lines)
    rows = numbered([*(row for grid in grids for row in grid.rows), *rated_risks(tables)])
    taken = {line for grid in grids for line in grid.lines}
    fields, answered = _fields(document, template, taken)
    roles = {line: ("row", grid.key) for grid in grids for line in grid.lines} | answered
    roles |= {line: ("heading", grid.key) for grid in grids for line in grid.heading}
    source = tuple(_with_role(line, roles, template) for line in document.lines)
    sections = [key.split(".", 1)[0] for key in [grid.key for grid in grids] + [field.key for field in fields]]
    plan = Plan(
        template.id,
        document.name,
        document.format,
        source,
        tuple(fields),
        tuple(rows),
        tuple(tables),
        unplaced=tuple(_unplaced(source)),
        notices=document.notices,
        sections=tuple(dict.fromkeys(sections)),
    )
    return with_tags(plan, document.tagged)


def _fit(document: PlanDocument, template: Template) -> int:
    """Three for each table found with most of its columns, one for each sheet of a known name, each year named."""
    names = {fold(without_number(line.text)) for line in _sheet_names(document)}
    known = sum(any(fold(heading) in names for heading in section.headings) for section in template.sections)
    text = " ".join(line.text for line in document.lines)
    years = Counter(f"20{a}_{b}" for pattern in (_YEAR, _SHORT_YEAR) for a, b in pattern.findall(text))
    own = sum(years[year] for year in template.years)
    grids = find_grids(document, template)
    told = 2 * sum(year in years for year in template.years) + round(_MOST_NAMED * own / max(1, years.total()))
    return known + 3 * len({grid.key for grid in grids}) + told


def _sheet_names(document: PlanDocument) -> list[SourceLine]:
    first: dict[int | None, SourceLine] = {}
    for line in document.lines:
        first.setdefault(line.page, line)
    return list(first.values())


def _fields(
    document: PlanDocument, template: Template, taken: set[int]
) -> tuple[list[FieldValue], dict[int, tuple[str, str]]]:
    asked = [question for question in template.questions if not question.rows]
    found: dict[str, FieldValue] = {}
    roles: dict[int, tuple[str, str]] = {}
    years: dict[int, str] = {}
    waiting: Question | None = None
    units = _units(document)
    for line in document.lines:
        if line.number in taken or not line.text.strip():
            waiting = None
            continue
        cells = list(line.cells) or [line.text]
        named = _year_columns(cells, template)
        years = named or years
        beside = [cell for cell in cells if cell.strip()][1:]
        only_years = bool(beside) and all(_ONLY_YEAR.match(cell) for cell in beside)
        if only_years or (named and not any(_asked(cell, asked) for cell in cells if cell.strip())):
            roles[line.number] = ("heading", "")
            continue
        at = next((n for n, cell in enumerate(cells) if cell.strip()), 0)
        question = _asked(cells[at], asked)
        if question is not None:
            given = _given(question, line, cells, at, years, template, units.get(line.page, ""))
            waiting = question if not given and question.kind == "long text" else None
        else:  # the answer below its question
            given = {waiting.key: _value(template, waiting.key, line.text.strip(), "", line)} if waiting else {}
            waiting = None
        new = {key: value for key, value in given.items() if key not in found}
        found |= new
        if question or new:
            roles[line.number] = ("answer" if new else "prompt", question.key if question else next(iter(new)))
    return list(found.values()), roles


def _year_columns(cells: list[str], template: Template) -> dict[int, str]:
    """Which column is of which year, where a line names the form's years and no more."""
    shown = {year[2:].replace("_", "/"): year for year in template.years}
    found = {}
    for at, cell in enumerate(cells):
        year = next((full for short, full in shown.items() if short in cell.replace("-", "/")), None)
        if year and len(cell) <= _LONGEST_LABEL:
            found[at] = year
    alone = bool(found) and all(_ONLY_YEAR.match(cell) for cell in cells[1:] if cell.strip())
    return found if len(found) > 1 or (found and (alone or len(template.years) == 1)) else {}


def _asked(label: str, asked: Sequence[Question]) -> Question | None:
    folded = fold(label)
    if not folded or len(folded.split()) > _LONGEST_LABEL:
        return None
    for question in asked:
        known = any(all(word in folded for word in words) for words in question.labels)
        if known and not any(word in folded for word in question.barred):
            return question
    return None


def _given(
    question: Question,
    line: SourceLine,
    cells: list[str],
    at: int,
    years: dict[int, str],
    template: Template,
    sheet_unit: str,
) -> dict[str, FieldValue]:
    """What stands right of a label, by the year of its column where a year is asked for."""
    values = [(column, cell) for column, cell in enumerate(cells) if column > at and cell.strip()]
    label = cells[at]
    if values and all(_HEAD_OF_MONEY.match(cell) for _, cell in values):
        return {}  # the heading of a table whose rows hold the sums
    if not question.kind.endswith("per year"):
        return {question.key: _value(template, question.key, values[0][1], label, line, sheet_unit)} if values else {}
    named = [f"20{a}_{b}" for a, b in _SHORT_YEAR.findall(label) if f"20{a}_{b}" in template.years]
    if named and values:
        key = f"{question.key}.{named[0]}"
        return {key: _value(template, key, values[0][1], label, line, sheet_unit)}
    known = {years[column]: cell for column, cell in values if column in years}
    if not known and len(values) <= len(template.years):
        known = dict(zip(template.years, (cell for _, cell in values), strict=False))
    return {
        f"{question.key}.{year}": _value(template, f"{question.key}.{year}", cell, label, line, sheet_unit)
        for year, cell in known.items()
    }


_IN_FULL = re.compile(r"\s*£\s?\d{1,3}(?:,\d{3}){2,}")


def _units(document: PlanDocument) -> dict[int | None, str]:
    """In what each sheet counts money, where it says so and says nothing else."""
    said: dict[int | None, set[str]] = {}
    for line in document.lines:
        for cell in line.cells or (line.text,):
            if "£" in cell and len(cell.split()) <= _LONGEST_LABEL and not _AMOUNT.search(cell):
                said.setdefault(line.page, set()).add(unit_in_label(cell))
    return {
        page: {"k": "£000", "m": "£m"}.get(next(iter(units)), "") for page, units in said.items() if len(units) == 1
    }


def _value(template: Template, key: str, raw: str, label: str, line: SourceLine, sheet_unit: str = "") -> FieldValue:
    kind, asked_in = template.kind_of(key)
    in_full = "£" in label or _IN_FULL.match(raw)  # '£5,830,000' is in pounds whatever the sheet's columns are in
    unit = label if unit_in_label(label) else asked_in or ("" if in_full else sheet_unit)
    parsed = parsed_as(kind, raw, unit)
    told = getattr(parsed, "unit", None) if kind.startswith("money") else None
    return FieldValue(key, raw, parsed, told or None, 1.0, line.number, line.number, line.page)


def _with_role(line: SourceLine, roles: dict[int, tuple[str, str]], template: Template) -> SourceLine:
    role, key = roles.get(line.number, ("", ""))
    if role:
        return replace(line, role=role, key=key or None)
    if not line.text.strip():
        return line
    title = fold(without_number(line.text))
    if any(title == fold(words) for section in template.sections for words in section.headings):
        return replace(line, role="heading")
    return replace(line, role="unplaced")


def _unplaced(source: Sequence[SourceLine]) -> list[Unplaced]:
    return [Unplaced(line.text, line.number, line.number, line.page) for line in source if line.role == "unplaced"]
