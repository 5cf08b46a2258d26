"""Words shared with other plans, and answers given twice within one."""

import re
from collections.abc import Iterator

from joinedup.planning.checks.check import ADVICE, WARNING, Check, Found
from joinedup.planning.checks.view import View
from joinedup.planning.likeness import shared_passages
from joinedup.planning.words import fold

LONG_ENOUGH = 25
_NAMED = re.compile(r"^(?P<name>[^.:–]{3,60}?)\s*(?:[.:]|\s–)\s+(?P<words>.+)$", re.DOTALL)


def _others(view: View) -> Iterator[Found]:
    for other in view.others:
        for passage in shared_passages(view.plan, other):
            message = f"{passage.words} words stand in {other.name} too (line {passage.other_line})"
            yield Found(message, passage.line, text=passage.text)


def _within(view: View) -> Iterator[Found]:
    first: dict[str, tuple[int, str | None]] = {}
    for piece in view.passages:
        words, key = fold(piece.text), view.key_at(piece.line)
        if len(words.split()) < LONG_ENOUGH or (key or "").startswith(("a1.", "risk", "5a.", "4.")):
            continue
        if words in first and first[words][1] != key:
            yield Found(
                f"the same words answer another question on line {first[words][0]}", piece.line, text=piece.text
            )
        first.setdefault(words, (piece.line, key))


def _described(view: View) -> Iterator[Found]:
    """Two things of one answer, each with its name before the same words."""
    first: dict[str, tuple[int, str]] = {}
    for piece in view.passages:
        named = _NAMED.match(piece.text)
        words = fold(named["words"]) if named else ""
        if not named or len(words.split()) < LONG_ENOUGH:
            continue
        line, name = first.setdefault(words, (piece.line, fold(named["name"])))
        if name != fold(named["name"]):
            message = f"the same words describe something else on line {line}"
            yield Found(message, piece.line, text=piece.text, severity=WARNING)


def _all(view: View) -> Iterator[Found]:
    yield from _within(view)
    yield from _described(view)


CHECKS = (
    Check(
        code="text-shared",
        title="Words shared with another plan",
        why="What was written for another place says little about this one; reviewers look twice.",
        example="a risk word for word the same in two counties",
        fix="say what is true here, or name the source",
        severity=WARNING,
        run=_others,
    ),
    Check(
        code="text-repeated",
        title="The same words under two questions",
        why="At most one of the questions is answered.",
        example="one paragraph under the vision and again under alignment",
        fix="answer each question, and point from one to the other",
        severity=ADVICE,
        run=_all,
    ),
)
