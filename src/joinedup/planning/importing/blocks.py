"""Contributions of a return printed block by block: the kind of money as a heading, who gives it below, a total."""

import re
from collections.abc import Sequence

from joinedup.planning.importing.choices import known_choice
from joinedup.planning.importing.grids import FoundGrid
from joinedup.planning.parsed import parsed_as
from joinedup.planning.plan import FieldValue, Row, SourceLine
from joinedup.planning.reading.document import PlanDocument
from joinedup.planning.templates import Grid, Question, Template
from joinedup.planning.values.money import unit_in_label
from joinedup.planning.words import fold

_FIGURE = re.compile(r"^\s*+(?:[-−(]\s*+)?(?:£\s*+)?\d[\d,]*+(?:\.\d++)?\s*+(?:\)\s*+)?$")
_YEAR = re.compile(r"(?:20)?(\d\d)\s?[/-]\s?(?:20)?(\d\d)(?!\d)")
_GAP = 3  # lines without a figure that end a block


def contribution_blocks(document: PlanDocument, template: Template) -> FoundGrid | None:
    """The contributions found so, as rows of the template's own table; None where there are none."""
    grid = template.grids.get("contribution")
    question = next((question for question in template.questions if question.rows == "contribution"), None)
    source = grid.column("source") if grid else None
    if grid is None or question is None or source is None or not source.choices:
        return None
    reader = _Reader(grid, question, template.years)
    for line in document.lines:
        reader.take(line)
    return reader.found if reader.found.rows else None


class _Reader:
    """Goes down the sheet and remembers under which heading, in which unit and in which columns of years it is."""

    def __init__(self, grid: Grid, question: Question, years: Sequence[str]) -> None:
        self.grid, self.years = grid, years
        self.found = FoundGrid(question.key)
        self.unit, self.columns = "", dict[int, str]()
        self.source, self.since, self.page = "", 0, None  # type: tuple[str, int, int | None]

    def take(self, line: SourceLine) -> None:
        """One line of the workbook: a heading opens a block, a total closes it, what stands between gives money."""
        cells = list(line.cells) or [line.text]
        if line.page != self.page:
            self.unit, self.columns, self.source, self.page = "", {}, "", line.page
        figures = {at: cell for at, cell in enumerate(cells) if _FIGURE.match(cell)}
        label = next((cell for cell in cells if cell.strip() and not _FIGURE.match(cell)), "")
        if not figures:
            self._heading(line, cells, label)
        elif fold(label).startswith("total"):
            self.source = ""
        elif self.source and label:
            self._row(line, label, figures)

    def _heading(self, line: SourceLine, cells: Sequence[str], label: str) -> None:
        self.unit = next((cell for cell in cells if unit_in_label(cell)), self.unit)
        named = {at: f"20{m[1]}_{m[2]}" for at, cell in enumerate(cells) if (m := _YEAR.search(cell))}
        self.columns = {at: year for at, year in named.items() if year in self.years} or self.columns
        column = self.grid.column("source")
        choice = known_choice(label, column.choices) if column and label else None
        if choice:
            self.source, self.since = choice, 0
            self.found.heading.append(line.number)
        elif self.source:
            self.since += 1
            self.source = self.source if self.since < _GAP else ""

    def _row(self, line: SourceLine, label: str, figures: dict[int, str]) -> None:
        place = (line.number, line.number, line.page)
        values = {self.columns[at]: cell for at, cell in figures.items() if at in self.columns}
        values = values or dict(zip(self.years, figures.values(), strict=False))
        fields = [FieldValue("source", self.source, None, None, 0.9, *place)]
        fields.append(FieldValue("body", label, None, None, 1.0, *place))
        for year, raw in values.items():
            key = f"pounds.{year}"
            column = self.grid.column(key)
            asked_in = self.unit or (column.unit if column else "")
            money = parsed_as("money", raw, asked_in)
            fields.append(FieldValue(key, raw, money, getattr(money, "unit", None) or None, 1.0, *place))
        self.since = 0
        self.found.lines.append(line.number)
        self.found.rows.append(Row(self.grid.kind, len(self.found.rows) + 1, tuple(fields)))
