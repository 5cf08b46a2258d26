"""What a form is made of: sections, questions, forms that repeat, and tables whose columns are known."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

ROWS_OF = {
    "signatures": "signature",
    "documents": "document",
    "milestones": "milestone",
    "schemes": "listed_scheme",
    "risks": "risk",
}
"""Kind of question → kind of the rows that answer it. A question of the kind 'rows' names its own."""

ROW_FIELD_KINDS = {"date": "date", "when": "date", "likelihood": "count", "impact": "count", "score": "count"}
"""What the fields of a document's rows are read as; a workbook's columns say it themselves."""

CHANGES = "2c.planned_changes"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a template: its key, our words for it, the kind of answer, and how it is recognised.

    ``unit`` is the multiple a sum is given in ('£000'), ``most`` the number of letters an answer may have, ``choices``
    the only answers there are, ``rows`` the kind of the rows that answer it.
    """

    key: str
    ask: str
    kind: str
    who: str = "partners"
    required: bool = True
    condition: bool = False
    headings: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    prompts: tuple[tuple[str, ...], ...] = ()
    asides: tuple[tuple[str, ...], ...] = ()
    labels: tuple[tuple[str, ...], ...] = ()
    barred: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()
    became: str | None = None
    unit: str = ""
    most: int | None = None
    choices: tuple[str, ...] = ()
    named_rows: str | None = None

    @property
    def rows(self) -> str | None:
        """The kind of row that answers the question; None when it is answered in words."""
        return self.named_rows or ROWS_OF.get(self.kind)

    @property
    def may_have_rows(self) -> str | None:
        """As ``rows``, and also for the one question that is answered in words, in rows, or in both."""
        return self.rows or ("change" if self.key == CHANGES else None)


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading: it holds no answer, and tells where in the form we are. In a workbook it is a sheet."""

    key: str
    title: str
    headings: tuple[str, ...]
    asides: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """A form that repeats: one per scheme, one per provider."""

    name: str
    start: tuple[str, ...]
    headings: tuple[str, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: the field it fills, our words for it, its kind, and the words of its printed heading.

    ``became`` is its name in the next form, '' when it has no place there; ``least`` and ``most`` bound a number.
    """

    key: str
    ask: str
    kind: str = "short text"
    unit: str = ""
    choices: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    barred: tuple[str, ...] = ()
    needed: bool = False
    became: str | None = None
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a workbook: the kind of its rows, what one row is called, its columns.

    ``became`` turns a word of a menu into the next form's; ``units`` gives what is counted for a word of a menu;
    ``lines`` are the labels of a table that is printed on its side, a column a period.
    """

    kind: str
    name: str
    title: str
    columns: tuple[Column, ...]
    became: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def column(self, key: str) -> Column | None:
        """The column of that key, or None."""
        return next((column for column in self.columns if column.key == key), None)


@dataclass(frozen=True, slots=True)
class Template:
    """One dated version of the form. ``medium`` is 'document', 'workbook', or 'both' for the ``parts`` as one plan.

    ``unverified`` says what of it nobody has confirmed from a published page.
    """

    id: str
    title: str
    issued: str
    deadline: dt.date
    years: tuple[str, ...]
    sections: tuple[Heading, ...]
    questions: tuple[Question, ...]
    marks: tuple[str, ...] = ()
    furniture: tuple[tuple[str, ...], ...] = ()
    annexes: Mapping[str, Annex] = field(default_factory=dict)
    draft_deadline: dt.date | None = None
    next: str | None = None
    medium: str = "document"
    grids: Mapping[str, Grid] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    unverified: str = ""

    def question(self, key: str) -> Question | None:
        """The question of that key; a key with its year finds the question without."""
        every = [*self.questions, *(q for annex in self.annexes.values() for q in annex.questions)]
        return next((q for q in every if key == q.key or key.startswith(f"{q.key}.2")), None)

    def asked(self, key: str) -> str:
        """Our words for an answer's key, with its year, or for a row's ('WM01.a1.budget'): what a reader is shown."""
        if question := self.question(key):
            year = key.removeprefix(question.key).strip(".").replace("_", "/")
            return f"{question.ask} {year}".rstrip()
        row, _, field = key.partition(".")
        known = self.question(field) or next(filter(None, (grid.column(field) for grid in self.grids.values())), None)
        return f"{row}: {known.ask if known else field.replace('_', ' ')}" if field else key

    def kind_of(self, key: str, row: str = "") -> tuple[str, str]:
        """What an answer, or a field of a row of the kind ``row``, is read as, and the unit of its sums."""
        grid = self.grids.get(row)
        if grid and (column := grid.column(key)):
            return column.kind, column.unit
        question = self.question(key)
        return (question.kind, question.unit) if question else (ROW_FIELD_KINDS.get(key, "text"), "")

    def keys_of(self, question: Question) -> list[str]:
        """The keys of a question's answers: one a year where it is asked for each."""
        yearly = question.kind.endswith("per year")
        return [f"{question.key}.{year}" for year in self.years] if yearly else [question.key]

    def section_of(self, key: str) -> Heading | None:
        """The section to which a question belongs."""
        return next((section for section in self.sections if key.startswith(section.key)), None)

    def kinds_of_rows(self) -> set[str]:
        """The kinds of rows that have a place in this form."""
        return {*filter(None, (question.may_have_rows for question in self.questions)), *self.annexes, *self.grids}
