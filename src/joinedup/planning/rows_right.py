"""A row of a plan put right by hand: one risk, milestone, scheme, signature or document; or a new one, or one less.

Row numbers are never used again within a plan: what is said elsewhere about "risk 3" stays about the same risk.
"""

from collections.abc import Mapping
from dataclasses import replace

from joinedup.planning.parsed import parsed_as
from joinedup.planning.plan import FieldValue, Plan, Row, SourceLine, Table
from joinedup.planning.templates import Template, templates
from joinedup.planning.words import clean, fold

_ORDER = {
    "risk": ("risk", "likelihood", "impact", "score", "rating", "cost", "owner", "mitigation"),
    "milestone": ("when", "what", "owner"),
    "listed_scheme": ("ref", "name", "cost"),
    "document": ("reference", "title", "synopsis"),
    "signature": ("role", "body", "by", "position", "date"),
    "change": ("change", "year", "process"),
}


def row_fields(plan: Plan, kind: str) -> tuple[str, ...]:
    """The names of the fields a row of this kind may have, in the order asked. Empty: there is no such kind."""
    template = templates()[plan.template]
    if kind in template.annexes:
        return tuple(question.key for question in template.annexes[kind].questions)
    if kind in template.grids:
        return tuple(column.key for column in template.grids[kind].columns)
    return _ORDER.get(kind, ())


def row_of(plan: Plan, kind: str, number: int) -> Row | None:
    """The row of that kind and number, or None."""
    return next((row for row in plan.rows if (row.kind, row.number) == (kind, number)), None)


def put_row_right(plan: Plan, kind: str, number: int, values: Mapping[str, str]) -> Plan:
    """The plan with the named fields of one row replaced. Raises KeyError when there is no such row or field."""
    row = row_of(plan, kind, number)
    known = {*row_fields(plan, kind), *(field.key for field in row.fields)} if row else set()
    if row is None or not set(values) <= known:
        raise KeyError(kind, number, *values)
    for key, raw in values.items():
        plan = _with_field(plan, kind, number, key, raw)
    return plan


def add_row(plan: Plan, kind: str, values: Mapping[str, str], number: int = 0) -> Plan:
    """The plan with one more row of a kind, standing on a line of its own at the end of the running text.

    ``number`` where numbers up to it were used before and must not come back. Raises KeyError for an unknown field.
    """
    if not values or not set(values) <= set(row_fields(plan, kind)):
        raise KeyError(kind, *values)
    number = max([number, *(row.number + 1 for row in plan.of_kind(kind)), 1])
    template = templates()[plan.template]
    line = max((one.number for one in plan.source), default=0) + 1
    cells = tuple(values.values())
    written = SourceLine(line, "\t".join(cells), cells=cells, role="row", key=_question_of(template, kind))
    fields = tuple(_read(template, kind, key, raw, FieldValue(key, "", line=line)) for key, raw in values.items())
    answers = tuple(
        replace(answer, raw=f"{answer.raw}\n{written.text}") if answer.key == written.key else answer
        for answer in plan.fields
    )
    return replace(plan, rows=(*plan.rows, Row(kind, number, fields)), source=(*plan.source, written), fields=answers)


def take_out_row(plan: Plan, kind: str, number: int) -> Plan:
    """The plan without a row, in its running text too. Raises KeyError when there is no such row."""
    row = row_of(plan, kind, number)
    if row is None:
        raise KeyError(kind, number)
    for field in row.fields:
        plan = _with_field(plan, kind, number, field.key, "")
    return replace(plan, rows=tuple(one for one in plan.rows if (one.kind, one.number) != (kind, number)))


def _with_field(plan: Plan, kind: str, number: int, key: str, raw: str) -> Plan:
    row = row_of(plan, kind, number)
    if row is None:
        raise KeyError(kind, number)
    old = row.get(key) or FieldValue(key, "", line=row.line, last_line=row.line)
    new = _read(templates()[plan.template], kind, key, raw, old)
    kept = tuple(new if field.key == key else field for field in row.fields)
    fields = kept if row.get(key) else (*row.fields, new)
    rows = tuple(Row(kind, number, fields) if one is row else one for one in plan.rows)
    source = tuple(_rewritten(line, old, raw) for line in plan.source)
    answers = tuple(_answer(plan, source, answer, old, raw) for answer in plan.fields)
    return replace(
        plan, rows=rows, source=source, fields=answers, tables=tuple(_table(table, old, raw) for table in plan.tables)
    )


def _answer(plan: Plan, source: tuple[SourceLine, ...], answer: FieldValue, old: FieldValue, raw: str) -> FieldValue:
    """The answer that holds the whole table, with the new words in it; any other answer as it is."""
    first, last = answer.line, answer.last_line or answer.line
    if first is None or last is None or old.line is None or not first <= old.line <= last:
        return answer
    if fold(_lines(plan.source, first, last)) == fold(answer.raw):
        return replace(answer, raw=_lines(source, first, last))
    return replace(answer, raw=answer.raw.replace(old.raw, raw, 1)) if answer.raw.count(old.raw) == 1 else answer


def _lines(source: tuple[SourceLine, ...], first: int, last: int) -> str:
    return "\n".join(line.text for line in source if first <= line.number <= last and line.text.strip())


def _read(template: Template, row: str, key: str, raw: str, old: FieldValue) -> FieldValue:
    kind, unit = template.kind_of(key, row)
    return replace(old, key=key, raw=raw, parsed=parsed_as(kind, raw, unit), unit=None, confidence=1.0)


def _rewritten(line: SourceLine, old: FieldValue, raw: str) -> SourceLine:
    """The line with the new words where the old ones stood; the further lines of a long answer fall empty."""
    if old.line is None or not old.line <= line.number <= (old.last_line or old.line):
        return line
    if line.cells:
        cells = _cells(line.cells, old, raw)
        return replace(line, cells=cells, text="\t".join(cells))
    if line.number > old.line:
        return replace(line, text="", role="blank") if clean(line.text) in clean(old.raw) else line
    opening = old.raw.split("\n", 1)[0]
    if opening and opening in line.text:
        return replace(line, text=line.text.replace(opening, raw, 1))
    return replace(line, text=f"{line.text} {raw}".strip()) if not opening else replace(line, text=raw)


def _cells(cells: tuple[str, ...], old: FieldValue, raw: str) -> tuple[str, ...]:
    at = next((at for at, cell in enumerate(cells) if old.raw and clean(cell) == clean(old.raw)), None)
    if at is None:  # a field that was not there, or whose words run over several rows of the table
        at = next((at for at, cell in enumerate(cells) if old.raw and cell.strip() and clean(cell) in old.text), None)
    if at is None and raw:
        at = next((at for at, cell in enumerate(cells) if not cell.strip()), None)
    if at is None:
        return (*cells, raw) if raw else cells
    return (*cells[:at], raw, *cells[at + 1 :])


def _table(table: Table, old: FieldValue, raw: str) -> Table:
    if old.line is None or not any(row.line == old.line for row in table.rows):
        return table
    rows = [replace(row, cells=_cells(row.cells, old, raw)) if row.line == old.line else row for row in table.rows]
    return replace(table, rows=tuple(rows))


def _question_of(template: Template, kind: str) -> str | None:
    if kind in template.annexes:
        return template.annexes[kind].questions[0].key
    return next((question.key for question in template.questions if question.rows == kind), None)
