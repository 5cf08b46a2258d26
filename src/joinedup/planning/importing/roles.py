"""What each line of the document was read as, and what found no place."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from joinedup.planning.importing.answers import Span
from joinedup.planning.plan import FieldValue, Plan, SourceLine, Unplaced
from joinedup.planning.templates import Heading, Template
from joinedup.planning.words import clean, fold, without_number

_ROW_KEYS = {"signature": "1b", "listed_scheme": "4d.schemes"}


def with_roles(plan: Plan, found: Sequence[Span], labels: Sequence[int], template: Template) -> Plan:
    """The plan with its lines told apart, and the words that answer nothing gathered in ``unplaced``."""
    roles: dict[int, tuple[str, str | None]] = dict.fromkeys(labels, ("heading", "a2"))
    for span in found:
        _mark_span(roles, span)
    for value in plan.fields:
        _mark(roles, value, value.key)
    for row in plan.rows:
        for value in row.fields:
            key = value.key if value.key.startswith("a") and "." in value.key else _ROW_KEYS.get(row.kind, row.kind)
            _mark(roles, value, key, row=not key.startswith("a1."))
    _mark_table_heads(roles, plan)
    lines = tuple(_with_role(line, roles, template) for line in plan.source)
    return replace(plan, source=lines, unplaced=tuple(_unplaced(lines)))


def _mark_span(roles: dict[int, tuple[str, str | None]], span: Span) -> None:
    for piece in span.prompts:
        heading = piece is span.head and not span.anchor.prompt
        roles[piece.line] = ("heading" if heading else "prompt", span.question.key)
        for line in range(piece.line + 1, piece.last_line + 1):
            roles.setdefault(line, ("prompt", span.question.key))
    if not isinstance(span.question, Heading):
        for piece in span.answers:
            for line in range(piece.line, piece.last_line + 1):
                roles[line] = ("answer", span.question.key)


def _mark(roles: dict[int, tuple[str, str | None]], value: FieldValue, key: str, *, row: bool = False) -> None:
    if value.line is None:
        return
    for line in range(value.line, (value.last_line or value.line) + 1):
        old = roles.get(line)
        if value.blank and not old:
            roles[line] = ("heading", key)
        elif not value.blank and (old is None or old[0] in {"heading", "answer"}):
            roles[line] = ("row" if row else "answer", key)


def _mark_table_heads(roles: dict[int, tuple[str, str | None]], plan: Plan) -> None:
    """A table's heading row, and rows mended into another, belong to the table's key."""
    for table in plan.tables:
        keys = [roles[row.line][1] for row in table.rows if row.line in roles]
        for row in table.rows:
            if keys and not (keys[0] or "").startswith("1"):
                roles.setdefault(row.line, ("row", keys[0]))


def _with_role(line: SourceLine, roles: dict[int, tuple[str, str | None]], template: Template) -> SourceLine:
    if line.role == "furniture":
        return line
    if not clean(line.text):
        return replace(line, role="blank")
    if line.number in roles:
        role, key = roles[line.number]
        return replace(line, role=role, key=key)
    folded = fold(line.text)
    printed = any(all(word in folded for word in words) for words in template.furniture)
    printed = (
        printed
        or is_start_heading(clean(line.text), template)
        or any(folded in (fold(mark), f"{fold(mark)} better care fund") for mark in template.marks)
    )
    return replace(line, role="prompt" if printed else "unplaced")


def is_start_heading(text: str, template: Template) -> bool:
    """True for the heading of a part that is read without its heading: a section, the sign-off, an annex."""
    known = [words for section in template.sections for words in section.headings]
    known += [words for question in template.questions if question.key == "1b" for words in question.headings]
    known += [words for annex in template.annexes.values() for words in annex.headings]
    bare = fold(without_number(text))
    return any(bare == fold(words) or (bare.startswith(fold(words)) and len(bare) < 60) for words in known)


def _unplaced(lines: Iterable[SourceLine]) -> list[Unplaced]:
    found: list[Unplaced] = []
    for line in lines:
        if line.role != "unplaced":
            continue
        if found and found[-1].last_line == line.number - 1:
            last = found[-1]
            found[-1] = replace(last, text=f"{last.text}\n{line.text}", last_line=line.number)
        else:
            found.append(Unplaced(line.text, line.number, line.number, line.page))
    return found
