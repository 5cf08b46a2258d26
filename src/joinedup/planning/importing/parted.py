"""Labels whose values stand apart: a run of labels, then a run of values, as tools take a table out of a PDF.

Where such a run holds as many values as labels, and each date, sum and count falls to a label that asks for one, they
are put together as the rows they were. Where it does not, the lines are told, so that nobody calls them unanswered.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from joinedup.planning.importing.annexes import asked_by
from joinedup.planning.importing.signatures import asks_in_sign_off, is_start
from joinedup.planning.plan import SourceLine
from joinedup.planning.templates import Template
from joinedup.planning.values import parse_count, parse_date, parse_money, parse_percent
from joinedup.planning.words import clean, fold, without_number

_YEAR = re.compile(r"^\W*(?:20)?\d\d\s?[/–-]\s?(?:20)?\d\d\W*$")
_LABEL_END = re.compile(
    r"^(?:\W|of|itf|bcf|pooled|budget|the|£000s?|(?:20)?\d\d\s?[/–-]\s?(?:20)?\d\d)*$", re.IGNORECASE
)
_PRINTED = re.compile(
    r"^(?:for (?:provider|hwb) to populate|question|response|total number of non elective.*|ffces.*)$", re.IGNORECASE
)
_STOP = re.compile(r"^\W*(?:\(?[a-z0-9]{1,2}[).]\s|ANNEX\b|section\b)", re.IGNORECASE)
_LONGEST_LABEL = 5  # lines
_LONGEST_VALUE = 40  # words
_REF = re.compile(r"^[A-Z]{0,6}[ ./-]?\d{1,3}[a-z]?\W*$")
_PARSE: dict[str, Callable[[str], object]] = {
    "date": parse_date,
    "money": parse_money,
    "count": parse_count,
    "percent": parse_percent,
    "ref": _REF.match,
}


@dataclass(frozen=True, slots=True)
class _Token:
    """A label with the kind of its value, or a stretch without a label (kind '')."""

    text: str
    lines: tuple[SourceLine, ...]
    kind: str
    block: int


@dataclass(slots=True)
class _Run:
    """Labels that follow each other, and what stands after them."""

    labels: list[_Token] = field(default_factory=list)
    values: list[_Token] = field(default_factory=list)
    opened: _Token | None = None


@dataclass(frozen=True, slots=True)
class Parted:
    """``lines``: the document with the pairs put together; ``labels``: the numbers of the lines that were put
    elsewhere by it; ``lost``: those where no value can be given to its label."""

    lines: tuple[SourceLine, ...]
    labels: frozenset[int] = frozenset()
    lost: frozenset[int] = frozenset()


def put_together(lines: Sequence[SourceLine], template: Template) -> Parted:
    """The document's lines, each label of a parted run beside its value where that is plain."""
    every = _runs(_tokens(lines, template))
    runs = [run for run in every if len(run.labels) > 1 and run.values]
    if not any(_proves(run) for run in runs):
        return Parted(tuple(lines))
    rows: dict[int, SourceLine] = {}
    moved: set[int] = set()
    lost: set[int] = set()
    for label in (token for run in every if len(run.labels) == 1 for token in run.labels):
        rows[label.lines[0].number] = replace(label.lines[0], text=label.text)
        moved |= {line.number for line in label.lines[1:]}
    for run in runs:
        values = _values_of(run)
        if values is None:
            lost |= set(_places(run))
            continue
        for label, value in zip(run.labels, values, strict=True):
            first = value.lines[0]
            rows[first.number] = replace(first, cells=(label.text, value.text))
            moved |= {line.number for line in (*label.lines, *value.lines[1:])}
    kept = tuple(_kept(line, rows, moved) for line in lines)
    return Parted(kept, frozenset(moved), frozenset(lost))


def _kept(line: SourceLine, rows: dict[int, SourceLine], moved: set[int]) -> SourceLine:
    return rows.get(line.number) or (replace(line, role="furniture") if line.number in moved else line)


def _places(run: _Run) -> Iterator[int]:
    tokens = [*([run.opened] if run.opened else []), *run.labels, *run.values[: len(run.labels) + 3]]
    for token in tokens:
        yield from (line.number for line in token.lines)


def _proves(run: _Run) -> bool:
    """True for a run that no form has where each value stands after its label: the last label asks for a date or a
    number, and what stands next is none, while the one that belongs to it comes later."""
    kind = run.labels[-1].kind
    earlier = [label.kind for label in run.labels[:-1]]
    if _values_of(run) is not None and any(label.kind != "text" for label in run.labels):
        return True
    values = run.values[: len(run.labels) + 3]
    return kind != "text" and "text" in earlier and not _is(kind, values[0]) and any(_is(kind, one) for one in values)


def _values_of(run: _Run) -> list[_Token] | None:
    """The value of each label, None where that is not plain."""
    for values in (run.values, _by_line(run.values)):
        whole = len(values) == len(run.labels)
        if not whole and (len(values) < len(run.labels) or run.labels[-1].kind == "text"):
            continue
        pairs = list(zip(run.labels, values, strict=False))
        if all(_is(label.kind, value) for label, value in pairs):
            return [value for _, value in pairs]
    return None


def _by_line(values: Sequence[_Token]) -> list[_Token]:
    return [_Token(clean(line.text), (line,), "", value.block) for value in values for line in value.lines]


def _is(kind: str, value: _Token) -> bool:
    if kind == "text":
        return not any(parse(value.text) for name, parse in _PARSE.items() if name not in {"count", "ref"})
    if len(value.text.split()) > 8:
        return False
    return bool(_PARSE[kind](value.text))


def _runs(tokens: Sequence[_Token]) -> list[_Run]:
    runs = [_Run()]
    opened: _Token | None = None
    for token in tokens:
        if token.kind == "stop":
            runs.append(_Run())
        elif token.kind:
            if runs[-1].values:
                runs.append(_Run())
            if token.kind != "closed":
                runs[-1].opened = runs[-1].opened or opened
                runs[-1].labels.append(token)
            opened = token if is_start(token.text) else opened
        elif runs[-1].labels:
            runs[-1].values.append(token)
    return runs


def _tokens(lines: Sequence[SourceLine], template: Template) -> list[_Token]:
    """The document as labels and what stands between them."""
    asked = _Asked(template)
    tokens: list[_Token] = []
    for number, block in enumerate(_blocks(lines)):
        at = 0
        rest: list[SourceLine] = []
        while at < len(block):
            count, kind = asked.label(block[at:])
            if count:
                tokens += _value(rest, number)
                rest = []
                tokens.append(_Token(_joined(block[at : at + count]), tuple(block[at : at + count]), kind, number))
            else:
                rest.append(block[at])
            at += count or 1
        tokens += _value(rest, number)
    return [token for token in tokens if not _PRINTED.match(fold(token.text))]


def _value(lines: Sequence[SourceLine], block: int) -> list[_Token]:
    text = _joined(lines, "\n")
    if not text:
        return []
    stop = (_STOP.match(text) and not parse_date(text)) or len(text.split()) > _LONGEST_VALUE
    return [_Token(text, tuple(lines), "stop" if stop else "", block)]


def _joined(lines: Sequence[SourceLine], between: str = " ") -> str:
    return between.join(words for line in lines if (words := clean(line.text)))


def _blocks(lines: Sequence[SourceLine]) -> list[list[SourceLine]]:
    """Lines parted by empty ones, by rows and by the turn of a page."""
    told = [line for line in lines if line.role != "furniture"]
    groups = groupby(told, key=lambda line: (bool(line.text.strip()) and not line.cells, line.page))
    return [list(group) for (words, _), group in groups if words]


class _Asked:
    """Knows the form's labels, each only in its own part of the document."""

    def __init__(self, template: Template) -> None:
        self.front = [question for question in template.questions if question.key.startswith("1a.")]
        self.provider, self.scheme = (template.annexes.get(name) for name in ("provider", "scheme"))
        self.place, self.money = "front", False

    def label(self, lines: Sequence[SourceLine]) -> tuple[int, str]:
        """How many of the lines are one label, and what it asks for; 0 when none begins here."""
        for count in range(min(_LONGEST_LABEL, len(lines)), 0, -1):
            text = _joined(lines[:count])
            kind = self._kind(text)
            if kind:
                self.money = kind == "money"
                return count, kind
        return 0, ""

    def _kind(self, text: str) -> str:
        if is_start(text):
            self.place = "sign-off"
        if self.provider and fold(without_number(text)) in {fold(words) for words in self.provider.start}:
            self.place = "provider"
        elif self.scheme and fold(without_number(text)) in {fold(words) for words in self.scheme.start}:
            self.place = "scheme"
        if self.place == "front":
            return self._front(text)
        if self.place == "sign-off":
            return asks_in_sign_off(text)
        if self.place == "scheme":
            return self._scheme(text)
        question = asked_by(text, self.provider) if self.provider and len(text.split()) <= 20 else None
        kind = question.kind if question else ""
        return kind if kind in _PARSE or not kind else "text"

    def _front(self, text: str) -> str:
        if self.money and _YEAR.match(text):
            return "money"
        folded = fold(without_number(text)).replace("health and well being", "health and wellbeing")
        for question in self.front:
            known = next((words for words in map(fold, question.headings) if folded.startswith(words)), None)
            if known is not None and _LABEL_END.match(folded[len(known) :]):
                kind = question.kind.removesuffix(" per year")
                return kind if kind in _PARSE else "text"
        return ""

    def _scheme(self, text: str) -> str:
        """The two short answers a scheme begins with; its other questions only end what stands before them."""
        folded = fold(without_number(text))
        for question in self.scheme.questions if self.scheme else ():
            words = [fold(heading) for heading in question.headings]
            if question.key in {"a1.ref", "a1.name"} and folded in words:
                return "ref" if question.key == "a1.ref" else "text"
            if len(folded.split()) <= 12 and any(heading in folded for heading in words if " " in heading):
                return "closed"
        return ""
