"""A version as the pages show it: sections with their answers, each beside its source, each finding at its words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from joinedup import planning
from joinedup.basics.finding import Finding, Severity
from joinedup.planning.plan import FieldValue
from joinedup.planning.templates import Template
from joinedup.web.planning.models import PlanVersion, SilencedFinding
from joinedup.web.planning.sections import part_of as _part
from joinedup.web.planning.understood import understood

_ANNEXES = {"a1": "Annex 1: schemes", "a2": "Annex 2: providers’ commentary"}
_TABLES = {
    "signature": "Signatures",
    "document": "Related documents",
    "change": "Planned changes",
    "milestone": "Milestones",
    "listed_scheme": "List of schemes",
    "risk": "Risks",
    "scheme": "Schemes",
    "benefit": "Benefits promised",
    "provider": "Providers’ commentary",
}
_WHOLE = "0"


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding, and the reason why it may stand when somebody gave one."""

    finding: Finding
    part: str
    silenced: SilencedFinding | None

    @property
    def stops(self) -> bool:
        """True when the plan cannot be sent because of it."""
        return self.finding.severity is Severity.ERROR and self.silenced is None


@dataclass(frozen=True, slots=True)
class Answer:
    """One question: our words for it, what was answered, what was understood, from which lines, what is wrong."""

    key: str
    ask: str
    value: FieldValue
    understood: str
    lines: list[planning.SourceLine]
    findings: list[ShownFinding]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """Rows of one kind with the names of their fields."""

    kind: str
    title: str
    head: list[str]
    rows: list[tuple[planning.Row, list[str], list[ShownFinding]]]


@dataclass(slots=True)
class Part:
    """One section of the plan."""

    key: str
    title: str
    answers: list[Answer] = field(default_factory=list)
    tables: list[ShownTable] = field(default_factory=list)
    findings: list[ShownFinding] = field(default_factory=list)

    @property
    def errors(self) -> int:
        """How many findings here stop the plan."""
        return sum(one.stops for one in self.findings)

    @property
    def blank(self) -> int:
        """How many questions have no answer."""
        return sum(answer.value.blank for answer in self.answers)


class Shown:
    """Everything a page of one version needs."""

    def __init__(self, version: PlanVersion) -> None:
        self.version = version
        self.plan = version.read
        self.template = planning.TEMPLATES[self.plan.template]
        self._document = _document(version)
        in_workbook = [question for question in self.template.questions if question.rows in self.template.grids]
        self._home = {question.rows or "": _part(question.key) for question in in_workbook}
        self._silenced = {(one.code, one.field): one for one in version.plan.silenced.select_related("by")}
        self._part_of_line = _parts_of_lines(self.plan)
        self.findings = sorted(map(self._finding, version.found), key=lambda one: one.finding.severity.rank)
        self.parts = list(self._parts())

    @property
    def stopping(self) -> list[ShownFinding]:
        """What stops the plan from being sent."""
        return [one for one in self.findings if one.stops]

    def part(self, key: str) -> Part | None:
        """The section of that key."""
        return next((part for part in self.parts if part.key == key), None)

    def answer(self, key: str) -> Answer | None:
        """The answer of that key."""
        return next((answer for part in self.parts for answer in part.answers if answer.key == key), None)

    def _finding(self, finding: Finding) -> ShownFinding:
        where = finding.where
        part = _part(where.field or "") or self._part_of_line.get(where.line or 0, _WHOLE)
        return ShownFinding(finding, part, self._silenced.get((finding.code, where.field or "")))

    def _parts(self) -> Iterator[Part]:
        titles = {section.key: section.title for section in self.template.sections} | _ANNEXES
        if any(one.part == _WHOLE for one in self.findings):
            yield Part(_WHOLE, "The plan as a whole", findings=[one for one in self.findings if one.part == _WHOLE])
        for key in dict.fromkeys(filter(None, (_part(one) for one in [*self._keys(), *self._row_parts()]))):
            yield self._make(key, titles.get(key) or self._asked_alone(key))

    def _asked_alone(self, key: str) -> str:
        """What a section without a heading of its own is called: as its one question is."""
        asked = [question for question in self.template.questions if _part(question.key) == key]
        return asked[0].headings[0].capitalize() if len(asked) == 1 and asked[0].headings else f"Section {key}"

    def _make(self, key: str, title: str) -> Part:
        return Part(
            key,
            title,
            answers=[self._answer(value) for value in self._values() if _part(value.key) == key],
            tables=[self._table(kind, rows) for kind, rows in self._rows_of(key)],
            findings=[one for one in self.findings if one.part == key],
        )

    def _keys(self) -> list[str]:
        return [question.key for question in self.template.questions]

    def _values(self) -> list[FieldValue]:
        """Every answer in the order of the form, also those nobody has given yet."""
        blank = [FieldValue(key, "") for key in _asked_for(self.template) if self.plan.get(key) is None]
        order = {key: at for at, key in enumerate(self._keys())}
        known = [*self.plan.fields, *blank]
        return sorted(known, key=lambda value: order.get(value.key, order.get(value.key.rpartition(".")[0], 0)))

    def answered_in_rows(self) -> set[str]:
        """The questions whose answer is a table: changed row by row, where the rows were read."""
        kinds = {row.kind for row in self.plan.rows}
        return {question.key for question in self.template.questions if question.rows in kinds}

    def part_of_row(self, row: planning.Row) -> str:
        """The section in which a row stands: a workbook's, where its table is asked for; another, where it was read."""
        return self._home.get(row.kind) or self._part_of_line.get(row.line or 0, "")

    def _row_parts(self) -> list[str]:
        return [self.part_of_row(row) for row in self.plan.rows]

    def _rows_of(self, part: str) -> Iterator[tuple[str, list[planning.Row]]]:
        here = [row for row in self.plan.rows if self.part_of_row(row) == part]
        for kind, rows in groupby(sorted(here, key=lambda row: row.kind), key=lambda row: row.kind):
            yield kind, list(rows)
        known = {row.kind for row in self.plan.rows}
        for question in self.template.questions:
            if question.rows and question.rows not in known and _part(question.key) == part:
                yield question.rows, []

    def _answer(self, value: FieldValue) -> Answer:
        question = self.template.question(value.key)
        year = value.key.rpartition(".")[2].replace("_", "/") if value.key[-1:].isdigit() and "20" in value.key else ""
        ask = f"{question.ask if question else value.key}{f' ({year})' if year else ''}"
        lines = self._lines_of(value.key)
        here = [one for one in self.findings if one.finding.where.field == value.key]
        return Answer(value.key, ask, value, understood(value.parsed), lines, here)

    def _lines_of(self, key: str) -> list[planning.SourceLine]:
        """Where the document, as it came, answers a question."""
        came = self._document.get(key)
        if came is None or came.line is None:
            return []
        return list(self._document.source[came.line - 1 : came.last_line or came.line])

    def _table(self, kind: str, rows: list[planning.Row]) -> ShownTable:
        keys = list(dict.fromkeys(one.key for row in rows for one in row.fields))
        head = [key.rpartition(".")[2].replace("_", " ").capitalize() for key in keys]
        title = _TABLES.get(kind, kind)
        if kind in self.template.grids:
            known = planning.headings_of(self.template, kind)
            keys = [key for key in known if any(row.text(key) for row in rows)]
            head, title = [known[key] for key in keys], self.template.grids[kind].title
        return ShownTable(kind, title, head, [self._row(row, keys) for row in rows])

    def _row(self, row: planning.Row, keys: list[str]) -> tuple[planning.Row, list[str], list[ShownFinding]]:
        lines = {one.line for one in row.fields} - {None}
        here = [one for one in self.findings if one.finding.where.line in lines and not one.finding.where.field]
        return row, [row.text(key) for key in keys], here


def _asked_for(template: Template) -> list[str]:
    """The keys of the questions that are answered in words; rows answer the others."""
    keys: list[str] = []
    for question in template.questions:
        keys += [] if question.rows else template.keys_of(question)
    return keys


def _document(version: PlanVersion) -> planning.Plan:
    """The plan as it was first read: what the document says does not change when an answer is put right."""
    return version.plan.versions.order_by("number")[0].read if version.number > 1 else version.read


def _parts_of_lines(plan: planning.Plan) -> dict[int, str]:
    parts, current = {}, ""
    for line in plan.source:
        current = _part(line.key or "") or current
        parts[line.number] = current
    return parts
