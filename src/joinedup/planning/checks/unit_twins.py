"""One sum in two units: £655m in a sentence, 655 under £000 in the table for the same thing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from joinedup.basics.money import display
from joinedup.planning.checks.check import Found
from joinedup.planning.checks.marked import Quantity
from joinedup.planning.checks.view import Sentence, View
from joinedup.planning.values import Money
from joinedup.planning.values.money import unit_in_label
from joinedup.planning.words import fold

_FIGURE = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w%/]|[.,]\d)")
_SCALE = {"": Decimal(1), "k": Decimal(1000), "m": Decimal(1_000_000)}
_NEAR_HEAD = 30  # lines for which a unit in a heading holds
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "this that with from have will which their there these those than into each year years cost costs "
        "funding fund money "
        "total spend spent scheme schemes sums given gets council health social care service services better "
        "plan plans "
        "investment budget million thousand about some more less over under also other part being been were what "
        "when where",
    )
)
_POOL = re.compile(r"\b(?:pool|pooled|whole fund|the fund|total fund)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:nationally|england|english|government|treasury|national|country|turnover|hospital spends|NHS budget|"
    r"per (?:person|head|week|day|year)|"
    r"each|every|a (?:week|day|head|person|package|place)|an hour|unit cost|average|price|fewer|less|more)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum told somewhere in the plan, with the words beside it."""

    pounds: Decimal
    words: frozenset[str]
    line: int


def twins(view: View) -> Iterator[Found]:
    """Sums of sentences that stand elsewhere in the plan a thousand times smaller or greater, for the same thing."""
    told = [(sentence, text) for sentence, text in view.marked if text.kinds("M")]
    known = [*_pools(view), *_rows(view)]
    said = [
        _Sum(one.value, _content(sentence.text), sentence.line) for sentence, text in told for one in text.kinds("M")
    ]
    for sentence, text in told:
        if _ELSEWHERE.search(sentence.text):
            continue
        for one in text.kinds("M"):
            if one.value and one.money and one.money.unit:
                yield from _twin(sentence, one, known, said)


def _twin(sentence: Sentence, one: Quantity, known: Sequence[_Sum], said: Sequence[_Sum]) -> Iterator[Found]:
    others = [*known, *(other for other in said if other.line != sentence.line)]
    words = _content(sentence.text)
    if any(abs(other.pounds - one.value) <= one.half for other in others):
        return
    for factor in (Decimal("0.001"), Decimal(1000), Decimal("0.000001")):
        meant, hidden = one.value * factor, one.half * factor
        alike = [
            other for other in others if abs(other.pounds - meant) <= hidden and _same_thing(sentence, words, other)
        ]
        if alike and meant >= 1000 and _digits(one) >= 2:
            message = (
                f"as written this is {display(one.value)}; the same is {display(alike[0].pounds)} on line "
                f"{alike[0].line}"
            )
            yield Found(message, sentence.line, text=sentence.text)
            return


def _same_thing(sentence: Sentence, words: frozenset[str], other: _Sum) -> bool:
    """Words in common: all of a short label, or two and more of a longer one."""
    if not other.words:
        return False
    if other.words == frozenset({"pool"}):
        return bool(_POOL.search(sentence.text))
    shared = words & other.words
    return len(shared) >= min(2, len(other.words))


def _digits(one: Quantity) -> int:
    written = one.money.written if one.money else one.value
    return len(str(written.normalize().as_tuple().digits).replace(" ", "").replace(",", "")) - 2


def _content(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in fold(text).split() if len(word) > 3 and word.isalpha()) - _EMPTY


def _pools(view: View) -> Iterator[_Sum]:
    for field in view.plan.fields:
        if "_pool." in field.key and isinstance(field.parsed, Money):
            yield _Sum(field.parsed.pounds, frozenset({"pool"}), field.line or 0)


def _rows(view: View) -> Iterator[_Sum]:
    """Rows of figures with their label, in the unit of the last heading above them."""
    unit, at = "", -_NEAR_HEAD
    for line in view.plan.source:
        text = " ".join(cell for cell in line.cells if cell.strip()) or line.text
        if (found := unit_in_label(text)) and len(text) < 300:
            unit, at = found, line.number
        figures = _FIGURE.findall(text)
        label = _FIGURE.sub(" ", text)
        if not figures or len(label.split()) > 12:
            continue
        scale = _SCALE[unit] if line.number - at <= _NEAR_HEAD else Decimal(1)
        for digits in figures:
            value = Decimal(digits.replace(",", ""))
            if value >= 10 or (scale > 1 and value):
                yield _Sum(value * scale, _content(label), line.number)


_POINT = re.compile(r"(?<![\d.,£])(?P<whole>\d{2,3})(?![\d.,]*\d|\s?%)\s+(?:days?|hours?|weeks?|per cent|points?)\b")
_DECIMAL = re.compile(r"(?<![\d.,£])\d{1,2}\.\d(?![\d.])")
_ALIKE = 3  # words in common that make two figures one


def moved_points(view: View) -> Iterator[Found]:
    """'an average of 46 days' where the table of measures has 4.6 for the same."""
    known = []
    for line in view.plan.source:
        cells = [cell for cell in line.cells if cell.strip()]
        if len(cells) >= 2 and len(cells[0].split()) >= 3:
            known += [
                (digits, _content(cells[0]), line.number) for cell in cells[1:] for digits in _DECIMAL.findall(cell)
            ]
    for sentence in view.sentences if known else ():
        words = _content(sentence.text)
        for match in _POINT.finditer(sentence.text):
            alike = [
                (digits, line)
                for digits, label, line in known
                if digits.replace(".", "") == match["whole"] and len(label & words) >= _ALIKE
            ]
            if alike:
                message = f"{match[0]} here, {alike[0][0]} for the same on line {alike[0][1]}: the point has moved"
                yield Found(message, sentence.line, text=sentence.text)
