"""Rows written as blocks: 'Owner: the council', or a label on one line and its value on the next."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from joinedup.planning.importing.pieces import Piece
from joinedup.planning.plan import FieldValue, Row
from joinedup.planning.values import parse_count
from joinedup.planning.words import fold

_LABELLED = re.compile(r"^(?P<label>[A-Za-z][A-Za-z /()*×]{2,60}?)(?:\s*\d{1,2})?\s*[:–]\s*(?P<value>.*)$")
_NUMBERED = re.compile(r"^(?P<label>[A-Za-z]{4,10})\s*\d{1,2}[.:)]\s+(?P<value>\S.*)$")
_PRODUCT = re.compile(r"^\W*(?P<likelihood>\d{1,2})\s*[x×*]\s*(?P<impact>\d{1,2})\s*=\s*(?P<score>\d{1,3})\b")
_LABEL_WORDS = 4

Columns = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Told:
    """A column's name and what stands for it, with the piece that says so."""

    name: str
    value: str
    piece: Piece


def labelled_rows(kind: str, columns: Columns, opens: str, pieces: Sequence[Piece]) -> list[Row]:
    """The blocks among the pieces that give at least two columns, each begun by the column ``opens`` or a number."""
    groups: list[dict[str, FieldValue]] = []
    for told in _told(columns, pieces):
        if told.name == opens or (told.name == "ref" and (not groups or opens in groups[-1])):
            groups.append({})
        if groups:
            for name, value in _values(told):
                groups[-1].setdefault(name, value)
    whole = [group for group in groups if opens in group and len(group) >= 2]
    return [Row(kind, number, tuple(group.values())) for number, group in enumerate(whole, 1)]


def _told(columns: Columns, pieces: Sequence[Piece]) -> Iterator[_Told]:
    alone = _labels_alone(columns, pieces)
    waiting: _Told | None = None
    for piece in pieces:
        label = fold(piece.text)
        match = _NUMBERED.match(piece.text) or _LABELLED.match(piece.text)
        name = _column(columns, fold(match["label"])) if match and (label not in alone or ":" in piece.text) else None
        if label in alone or (match and name):
            if waiting:
                yield waiting
            waiting = _Told(alone[label], "", piece) if not name or not match else _Told(name, match["value"], piece)
            if name:
                yield waiting
                waiting = None
        elif waiting and not piece.in_row:
            whole = Piece(piece.text, waiting.piece.line, piece.last_line, waiting.piece.page)
            yield _Told(waiting.name, piece.text, whole)
            waiting = None
    if waiting:
        yield waiting


def _labels_alone(columns: Columns, pieces: Sequence[Piece]) -> dict[str, str]:
    """Short lines that name a column and stand there again and again: labels whose values are on the next lines."""
    lines = Counter(fold(piece.text) for piece in pieces if not piece.in_row)
    names = {line: _column(columns, line) for line, times in lines.items() if times > 1 and len(line.split()) > 0}
    return {line: name for line, name in names.items() if name and len(line.split()) <= _LABEL_WORDS}


def _column(columns: Columns, label: str) -> str | None:
    return next((name for name, words in columns if label and re.search(words, label)), None)


def _values(told: _Told) -> Iterator[tuple[str, FieldValue]]:
    """The value; a rating written as a product gives both its ratings and its score."""
    product = _PRODUCT.match(told.value) if told.name in ("rating", "score") else None
    if product:
        yield from ((name, _value(name, text, told.piece)) for name, text in product.groupdict().items())
    else:
        yield told.name, _value(told.name, told.value, told.piece)


def _value(name: str, raw: str, piece: Piece) -> FieldValue:
    parsed = parse_count(raw) if name in {"likelihood", "impact", "score"} else None
    return FieldValue(name, raw, parsed, None, 0.8, piece.line, piece.last_line, piece.page)
