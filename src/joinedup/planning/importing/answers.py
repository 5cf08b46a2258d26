"""The words between one question and the next, as that question's answer."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from joinedup.planning.importing.anchors import Anchor, has_words, is_prompt
from joinedup.planning.importing.pieces import Piece
from joinedup.planning.parsed import parsed_as
from joinedup.planning.plan import FieldValue
from joinedup.planning.templates import Heading, Question
from joinedup.planning.values.money import unit_in_label
from joinedup.planning.words import fold


class Span:
    """The pieces that belong to one anchor, parted into what asks and what answers."""

    def __init__(self, anchor: Anchor, pieces: Sequence[Piece], question: Question | Heading) -> None:
        self.anchor, self.question = anchor, question
        self.head = pieces[0]
        self.prompts: list[Piece] = [] if anchor.rest else [self.head]
        self.answers: list[Piece] = []
        if anchor.rest:
            self.answers.append(_rest(self.head, anchor.rest))
        for piece in pieces[1:]:
            asks = not self.answers and is_prompt(piece.text, question)
            (self.prompts if asks else self.answers).append(piece)
        while self.answers and _printed_last(self.answers[-1].text, question):
            self.prompts.append(self.answers.pop())


def _printed_last(text: str, question: Question | Heading) -> bool:
    """True for the form's own words after an answer."""
    folded = fold(text)
    return folded.startswith("please") and any(has_words(folded, words) for words in question.asides)


def spans(anchors: Sequence[Anchor], pieces: Sequence[Piece], asked: Sequence[Question | Heading]) -> list[Span]:
    """One span an anchor; a heading and its printed question follow each other as two spans of one key."""
    by_key = {question.key: question for question in asked}
    ends = [*(anchor.piece for anchor in anchors[1:]), *([len(pieces)] if anchors else [])]
    return [
        Span(anchor, pieces[anchor.piece : end], by_key[anchor.key]) for anchor, end in zip(anchors, ends, strict=True)
    ]


def joined(pieces: Iterable[Piece]) -> str:
    """The pieces as text again: a line each, the cells of a row parted by tabs."""
    lines = []
    for _, same_line in groupby(pieces, key=lambda piece: (piece.line, piece.in_row)):
        group = list(same_line)
        if group[0].in_row and len({piece.cell for piece in group}) > 1:
            lines.append(_row(group))
        else:
            lines += [piece.text for piece in group]
    return "\n".join(lines)


def field(key: str, pieces: Sequence[Piece], kind: str, label: str = "", confidence: float = 1.0) -> FieldValue:
    """An answer with what its kind makes of the words. ``label`` may hold the unit."""
    raw = joined(pieces)
    parsed = parsed_as(kind, raw, label)
    unit = unit_in_label(label) or getattr(parsed, "unit", None) if kind == "money" else None
    first = pieces[0] if pieces else None
    return FieldValue(
        key,
        raw,
        parsed,
        unit or None,
        confidence,
        first.line if first else None,
        pieces[-1].last_line if pieces else None,
        first.page if first else None,
    )


def blank_field(key: str, head: Piece) -> FieldValue:
    """A question that stands in the document without an answer."""
    return FieldValue(key, "", None, None, 1.0, head.line, head.last_line, head.page)


def _rest(head: Piece, rest: str) -> Piece:
    return Piece(rest, head.line, head.last_line, head.page, head.cell, head.cells)


def _row(group: list[Piece]) -> str:
    first = min(piece.cell or 0 for piece in group)
    last = max(piece.cell or 0 for piece in group)
    cells = [" ".join(piece.text for piece in group if piece.cell == column) for column in range(first, last + 1)]
    return "\t".join(cells)
