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
from joinedup.planning.values.counts import CountFound
from joinedup.planning.words import fold, without_number

_NOT_A_QUANTITY = re.compile(
    r"^\s*(?:\+|plus\b|and over|or over|years?\b|year olds?|days? (?:a|per) week|day(?:s)?\b|hours?\b|hrs\b|"
    r"weeks?\b|months?\b|minutes?\b|/7|x7|st\b|nd\b|rd\b|th\b|gps?\b|practices?\b)",
    re.IGNORECASE,
)
_NAMED_NUMBER = re.compile(
    r"(?:nhs|tab|part|annex|section|scheme|table|appendix|phase|page|level|over|aged?|age|band|tier)\s*$", re.I
)

_RUN_ON = re.compile(
    r"^(?P<label>.*(?:[Oo]utturn|\b[Pp]lan|prevent in 1\d-1\d\?|[Oo]rganisation|CEO|[Ww]ellbeing [Bb]oard|"
    r"electronic or typed\)|impact\?|your organisation\?))\s+(?P<value>[-−+]?\d[\d,.]*\s?%?|[A-Z£].{2,}|No|Yes.*)$"
)
_COMPARED = re.compile(
    r"(?:(?:%|per cent|baseline|outturn|plan|out|total|caseload|target) of|against|compared (?:to|with)|versus|\bvs\.?|"
    r"\bthan)\s+(?:(?:a|an|the|all|our|over|some)\s+)?(?:baseline of |outturn of |total of )?$|"
    r"\d\s+(?:out )?of (?:the|these|those|all|our)\s+$|"  # 340 of the 1,070: the part is promised
    r"\b(?:making|makes?|come to|adds? up to|bring(?:s|ing) (?:it|them|the total) to)\s+$",
    re.IGNORECASE,
)
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+"
_MOVE = re.compile(
    rf"\bfrom\s+(?:\w+ ){{0,3}}?(?P<one>{_NUMBER})(?![\d.,]*\d|\s?%)(?:\s+\(?[\w/]+\)?){{0,4}}?\s+to\s+"
    rf"(?P<two>{_NUMBER})(?!\d|[.,]\d|\s?%)",
    re.IGNORECASE,
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
    labels: dict[str, str] = {}
    for span in found:
        label = labels[span.question.key] = f"{labels.get(span.question.key, '')} {span.head.text}".strip()
        value = _scheme_field(span.question, span.answers, span.head, label)
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
        question = asked_by(label, annex)
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


def _scheme_field(question: Question | Heading, answers: list[Piece], head: Piece, label: str) -> FieldValue:
    if not answers:
        return blank_field(question.key, head)
    kind = question.kind if isinstance(question, Question) else "text"
    return field(question.key, answers, kind, label)


def _benefits(ref: str, pieces: Sequence[Piece]) -> list[Row]:
    rows: list[Row] = []
    for piece in pieces:
        for found, what in promises(piece.text):
            place = (piece.line, piece.last_line, piece.page)
            fields = (
                FieldValue("scheme", ref, line=piece.line, page=piece.page),
                FieldValue("quantity", str(found.number), found, None, 0.9, *place),
                FieldValue("what", what, None, None, 0.9, *place),
            )
            rows.append(Row("benefit", len(rows) + 1, fields))
    return rows


def promises(text: str) -> list[tuple[Count, str]]:
    """The quantities of a line, each with the words that say of what; 'from 640 to 520' promises 120."""
    found = [item for item in counts_in(text) if _is_quantity(text, item)]
    first = bool(found) and len(re.sub(r"[^A-Za-z]", "", text[: found[0].start])) < 8
    told: list[tuple[Count, str]] = []
    ends = [*(item.start for item in found[1:]), len(text)][: len(found)]
    for at, (item, stop) in enumerate(zip(found, ends, strict=True)):
        start = found[at - 1].end if at and not first else (item.start if at or first else 0)
        until = stop if first or at == len(found) - 1 else item.end + _rest_of_clause(text[item.end : stop])
        told.append((item.count, text[start:until].strip(" ,;.")))
    return [*told, *_moves(text)] if len(told) != 1 else [(told[0][0], text)]


def quantities(text: str) -> list[Count]:
    """The counts of things in a line: not years, ages, hours, nor numbers that are names or only compared with."""
    return [count for count, _ in promises(text)]


def _is_quantity(text: str, item: CountFound) -> bool:
    number, before, after = item.count.number, text[: item.start], text[item.end :]
    year = 1990 <= number <= 2040 and "," not in text[item.start : item.end]
    named = _NOT_A_QUANTITY.match(after) or _NAMED_NUMBER.search(before) or _COMPARED.search(before)
    moves = any(match.start() <= item.start < match.end() for match in _MOVE.finditer(text))
    return not (year or named or moves or number < 2 or after[:2] == "/7")


def _rest_of_clause(after: str) -> int:
    match = re.match(r"[^.;:,A-Z\d]*", after)
    return match.end() if match else 0


def _moves(text: str) -> list[tuple[Count, str]]:
    found = []
    for match in _MOVE.finditer(text):
        one, two = (int(match[name].replace(",", "")) for name in ("one", "two"))
        if one != two and not (1990 <= one <= 2040 and 1990 <= two <= 2040):
            found.append((Count(abs(one - two)), text))
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
    plain = [_run_on(line.label, line.value, line.piece) for line in label_lines(loose)]
    return sorted([*rows, *plain], key=lambda item: item[2].line)


def _run_on(label: str, value: str, piece: Piece) -> tuple[str, str, Piece]:
    """A label and its value on one line with nothing between them: 'CEO Jo Lister', '2014/15 Plan 17,620'."""
    match = None if value else _RUN_ON.match(label)
    return (match["label"], match["value"], piece) if match else (label, value, piece)


def _provider_row(group: list[Piece]) -> tuple[str, str, Piece]:
    """All cells but the last as the label; a row of one filled cell beyond the first is a value without its label."""
    columns = sorted({piece.cell or 0 for piece in group})
    texts = [" ".join(piece.text for piece in group if piece.cell == column) for column in columns]
    if len(columns) == 1:
        return (texts[0], "", group[0]) if columns[0] == 0 or len(texts[0].split()) > 6 else ("", texts[0], group[0])
    return " ".join(texts[:-1]), texts[-1], group[0]


def asked_by(label: str, annex: Annex) -> Question | None:
    """The question of a provider's commentary to which the label belongs."""
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
