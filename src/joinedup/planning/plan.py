"""A plan as it was read: every answer beside the line it came from, and everything that found no place.

All of it is frozen, and ``to_dict``/``from_dict`` turn it into plain JSON and back without loss, so that a site may
store it and show each field next to its source.
"""

from dataclasses import asdict, dataclass

from joinedup.basics.finding import Finding
from joinedup.planning.parsed import parsed_from_dict
from joinedup.planning.values import Parsed
from joinedup.planning.words import clean


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the document: a paragraph, or a row of a table with its ``cells``.

    ``number`` counts from 1; ``page`` where the format has pages (for a workbook, the sheet). ``role`` says what the
    line was read as (heading, prompt, answer, row, furniture, unplaced, blank) and ``key`` for which field.
    """

    number: int
    text: str
    page: int | None = None
    cells: tuple[str, ...] = ()
    table: int | None = None
    role: str = "blank"
    key: str | None = None


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One answer: as written (``raw``), as read (``parsed``), in what unit, how surely (0–1), and from where."""

    key: str
    raw: str
    parsed: Parsed | None = None
    unit: str | None = None
    confidence: float = 1.0
    line: int | None = None
    last_line: int | None = None
    page: int | None = None

    @property
    def text(self) -> str:
        """``raw`` without markup, look-alike letters and doubled spaces."""
        return clean(self.raw)

    @property
    def blank(self) -> bool:
        """True when nothing was written."""
        return not self.text.strip(" -–—_.…:|\n\t")

    def to_dict(self) -> dict[str, object]:
        """JSON-ready."""
        return {**_without_parsed(self), "parsed": self.parsed.to_dict() if self.parsed else None}


@dataclass(frozen=True, slots=True)
class Row:
    """One scheme, signature, risk, milestone, document, benefit or provider's commentary, as named fields.

    ``kind`` is one of ``ROW_KINDS``; ``number`` counts within the kind from 1.
    """

    kind: str
    number: int
    fields: tuple[FieldValue, ...]

    def get(self, key: str) -> FieldValue | None:
        """The field of that name, or None."""
        return next((field for field in self.fields if field.key == key), None)

    def text(self, key: str) -> str:
        """The words of the field of that name, '' when it is not there."""
        field = self.get(key)
        return field.text if field else ""

    @property
    def line(self) -> int | None:
        """Where the row begins."""
        return min((field.line for field in self.fields if field.line), default=None)


ROW_KINDS = {
    "signature": "a block of the sign-off: role, body, by, position, date",
    "document": "a related document: reference, title, synopsis",
    "change": "a planned change: change, year, process",
    "milestone": "a milestone: when, what",
    "listed_scheme": "a line of the list of schemes: ref, name",
    "risk": "a line of the risk log: risk, rating or likelihood, impact, score, mitigation",
    "scheme": "a detailed scheme description (Annex 1): keys a1.*",
    "benefit": "a quantity a scheme promises: scheme, quantity, what",
    "provider": "an acute provider's commentary (Annex 2): keys a2.*",
    "contribution": "who puts how much into the fund (a workbook): its columns are the template's, as of all below",
    "contingency": "what a missed target costs",
    "spending": "what money is spent on, by whom, from which source",
    "saving": "what a scheme changes and what that is worth",
    "admissions": "a commissioning group's emergency admissions by quarter",
    "measure": "where a measure stands and what is planned",
    "capacity": "how many need a service and how many can have it",
    "condition": "how a national condition is met",
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table, cleaned, with its line."""

    line: int
    page: int | None
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the document, parts over several pages joined; ``caption`` is the text just above it."""

    number: int
    rows: tuple[TableRow, ...]
    caption: str = ""
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Words of the document that answer no question of the template."""

    text: str
    line: int
    last_line: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as read against one template. ``notices`` are findings about the reading itself (tracked changes…)."""

    template: str
    name: str
    format: str
    source: tuple[SourceLine, ...] = ()
    fields: tuple[FieldValue, ...] = ()
    rows: tuple[Row, ...] = ()
    tables: tuple[Table, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    notices: tuple[Finding, ...] = ()
    sections: tuple[str, ...] = ()

    def get(self, key: str) -> FieldValue | None:
        """The field of that key, or None when the document has no such question."""
        return next((field for field in self.fields if field.key == key), None)

    def text(self, key: str) -> str:
        """The words under that key, '' when there are none."""
        field = self.get(key)
        return field.text if field else ""

    def of_kind(self, kind: str) -> list[Row]:
        """Rows of one kind, in order."""
        return [row for row in self.rows if row.kind == kind]

    def to_dict(self) -> dict[str, object]:
        """Plain JSON; ``Plan.from_dict`` gives the same plan back."""
        return {
            "template": self.template,
            "name": self.name,
            "format": self.format,
            "source": [asdict(line) for line in self.source],
            "fields": [field.to_dict() for field in self.fields],
            "rows": [_row_dict(row) for row in self.rows],
            "tables": [asdict(table) for table in self.tables],
            "unplaced": [asdict(item) for item in self.unplaced],
            "notices": [notice.as_dict() for notice in self.notices],
            "sections": list(self.sections),
        }

    @classmethod
    def from_dict(cls, stored: dict[str, object]) -> "Plan":
        """The plan that ``to_dict`` wrote."""
        return _plan_from(stored)


def _without_parsed(field: FieldValue) -> dict[str, object]:
    return {name: getattr(field, name) for name in FieldValue.__slots__ if name != "parsed"}


def _row_dict(row: Row) -> dict[str, object]:
    return {"kind": row.kind, "number": row.number, "fields": [field.to_dict() for field in row.fields]}


def _field_from(stored: dict[str, object]) -> FieldValue:
    return FieldValue(**{**stored, "parsed": parsed_from_dict(stored["parsed"])})  # type: ignore[arg-type]


def _row_from(stored: dict[str, object]) -> Row:
    fields = tuple(_field_from(field) for field in _list(stored["fields"]))
    return Row(str(stored["kind"]), int(str(stored["number"])), fields)


def _table_from(stored: dict[str, object]) -> Table:
    rows = tuple(_table_row_from(row) for row in _list(stored["rows"]))
    return Table(**{**stored, "rows": rows})  # type: ignore[arg-type]


def _table_row_from(stored: dict[str, object]) -> TableRow:
    return TableRow(**{**stored, "cells": tuple(_list(stored["cells"]))})  # type: ignore[arg-type]


def _line_from(stored: dict[str, object]) -> SourceLine:
    return SourceLine(**{**stored, "cells": tuple(_list(stored["cells"]))})  # type: ignore[arg-type]


def _list(stored: object) -> list[dict[str, object]]:
    return list(stored)  # type: ignore[call-overload, no-any-return]


def _plan_from(stored: dict[str, object]) -> Plan:
    return Plan(
        template=str(stored["template"]),
        name=str(stored["name"]),
        format=str(stored["format"]),
        source=tuple(_line_from(line) for line in _list(stored["source"])),
        fields=tuple(_field_from(field) for field in _list(stored["fields"])),
        rows=tuple(_row_from(row) for row in _list(stored["rows"])),
        tables=tuple(_table_from(table) for table in _list(stored["tables"])),
        unplaced=tuple(Unplaced(**item) for item in _list(stored["unplaced"])),  # type: ignore[arg-type]
        notices=tuple(Finding.from_dict(notice) for notice in _list(stored["notices"])),
        sections=tuple(str(section) for section in _list(stored["sections"])),
    )
