"""Answers that stand together parted again, and the form's tables found among them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from joinedup.planning.importing.answers import Span
from joinedup.planning.importing.pieces import Piece
from joinedup.planning.importing.rows import (
    CHANGES,
    DOCUMENTS,
    MILESTONES,
    RISKS,
    SCHEMES,
    Shape,
    milestones_in_text,
    names_its_columns,
    numbered,
    read_headless,
    read_rows,
    risks_in_text,
    schemes_in_text,
)
from joinedup.planning.plan import Row, Table
from joinedup.planning.templates import Question, Template
from joinedup.planning.values import parse_count, parse_date
from joinedup.planning.words import fold

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
_NUMBERED = re.compile(r"^\s*\(?([ivx]{1,4})[).]\s", re.IGNORECASE)
_NEXT = re.compile(r"(?<=[.;!?])\s+(?=\(?(?:ii|iii|iv|v|vi|vii|viii)\)\s)")
_SHAPES = {"documents": DOCUMENTS, "risks": RISKS, "milestones": MILESTONES, "schemes": SCHEMES}


def share_out(found: Sequence[Span], template: Template) -> list[Span]:
    """A section answered without its printed questions is parted by the words of each: NHS Number, open APIs, IG."""
    keys = {span.question.key for span in found}
    shared: list[Span] = []
    for at, span in enumerate(found):
        shared.append(_with_twin(span, found[at + 1 : at + 2]))
        if not isinstance(span.question, Question):
            continue
        numbered_parts = _by_number(span, [q for q in template.questions if q.key not in keys])
        if numbered_parts:
            shared += numbered_parts
            keys |= {part.question.key for part in numbered_parts}
            continue
        group = [q for q in template.questions if q.split and q.key.split(".")[0] == span.question.key.split(".")[0]]
        missing = [q for q in group if q.key not in keys and q.key != span.question.key]
        if span.question.split and len(missing) >= 2 and span.question.key == group[0].key:
            shared += _parted(span, missing)
    return shared


def _by_number(span: Span, missing: Sequence[Question]) -> list[Span]:
    """Answers numbered i), ii), iii) as the form numbers its questions, where those are printed nowhere themselves."""
    stem, _, own = span.question.key.rpartition(".")
    by_key = {question.key: question for question in missing}
    if own != _ROMAN[0] or not stem:
        return []
    found: list[tuple[str, list[Piece]]] = []
    answers = [part for piece in span.answers for part in _lettered(piece)]
    for piece in answers:
        match = None if piece.in_row else _NUMBERED.match(piece.text)
        if match and len(found) < len(_ROMAN) and match[1].lower() == _ROMAN[len(found)]:
            found.append((match[1].lower(), []))
        if found:
            found[-1][1].append(piece)
    rest = [(by_key.get(f"{stem}.{number}"), pieces) for number, pieces in found[1:]]
    if not rest or any(question is None for question, _ in rest):
        return []
    span.answers = [*answers[: answers.index(found[0][1][0])], *found[0][1]]
    return [_part(span, question, pieces) for question, pieces in rest if question]


def _lettered(piece: Piece) -> list[Piece]:
    """Answers run together in one paragraph, 'i) … ii) … iii) …', each as a piece of its own."""
    return [replace(piece, text=text) for text in _NEXT.split(piece.text)] if not piece.in_row else [piece]


def _part(span: Span, question: Question, pieces: list[Piece]) -> Span:
    part = Span(span.anchor, [span.head], question)
    part.answers = pieces
    return part


def _with_twin(span: Span, following: Sequence[Span]) -> Span:
    """Two printed questions about one thing with one answer below both: the first has that answer too."""
    for twin in following:
        one, other = getattr(span.question, "split", ()), getattr(twin.question, "split", ())
        if not span.answers and one and one == other:
            span.answers = list(twin.answers)
    return span


def _parted(span: Span, missing: Sequence[Question]) -> list[Span]:
    parts = []
    for question in missing:
        words = [fold(word) for word in question.split]
        own = [piece for piece in span.answers if any(word in fold(piece.text) for word in words)]
        if own:
            parts.append(_part(span, question, own))
    return parts


def form_rows(found: Sequence[Span], tables: Sequence[Table]) -> list[Row]:
    """Rows of every table the form asks for, from tables or from lines."""
    rows: list[Row] = []
    for span in found:
        if not isinstance(span.question, Question):
            continue
        shape = _SHAPES.get(span.question.kind)
        if shape:
            rows += _rows(shape, span, tables, sum(row.kind == shape.kind for row in rows))
        elif span.question.kind == "long text":
            rows += _changes(span, tables)
    if not any(row.kind == RISKS.kind for row in rows):
        rows += rated_risks(tables)
    return numbered(rows)


def rated_risks(tables: Sequence[Table]) -> list[Row]:
    """The risk log of a plan that has no such question: the table that names a risk, likelihood and impact."""
    logs = [table for table in tables if names_its_columns(RISKS, table)]
    found = [read_rows(RISKS, table) or [] for table in logs]
    return [row for rows in found for row in rows if row.get("likelihood") and row.get("impact")]


def _rows(shape: Shape, span: Span, tables: Sequence[Table], known: int) -> list[Row]:
    found: list[Row] = []
    for table in _inside(tables, [*span.prompts, *span.answers]):
        found += read_rows(shape, table) or _headless(shape, table)
    if found or known:
        return found
    if shape is RISKS:
        return risks_in_text(span.answers)
    if shape is MILESTONES:
        return milestones_in_text(span.answers)
    return schemes_in_text(span.answers) if shape is SCHEMES else []


def _changes(span: Span, tables: Sequence[Table]) -> list[Row]:
    return [row for table in _inside(tables, span.answers) for row in read_rows(CHANGES, table) or []]


def _inside(tables: Sequence[Table], pieces: Sequence[Piece]) -> list[Table]:
    lines = {piece.line for piece in pieces}
    return [table for table in tables if any(row.line in lines for row in table.rows)]


def _headless(shape: Shape, table: Table) -> list[Row]:
    """A table without a heading, told by what stands in its columns."""
    columns = [
        [row.cells[at] if at < len(row.cells) else "" for row in table.rows] for at in range(len(table.rows[0].cells))
    ]
    if shape is MILESTONES:
        dated = [
            at for at, cells in enumerate(columns) if _share(cells, lambda cell: parse_date(cell) is not None) > 0.6
        ]
        if dated and len(columns) >= 2:
            return read_headless(shape, table, {"when": dated[0], "what": 1 if dated[0] == 0 else 0})
    if shape is RISKS and len(columns) >= 5 and not names_its_columns(shape, table):
        numbers = [at for at, cells in enumerate(columns) if _share(cells, _small) > 0.6]
        if len(numbers) >= 3:
            names = dict(zip(("likelihood", "impact", "score"), numbers, strict=False))
            return read_headless(shape, table, {"risk": 0, **names, "mitigation": len(columns) - 1})
    if shape is SCHEMES and len(columns) >= 2:
        return read_headless(shape, table, {"ref": 0, "name": 1})
    return []


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    filled = [cell for cell in cells if cell.strip()]
    return sum(1 for cell in filled if test(cell)) / len(filled) if filled else 0.0


def _small(cell: str) -> bool:
    count = parse_count(cell)
    return count is not None and len(cell) <= 4 and count.number <= 25
