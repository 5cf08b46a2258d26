"""Schemes laid out by a plan's own hand: the same labels under one title after another."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from joinedup.planning.importing.annexes import promises
from joinedup.planning.importing.pieces import Piece
from joinedup.planning.parsed import parsed_as
from joinedup.planning.plan import FieldValue, Row
from joinedup.planning.words import fold, sentences

_LABEL = re.compile(r"(?P<label>[A-Z][^.:?!;£\n]{1,58}?)(?P<mark>[:?]|\.(?= )|\s[–-](?= ))\s*")
_INSIDE = re.compile(r"(?<=[.;!?])\s+(?=[A-Z][A-Za-z'’ -]{2,40}:\s)")
_REF = re.compile(  # S1, 3, 'Scheme A', 'A.' or 'A –': a letter alone is an article
    r"^(?:(?:scheme\s+)?(?:no\.?\s*)?(?P<ref>[A-Z]{1,5}[ -]?\d{1,2}|\d{1,2}|[A-Z](?=[.:)]|\s[–-]))|"
    r"scheme\s+(?P<letter>[A-Z]))(?=[\s.:)–-])\W*",
    re.IGNORECASE,
)
_NAME = re.compile(r"^\W*scheme (?:name|title)\s*[:.–-]\s*(?P<name>\S.*)$", re.IGNORECASE)
_YEARS = re.compile(r"\s*\b(?:in |for )?(?:20)?\d\d[/–-](?:20)?\d\d\b")
_LABEL_WORDS, _TITLE_WORDS, _TITLE_LETTERS, _FEWEST, _PARAGRAPH = 9, 12, 200, 3, 15
_MEANT = (  # the first that fits, by how councils call the questions of a scheme
    ("measure", r"\b(?:measure|measured|measures|metric|indicator|outcome measure)s?\b"),
    ("a1.feedback_loop", r"\b(?:evaluat\w*|feedback|know|monitor\w*|judge\w*|tell whether|review\w*)\b"),
    ("a1.investment", r"\b(?:money|costs?|invest\w*|budget|funding|funds|spend|price|sum|£)"),
    ("a1.success_factors", r"\b(?:success|go right|depends?|needs to|risks?)\b"),
    ("a1.evidence_base", r"\b(?:evidence|learn\w*|based on|why we (?:think|believe)|research)\b"),
    ("a1.delivery_chain", r"\b(?:commission\w*|provid\w*|deliver\w*|buys|lead)\b"),
    ("a1.impact", r"\b(?:impact|expect\w*|achieve\w*|benefits?|results?|outcomes?|effects?|change)\b"),
    ("a1.objective", r"\b(?:aims?|objectives?|trying|purpose|goal)\b"),
    ("a1.overview", r"\b(?:how it works|what|who|whom|description|overview|cohort)\b"),
)
_TELLING = frozenset({"measure", "a1.feedback_loop", "a1.investment", "a1.impact"})


@dataclass(slots=True)
class _Sheet:
    """What stands under one title: all of it, and the labels with what is said at them."""

    title: Piece
    said: list[tuple[str, Piece]]
    told: dict[str, tuple[str, Piece]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)


def own_schemes(pieces: Sequence[Piece]) -> list[Row]:
    """A row of kind ``scheme`` for each title under which at least two of the usual questions are answered.

    ``measure`` is a key of its own: the national form asks for it together with the evaluation. A question that most
    of the sheets have and one has not is blank there.
    """
    sheets = [sheet for sheet in _sheets(pieces) if len(sheet.told) >= 2 and sheet.told.keys() & _TELLING]
    if len(sheets) < _FEWEST:
        return []
    times = Counter(key for sheet in sheets for key in sheet.told)
    usual = {key for key, count in times.items() if count >= max(_FEWEST, 0.7 * len(sheets))}
    return [_scheme(number, sheet, usual) for number, sheet in enumerate(sheets, 1)]


def own_promises(schemes: Sequence[Row]) -> list[Row]:
    """Rows of kind ``benefit``: what is told of each scheme's impact, a quantity each."""
    rows: list[Row] = []
    for scheme in schemes:
        impact = scheme.get("a1.impact")
        for count, what in promises(impact.text) if impact else ():
            place = (impact.line, impact.last_line, impact.page) if impact else (None, None, None)
            fields = (
                FieldValue("scheme", scheme.text("a1.ref") or scheme.text("a1.name"), None, None, 0.8, *place),
                FieldValue("quantity", str(count.number), count, None, 0.8, *place),
                FieldValue("what", what, None, None, 0.8, *place),
            )
            rows.append(Row("benefit", len(rows) + 1, fields))
    return rows


def _sheets(pieces: Sequence[Piece]) -> list[_Sheet]:
    lines = list(labelled_lines(pieces))
    usual = _usual(label for _, label, _ in lines)
    sheets: list[_Sheet] = []
    title: Piece | None = None
    since: list[tuple[str, Piece]] = []  # what stands below a line that may be the title of the next sheet
    for piece, label, value in lines:
        key = _meaning(label) if fold(_YEARS.sub("", label)) in usual else None
        if key is None and is_title(piece):
            if sheets:
                sheets[-1].said += since  # the line before was no title
            title, since = piece, []
            continue
        if key and title is not None:
            sheets.append(_Sheet(title, since))
            title, since = None, []
        told = since if title is not None or not sheets else sheets[-1].said
        told.append((f"{label}: {value}" if label else value, piece))
        if key and sheets and key not in sheets[-1].told:
            sheets[-1].told[key] = (value, piece)
            sheets[-1].labels[key] = label
    return sheets


def labelled_lines(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, str, str]]:
    """Each piece with its label and what follows it; a paragraph of several labels part by part."""
    rows: dict[int, Piece] = {}
    for piece in pieces:
        if piece.in_row:
            if piece.cell == 0 and piece.cells <= 2:
                rows = {piece.line: piece}
                if piece.cells == 1:
                    yield piece, piece.text, ""
            elif piece.line in rows and piece.cells == 2:
                yield piece, rows[piece.line].text.rstrip(" :"), piece.text
            continue
        for part in _INSIDE.split(piece.text):
            match = _LABEL.match(part)
            if match and len(match["label"].split()) <= (_LABEL_WORDS if match["mark"] in ":?" else 6):
                yield piece, match["label"], part[match.end() :].strip()
            else:
                yield piece, "", part


def _usual(labels: Iterator[str]) -> set[str]:
    times = Counter(fold(_YEARS.sub("", label)) for label in labels if label)
    return {label for label, count in times.items() if count >= _FEWEST and _meaning(label)}


def _meaning(label: str) -> str | None:
    folded = fold(label)
    return next((key for key, words in _MEANT if re.search(words, folded)), None)


def is_title(piece: Piece) -> bool:
    """A short line that is no sentence, no label and not drawn with dashes."""
    if len(piece.text) > _TITLE_LETTERS:
        return False
    words = 1 <= len(piece.text.split()) <= _TITLE_WORDS and bool(re.search(r"[^\W\d_]{3}", piece.text))
    return words and not piece.in_row and not piece.text.rstrip().endswith((".", ":", ";", ",", "?"))


def _scheme(number: int, sheet: _Sheet, usual: set[str]) -> Row:
    title = sheet.title
    place = (title.line, title.last_line, title.page)
    named = _NAME.match(title.text)
    words = named["name"] if named else title.text
    ref = _REF.match(words)
    name = words[ref.end() :] if ref else words
    fields = [FieldValue("a1.name", name.strip(" .:–-") or words, None, None, 0.8, *place)]
    if ref:
        fields.insert(0, FieldValue("a1.ref", ref["ref"] or ref["letter"], None, None, 0.8, *place))
    for key, (value, piece) in sheet.told.items():
        year = _YEARS.search(sheet.labels[key]) if key == "a1.investment" and value else None
        value = f"{year[0].strip()}: {value}" if year else value  # noqa: PLW2901 - as it is asked
        parsed = parsed_as("money", value, "") if key == "a1.investment" and value else None
        fields.append(FieldValue(key, value, parsed, None, 0.8, piece.line, piece.last_line, piece.page))
    fields += [_in_words(key, sheet) for key in sorted(usual - sheet.told.keys())]
    fields += _description(sheet)
    return Row("scheme", number, tuple(fields))


_IN_WORDS = {  # a question that a sheet answers in a sentence and not at a label
    "measure": re.compile(r"\bmeasured?\b", re.IGNORECASE),
    "a1.feedback_loop": re.compile(r"\b(?:evaluat\w+|monitored|reviewed (?:each|every|by|in))\b", re.IGNORECASE),
    "a1.investment": re.compile(r"\bcosts?\b[^.]{0,40}£\s?\d", re.IGNORECASE),
}


def _in_words(key: str, sheet: _Sheet) -> FieldValue:
    """The sentence of the sheet that answers what the other sheets have a label for; blank where none does."""
    words = _IN_WORDS.get(key)
    told = ((one, piece) for text, piece in sheet.said for one in sentences(text) if words and words.search(one))
    text, piece = next(told, ("", sheet.title))
    parsed = parsed_as("money", text, "") if key == "a1.investment" and text else None
    return FieldValue(key, text, parsed, None, 0.8, piece.line, piece.last_line, piece.page)


def _description(sheet: _Sheet) -> list[FieldValue]:
    """The paragraph between the title and the first label: what the scheme does, where no label asks for it."""
    if "a1.overview" in sheet.told or not sheet.said:
        return []
    text, piece = sheet.said[0]
    long = len(text.split()) >= _PARAGRAPH and text == piece.text[: len(text)]
    return [FieldValue("a1.overview", text, None, None, 0.8, piece.line, piece.last_line, piece.page)] if long else []
