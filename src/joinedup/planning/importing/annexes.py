"""The forms that repeat at the end: one per scheme, one per provider; and the quantities a scheme promises."""

import re
from collections.abc import Sequence

from joinedup.planning.importing.anchors import find_anchors
from joinedup.planning.importing.answers import Span, blank_field, field, spans
from joinedup.planning.importing.pieces import Piece
from joinedup.planning.importing.signatures import label_lines
from joinedup.planning.plan import FieldValue, Row
from joinedup.planning.templates import Annex, Heading, Question
from joinedup.planning.values import Count, counts_in
from joinedup.planning.words import fold, without_number

_NOT_A_QUANTITY = re.compile(
    r"^\s*(?:\+|plus\b|and over|or over|years?\b|year olds?|days? (?:a|per) week|day(?:s)?\b|hours?\b|hrs\b|"
    r"weeks?\b|months?\b|minutes?\b|/7|x7|st\b|nd\b|rd\b|th\b|gps?\b|practices?\b)",
    re.IGNORECASE,
)
_NAMED_NUMBER = re.compile(
    r"(?:nhs|tab|part|annex|section|scheme|table|appendix|phase|page|level|over|aged?|age|band|tier)\s*$", re.I
)


def region_starts(pieces: Sequence[Piece], annex: Annex) -> list[int]:
    """Where each copy of the form begins."""
    starts: list[int] = []
    seen: set[str] = set()
    for at, piece in enumerate(pieces):
        phrase = _start_phrase(piece, annex)
        if phrase and (not starts or phrase in seen):
            starts.append(at)
            seen = set()
        if phrase:
            seen.add(phrase)
    return starts


def heading_before(pieces: Sequence[Piece], start: int, annex: Annex) -> int:
    """The piece of the annex's own heading when it stands just above ``start``."""
    for at in range(start - 1, max(-1, start - 6), -1):
        head = fold(without_number(pieces[at].text))
        if any(head.startswith(fold(words)) for words in annex.headings) and len(head.split()) < 14:
            return at
    return start


def read_scheme(number: int, pieces: Sequence[Piece], annex: Annex) -> tuple[list[Row], list[Span]]:
    """The scheme of one form with a row for each quantity it promises, and where its questions stand."""
    found = spans(find_anchors(pieces, annex.questions), pieces, annex.questions)
    fields: dict[str, FieldValue] = {}
    for span in found:
        value = _scheme_field(span.question, span.answers, span.head)
        if span.question.key not in fields or fields[span.question.key].blank:
            fields[span.question.key] = value
    ref = fields.get("a1.ref")
    scheme = Row("scheme", number, tuple(fields.values()))
    impact = [piece for span in found if span.question.key == "a1.impact" for piece in span.answers]
    return [scheme, *_benefits(ref.text if ref else str(number), impact)], found


def read_provider(number: int, pieces: Sequence[Piece], annex: Annex) -> Row:
    """One provider's commentary; the form's labels stand in any column, the answer in the last filled one."""
    fields: dict[str, FieldValue] = {}
    waiting: Question | None = None
    for line in _provider_lines(pieces):
        label, value, piece = line
        question = _question(label, annex)
        if question:
            waiting = question
            if question.key not in fields or fields[question.key].blank:
                fields[question.key] = _provider_field(question, value, piece)
        elif waiting and fields[waiting.key].blank and (value or label):
            fields[waiting.key] = _provider_field(waiting, value or label, piece)
        elif waiting and waiting.key == "a2.ceo" and value and not label:
            fields["a2.signature"] = _provider_field(_by_key(annex, "a2.signature"), value, piece)
    return Row("provider", number, tuple(fields.values()))


def _start_phrase(piece: Piece, annex: Annex) -> str | None:
    """The label by which a copy of the form begins; a second such label begins no new copy until it comes again."""
    if piece.cell not in (None, 0) or piece.cells > 2:
        return None
    head = fold(without_number(piece.text.partition(":")[0]))
    return next((words for words in annex.start if head == fold(words)), None)


def _scheme_field(question: Question | Heading, answers: list[Piece], head: Piece) -> FieldValue:
    if not answers:
        return blank_field(question.key, head)
    kind = question.kind if isinstance(question, Question) else "text"
    return field(question.key, answers, kind, head.text)


def _benefits(ref: str, pieces: Sequence[Piece]) -> list[Row]:
    rows: list[Row] = []
    for piece in pieces:
        for found in quantities(piece.text):
            place = (piece.line, piece.last_line, piece.page)
            fields = (
                FieldValue("scheme", ref, line=piece.line, page=piece.page),
                FieldValue("quantity", str(found.number), found, None, 0.9, *place),
                FieldValue("what", piece.text, None, None, 0.9, *place),
            )
            rows.append(Row("benefit", len(rows) + 1, fields))
    return rows


def quantities(text: str) -> list[Count]:
    """The counts of things in a line: not years, ages, hours, nor numbers that are names."""
    found = []
    for item in counts_in(text):
        number = item.count.number
        year = 1990 <= number <= 2040 and "," not in text[item.start : item.end]
        if year or _NOT_A_QUANTITY.match(text[item.end :]) or _NAMED_NUMBER.search(text[: item.start]):
            continue
        if number >= 2 and text[item.end : item.end + 2] != "/7":
            found.append(item.count)
    return found


def _provider_lines(pieces: Sequence[Piece]) -> list[tuple[str, str, Piece]]:
    lines: dict[int, list[Piece]] = {}
    loose = []
    for piece in pieces:
        if piece.in_row:
            lines.setdefault(piece.line, []).append(piece)
        else:
            loose.append(piece)
    rows = [_provider_row(group) for group in lines.values()]
    plain = [(line.label, line.value, line.piece) for line in label_lines(loose)]
    return sorted([*rows, *plain], key=lambda item: item[2].line)


def _provider_row(group: list[Piece]) -> tuple[str, str, Piece]:
    """All cells but the last as the label; a row of one filled cell beyond the first is a value without its label."""
    columns = sorted({piece.cell or 0 for piece in group})
    texts = [" ".join(piece.text for piece in group if piece.cell == column) for column in columns]
    if len(columns) == 1:
        return (texts[0], "", group[0]) if columns[0] == 0 or len(texts[0].split()) > 6 else ("", texts[0], group[0])
    return " ".join(texts[:-1]), texts[-1], group[0]


def _question(label: str, annex: Annex) -> Question | None:
    folded = fold(label)
    for question in annex.questions:
        if any(word in folded for word in question.barred):
            continue
        if any(all(word in folded for word in words) for words in question.labels) and len(folded) < 420:
            return question
    return None


def _by_key(annex: Annex, key: str) -> Question:
    return next(question for question in annex.questions if question.key == key)


def _provider_field(question: Question, value: str, piece: Piece) -> FieldValue:
    if not value:
        return blank_field(question.key, piece)
    return field(question.key, [Piece(value, piece.line, piece.last_line, piece.page)], question.kind)
