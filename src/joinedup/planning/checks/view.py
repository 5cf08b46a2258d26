"""What a check looks at: the plan, its running text with places, its template, and other plans to compare with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from joinedup.planning.checks.marked import Marked, marked
from joinedup.planning.importing.anchors import is_prompt
from joinedup.planning.importing.own_forms import own_promises, own_schemes
from joinedup.planning.importing.own_letters import own_letters
from joinedup.planning.importing.parted import put_together
from joinedup.planning.importing.pieces import Piece, pieces_of
from joinedup.planning.plan import Plan, Row, SourceLine
from joinedup.planning.templates import Template, templates
from joinedup.planning.words import fold, sentences

_THIS_IS = re.compile(r"; (?:this|that|it) (?:is|was|makes|represents)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:This|That) (?:is|was|makes|represents|equates to|amounts to)\b(?= (?:an? |about |some |only |just |"
    r"around )?[£\d])"
)
_NO_HEADING = 25  # words: a paragraph that opens as a heading does, in a report laid out by another hand
_TOLD = {"answer", "row", "unplaced", "heading"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer and where it stands."""

    text: str
    line: int
    key: str | None


def _answers(rows: Sequence[Row]) -> int:
    return sum(not field.blank for row in rows for field in row.fields)


class View:
    """A plan seen by the checks; costly views are made once."""

    def __init__(self, plan: Plan, others: Sequence[Plan] = ()) -> None:
        self.plan = plan
        self.others = others
        self._lines = {line.number: line for line in plan.source}

    @cached_property
    def template(self) -> Template:
        """The form the plan was read against."""
        return templates()[self.plan.template]

    @cached_property
    def parted(self) -> frozenset[int]:
        """The lines on which labels stand apart from their values, so that nobody can say which belongs to which."""
        return put_together(self.plan.source, self.template).lost

    @cached_property
    def passages(self) -> list[Piece]:
        """Paragraphs and cells that are the authors' own words: not the form's headings and questions."""
        sheet = self.plan.format == "sheet"  # there the answer may stand right of a question that is known in part only
        told = _TOLD | {"prompt"} if sheet else _TOLD
        own = [line if line.role in told else replace(line, role="furniture") for line in self.plan.source]
        return [piece for piece in pieces_of(own) if not self._is_label(piece)]

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The passages parted into sentences."""
        found = []
        for piece in self.passages:
            for text in sentences(piece.text):
                found.append(Sentence(text, self.line_of(piece, text), self.key_at(piece.line)))
        return found

    @cached_property
    def marked(self) -> list[tuple[Sentence, Marked]]:
        """The sentences with their quantities marked; those without a figure are left out."""
        told = []
        for one, following in zip(self.sentences, [*self.sentences[1:], None], strict=False):
            text = _THIS_IS.sub(", which is", one.text)
            if following and following.line - one.line <= 2 and (more := _GOES_ON.match(following.text)):
                text = f"{text.rstrip('. ')}, which is {following.text[more.end() :].strip()}"
            found = marked(text)
            if found.quantities:
                told.append((one, found))
        return told

    def line_of(self, piece: Piece, text: str) -> int:
        """The line of the passage on which the words stand."""
        if piece.last_line == piece.line:
            return piece.line
        wanted = fold(text)[:18]
        for number in range(piece.line, piece.last_line + 1):
            if wanted in fold(self._lines[number].text):
                return number
        return piece.line

    def line(self, number: int | None) -> SourceLine | None:
        """The line of that number."""
        return self._lines.get(number) if number is not None else None

    def key_at(self, line: int | None) -> str | None:
        """The field to which a line belongs."""
        return self._lines[line].key if line in self._lines else None

    def page_at(self, line: int | None) -> int | None:
        """The page on which a line stands."""
        return self._lines[line].page if line in self._lines else None

    def role_at(self, line: int | None) -> str | None:
        """What a line was read as."""
        return self._lines[line].role if line in self._lines else None

    @cached_property
    def schemes(self) -> list[Row]:
        """The detailed scheme descriptions; where the national form is not used, the plan's own sheets."""
        read = self.plan.of_kind("scheme")
        own = [] if self.plan.format == "sheet" else own_schemes(pieces_of(self.plan.source))
        return own if len(own) >= len(read) and _answers(own) > _answers(read) else read

    @cached_property
    def benefits(self) -> list[Row]:
        """What the schemes promise, by the form's own question or by the plan's own sheets."""
        return (
            own_promises(self.schemes) if self.schemes != self.plan.of_kind("scheme") else self.plan.of_kind("benefit")
        )

    @cached_property
    def providers(self) -> list[Row]:
        """The providers' commentaries; where the national form is not used, their letters."""
        return self.plan.of_kind("provider") or own_letters(self.plan)

    def _is_label(self, piece: Piece) -> bool:
        line = self._lines[piece.line]
        if line.role == "heading" and piece.cell is None and len(piece.text.split()) > _NO_HEADING:
            return False
        if line.role in ("heading", "prompt"):
            return piece.cell in (None, 0)
        if piece.cell == 0 and line.key and is_prompt(piece.text, self.template.question(line.key)):
            return True  # a question and its answer on one row
        return bool(line.key and line.key.startswith("1a.") and piece.cell == 0 and piece.cells > 1)
