"""The first page of the form: bodies, dates and the pool's money by year, from labels and values in any layout."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from joinedup.planning.importing.answers import blank_field, joined
from joinedup.planning.importing.answers import field as read_field
from joinedup.planning.importing.pieces import Piece
from joinedup.planning.plan import FieldValue
from joinedup.planning.templates import Question
from joinedup.planning.values import dates_in
from joinedup.planning.values.money import Money, money_in, parse_money, unit_in_label
from joinedup.planning.words import fold, without_number

_YEAR = re.compile(r"(?<![\d/£,])(?:20)?(\d{2})\s?[/\-–]\s?(?:20)?(\d{2})(?![\d/])")
_WORD = re.compile(r"[^\W\d_]{3,}")
_OWN = re.compile(
    r"^\W*(?:version|status|authors?|contact|telephone|e-?mail|date|region|area|lead|owner|period)\W*$", re.I
)
_NOTHING = re.compile(r"^(?:nil|none|n/?a|nought|not applicable|tb[acd]|to be (?:agreed|confirmed|determined))\b", re.I)
_BRACKETED = re.compile(r"\([^)]{0,1000}\)")


@dataclass(slots=True)
class _Money:
    """Which years wait for an amount, and what has been given."""

    question: Question
    head: Piece
    years: list[str] = field(default_factory=list)
    given: dict[str, FieldValue] = field(default_factory=dict)
    label: str = ""


class FrontPage:
    """Reads label and value pairs; ``fields`` are the answers, ``used`` the numbers of the pieces that were read."""

    def __init__(self, questions: Sequence[Question], years: Sequence[str]) -> None:
        self.questions, self.all_years = questions, years
        self.values: dict[str, list[Piece]] = {}
        self.heads: dict[str, Piece] = {}
        self.money: dict[str, _Money] = {}
        self.used: set[int] = set()
        self.current: Question | None = None

    def read(self, pieces: Sequence[Piece]) -> list[FieldValue]:
        """All fields of the page, blank ones too; a question that is not there has none."""
        for at, piece in enumerate(self._whole_labels(pieces)):
            if self._take(piece):
                self.used.add(at)
        return [*self._plain(), *self._amounts()]

    def _whole_labels(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Labels broken over lines beside their value put together: 'Minimum required £5', 'value of the pool:'."""
        whole = list(pieces)
        phrases = [phrase.split() for question in self.questions for phrase in map(fold, question.headings)]
        for at, piece in enumerate(whole[:-1]):
            below = whole[at + 1]
            words, next_words = fold(piece.text).split(), fold(below.text).split()
            if piece.in_row or below.cell not in (None, 0):
                continue
            for phrase in phrases:
                if split := _value_within(piece.text, phrase):
                    whole[at] = replace(piece, text=split)
                    break
                cut = next((n for n in range(len(phrase) - 1, 0, -1) if words[:n] == phrase[:n]), 0)
                rest = phrase[cut:]
                if below.in_row and next_words != rest:
                    continue
                if cut < (1 if below.in_row else 2):
                    continue
                if len(words) > cut and words[: len(phrase)] != phrase and next_words[: len(rest)] == rest:
                    own, more = piece.text.split(), below.text.split()
                    whole[at] = replace(piece, text=" ".join([*own[:cut], *more[: len(rest)], *own[cut:]]))
                    whole[at + 1] = replace(below, text=" ".join(more[len(rest) :]) or " ")
                    break
        return whole

    def labels(self) -> list[Piece]:
        """The pieces that are labels of the form."""
        return list(self.heads.values())

    def _take(self, piece: Piece) -> bool:
        question, rest = (None, piece.text) if piece.cell not in (None, 0) else self._label(piece)
        if question:
            self._begin(question, piece)
        elif piece.cell == 0 and piece.cells == 2 and (_OWN.match(piece.text) or len(_WORD.findall(piece.text)) >= 2):
            self.current = None  # a label that the form has not: its value is no answer to the one above
        if not self.current:
            return False
        if not rest:
            return True
        if self.current.kind == "money per year":
            return self._amount(self.money[self.current.key], replace(piece, text=rest), bool(question)) or bool(
                question
            )
        self.values[self.current.key].append(replace(piece, text=rest))
        return True

    def _begin(self, question: Question, piece: Piece) -> None:
        self.current = question
        self.heads.setdefault(question.key, piece)
        if question.kind == "money per year":
            record = self.money.setdefault(question.key, _Money(question, piece))
            record.years, record.label = [], piece.text
        else:
            self.values.setdefault(question.key, [])

    def _label(self, piece: Piece) -> tuple[Question | None, str]:
        text = without_number(piece.text)
        head, colon, after = text.partition(":")
        folded, whole = fold(head), fold(text)
        for question in self.questions:
            phrases = [fold(phrase) for phrase in question.headings]
            if folded in phrases and (colon or folded == whole):
                return question, _after_label(text, question) or after.strip()
            words = len(folded.split())
            if question.labels and words <= 18 and any(all(w in folded for w in ws) for ws in question.labels):
                return question, _after_label(text, question)
        return self._run_on(piece.text)

    def _run_on(self, text: str) -> tuple[Question | None, str]:
        """A label and its value on one line without a colon, taken only for a question not met before."""
        whole = fold(without_number(text))
        for question in self.questions:
            for phrase in question.headings:
                known = fold(phrase)
                if question.key not in self.heads and " " in known and whole.startswith(f"{known} "):
                    return question, " ".join(without_number(text).split()[len(phrase.split()) :])
        return None, text

    def _amount(self, record: _Money, piece: Piece, in_label: bool) -> bool:
        text = piece.text
        record.label += f" {text}" if unit_in_label(text) else ""
        years = [f"20{a}_{b}" for a, b in _YEAR.findall(text)]
        if not money_in(_YEAR.sub("", text)):
            years = [year for year in years if not _settled(record, year)]
        record.years += [year for year in years if year in self.all_years]
        if years and money_in(_YEAR.sub("", text)):  # a year beside its sum leaves nothing to those before it
            record.years = [year for year in years if year in self.all_years]
        bare = _YEAR.sub("", text).strip(" :–-")
        amounts = [found.money for found in money_in(_BRACKETED.sub("", bare), record.label)]
        if not amounts and not in_label and (alone := parse_money(bare, record.label)):
            amounts = [alone]
        if not amounts and _NOTHING.match(bare) and record.years:
            self._give(record, piece, bare, None)
            return True
        wanted = max(1, len(record.years))
        for amount in amounts[:wanted]:
            self._give(record, piece, bare if len(amounts) == 1 or wanted == 1 else _shown(bare, amount), amount)
        return bool(amounts or years or (in_label and not bare))

    def _give(self, record: _Money, piece: Piece, raw: str, amount: Money | None) -> None:
        sure = bool(record.years)
        if record.years:
            year = record.years.pop(0)
        else:
            free = [year for year in self.all_years if year not in record.given]
            year = free[0] if free else self.all_years[-1]
        if year in record.given and not sure:
            return
        key = f"{record.question.key}.{year}"
        unit = unit_in_label(record.label) or (amount.unit if amount else "") or None
        record.given[year] = FieldValue(
            key, raw, amount, unit, 1.0 if sure else 0.5, piece.line, piece.last_line, piece.page
        )

    def _plain(self) -> list[FieldValue]:
        fields = []
        for question in self.questions:
            if question.key in self.values:
                pieces = self.values[question.key]
                kind = question.kind if question.kind == "date" else "text"
                fields.append(
                    read_field(question.key, pieces, kind)
                    if joined(pieces)
                    else blank_field(question.key, self.heads[question.key])
                )
        return fields

    def _amounts(self) -> list[FieldValue]:
        fields = []
        for record in self.money.values():
            sure = not record.given or any(field.confidence == 1 for field in record.given.values())
            for year in self.all_years if sure else record.given:  # a label without a year asks for one sum
                blank = blank_field(f"{record.question.key}.{year}", record.head)
                fields.append(record.given.get(year, blank))
        return fields


def _settled(record: _Money, year: str) -> bool:
    """True for a year named below the sum it belongs to, in the rest of its label: it waits for no other."""
    given = record.given.get(year)
    return bool(given and given.confidence < 1 and not record.years)


def _value_within(text: str, phrase: Sequence[str]) -> str:
    """The label before its value where the value stands in its midst, the label's rest being on the line below."""
    words, own = fold(text).split(), text.split()
    if len(words) <= len(phrase) or words[: len(phrase)] == list(phrase):
        return ""
    for cut in range(len(phrase) - 1, 1, -1):
        rest = len(phrase) - cut
        if words[:cut] == list(phrase[:cut]) and words[-rest:] == list(phrase[cut:]):
            label = [*own[:cut], *own[-rest:]]
            if fold(" ".join(label)).split() == list(phrase):
                return f"{' '.join(label).rstrip(' :')}: {' '.join(own[cut:-rest])}"
    return ""


def _after_label(text: str, question: Question) -> str:
    """What follows the label; of money, from its year on, which may stand before the colon."""
    if question.kind == "money per year":
        places = [match.start() for match in (_YEAR.search(text), re.search(r"£\s?(?!000)\d", text)) if match]
        if places:
            return text[min(places) :]
    if question.kind == "date" and ":" not in text and (dates := dates_in(text)):
        return text[dates[0].start :]
    return text.partition(":")[2].strip()


def _shown(text: str, amount: Money) -> str:
    """The words of one amount out of several."""
    return next(
        (text[found.start : found.end] for found in money_in(text) if found.money.written == amount.written), text
    )
