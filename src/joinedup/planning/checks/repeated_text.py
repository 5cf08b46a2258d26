"""Words shared with other plans, and answers given twice within one."""

import re
from collections.abc import Iterator

from joinedup.planning.checks.check import ADVICE, WARNING, Check, Found
from joinedup.planning.checks.table_sums import known_table
from joinedup.planning.checks.view import View
from joinedup.planning.likeness import shared_passages
from joinedup.planning.plan import TableRow
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


_TWICE = 11  # words of one field or one scheme that stand again under another name
_DONE_BY_ALL = re.compile(
    r"\b(?:board|report|quarter|month|dashboard|review|monitor|measur|evaluat|governance|feedback)", re.IGNORECASE
)


def _under_two_names(view: View) -> Iterator[Found]:
    """The same passage twice in one answer, each time below a short heading of another name."""
    first: dict[str, tuple[int, str]] = {}
    heading = ""
    for piece in view.passages:
        words = fold(piece.text)
        many = len(words.split())
        if many <= 9 and not piece.in_row:
            heading = words if _TITLE.search(piece.text) else heading
            continue
        if many < _TWICE or piece.in_row or not heading or (many < LONG_ENOUGH and _DONE_BY_ALL.search(piece.text)):
            continue
        line, name = first.setdefault(words, (piece.line, heading))
        if name != heading and view.key_at(line) == view.key_at(piece.line):
            message = f"the same words describe something else on line {line}"
            yield Found(message, piece.line, text=f"{heading}: {piece.text}", severity=WARNING)


_TITLE = re.compile(
    r"^\W*(?:scheme\s+)?(?:[A-Z]{1,3}-?\d{1,2}|\d{1,2}|[A-Z])\b[:.)]?\s+[A-Z]|^\W*scheme\b", re.IGNORECASE
)


_ABOUT_IT = re.compile(r"\b(?:descri|what|aim|objective|overview|summary|purpose)", re.IGNORECASE)


def _in_one_column(view: View) -> Iterator[Found]:
    """Two rows of a table that are described word for word the same."""
    for table in (table for table in view.plan.tables if not known_table(view, table)):
        for at, head in enumerate(table.rows[0].cells):
            first: dict[str, TableRow] = {}
            for row in table.rows[1:] if _ABOUT_IT.search(head) else ():
                words = fold(row.cells[at]) if at < len(row.cells) else ""
                other = first.setdefault(words, row) if len(words.split()) >= _TWICE else row
                if other is not row and other.cells[:at] != row.cells[:at] and "?" not in row.cells[at]:
                    message = f"the same words describe something else on line {other.line}"
                    yield Found(message, row.line, text=f"{row.cells[0]}: {row.cells[at]}", severity=WARNING)


def _all(view: View) -> Iterator[Found]:
    yield from _in_one_column(view)
    yield from _within(view)
    yield from _under_two_names(view)
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
