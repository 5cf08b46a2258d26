"""Marks of copying and scanning: tags, letters of other alphabets, figures nobody can read, doubts left in."""

import re
from collections.abc import Iterator

from joinedup.planning.checks.check import ADVICE, WARNING, Check, Found
from joinedup.planning.checks.view import View
from joinedup.planning.words import has_foreign_letters

_TAG = re.compile(r"</?(?:p|ul|ol|li|u|b|i|br|span|div|strong|em|td|tr|table)\b[^>]*>", re.IGNORECASE)
_GARBLED = re.compile(r"(?<!\S)(?=\S*\d)(?=\S*[=|~^{}§¬])[\d=|~^{}§¬/\\,.£]{3,}(?!\S)")
_MALFORMED = re.compile(r"£\s?\d{1,3}(?:,\d{3})*(?:,\d{1,2}(?=[,\s.;)]|$)|,\d{4,})|£\s?\d+(?:\.\d+){2,}")
_DOUBT = re.compile(r"\(\s*\?+\s*\)|(?<=\w)\?\s*\)")


def _markup(view: View) -> Iterator[Found]:
    lines = [line for line in view.plan.source if _TAG.search(line.text) and line.role != "prompt"]
    if lines:
        message = f"markup of a web page is left in {len(lines)} lines"
        yield Found(message, lines[0].number, text=lines[0].text)
    strange = [line for line in view.plan.source if has_foreign_letters(line.text) and len(line.text) < 4000]
    if strange:
        message = (
            f"letters of another alphabet stand in {len(strange)} lines, as scanning leaves them; they were "
            f"read as their look-alikes"
        )
        yield Found(message, strange[0].number, text=strange[0].text)


def _garbled(view: View) -> Iterator[Found]:
    for line in view.plan.source:
        match = _GARBLED.search(line.text) if len(line.text) < 400 else None
        if match and line.role in {"answer", "row", "unplaced"}:
            yield Found(f"{match[0]!r} cannot be read", line.number, text=line.text)
    for piece in view.passages:
        for slip in _MALFORMED.finditer(piece.text):
            yield Found(f"{slip[0]!r} is no sum of money: its commas are wrong", piece.line, text=slip[0])


def _unsure(view: View) -> Iterator[Found]:
    for field in view.plan.fields:
        if field.confidence < 0.6 and not field.blank:
            yield Found(
                f"{field.text[:40]!r} stood apart from its label; it was read as the answer here", field.line, field.key
            )


def _doubts(view: View) -> Iterator[Found]:
    for piece in view.passages:
        match = _DOUBT.search(piece.text)
        asks = piece.text.endswith("?") and len(piece.text.split()) <= 8 and view.role_at(piece.line) == "row"
        if match or asks:
            yield Found("a question mark is left in", piece.line, text=piece.text)


CHECKS = (
    Check(
        code="markup-left-in",
        title="Markup or strange letters left in",
        why="The words were copied or scanned and nobody has read them since.",
        example="<ul style=…> in a table",
        fix="write the text afresh",
        severity=ADVICE,
        run=_markup,
    ),
    Check(
        code="value-unreadable",
        title="Figures nobody can read",
        why="A figure lost in scanning is a figure missing.",
        example="004=/40",
        fix="write the figure again",
        severity=WARNING,
        run=_garbled,
    ),
    Check(
        code="reading-unsure",
        title="Read, but not surely",
        why="A value that stood apart from its label may belong to another.",
        example="£240m two lines above its year",
        fix="look at it beside its source, and confirm or correct it",
        severity=ADVICE,
        run=_unsure,
    ),
    Check(
        code="doubt-left-in",
        title="The writer's own doubt left in",
        why="A question mark in a plan says that somebody meant to come back.",
        example="Incentives (?)",
        fix="settle it, or take it out",
        severity=ADVICE,
        run=_doubts,
    ),
)
