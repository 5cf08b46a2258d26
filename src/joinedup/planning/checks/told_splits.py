"""Shares that are told of one whole: each with its part in brackets, two that part it, one of what was told before."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from joinedup.planning.checks.check import Found
from joinedup.planning.checks.marked import Marked, Quantity
from joinedup.planning.checks.told_before import slip
from joinedup.planning.checks.view import Sentence, View

_PAIR = re.compile(r"‹P(?P<share>\d+)› ?\((?:about |or )?‹(?P<kind>[NM])(?P<part>\d+)›\)")
_TURNED = re.compile(r"‹(?P<kind>[NM])(?P<part>\d+)› ?\((?:about |or )?‹P(?P<share>\d+)›\)")
_LISTED = re.compile(  # bears 90% of this risk, £1,314,180, and the other 10%, £146,020
    r"‹P(?P<share>\d+)›(?: of (?:this|that|the) [\w ]{1,20}?)?, ‹(?P<kind>[NM])(?P<part>\d+)›(?=[,.;]|$| and)"
)
_RATIO = re.compile(
    r"‹N(?P<one>\d+)›[^‹›.;]{0,40}?(?:,|\band\b) [^‹›.;]{0,40}?‹N(?P<two>\d+)›(?: [\w-]+){0,3}\)?,? ?"
    r"(?:that is|which is|or|being|i\.?e\.?,?)[^‹›.;]{0,15}?‹P(?P<first>\d+)› and ‹P(?P<second>\d+)›",
    re.IGNORECASE,
)
_OF_ALL = re.compile(r"\b(?:of|out of) (?:the |our |these |those |all )?‹N(?P<whole>\d+)›", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:reduc|decreas|fewer|less|more|increas|ris(?:e|es|ing|en)\b|rose|fall|fell|cut|grow|higher|lower|"
    r"target|aim|by\b|to be)",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(r"‹N\d+› (?:\w+ ){0,2}(?:out )?of (?:the |our |these )?$", re.IGNORECASE)  # 114 of 240 (47.5%)
_NEAR = 2  # lines
_HIDDEN = Decimal("0.05")


def wrong_splits(view: View) -> Iterator[Found]:
    """'A holds 88% (£936,197) and B 12% (£172,663)': two shares of one whole that cannot both be right."""
    before: tuple[Sentence, Marked] | None = None
    for sentence, text in view.marked:
        near = before[1] if before and 0 <= sentence.line - before[0].line <= _NEAR else None
        yield from _in_brackets(sentence, text, near)
        yield from _ratios(sentence, text)
        yield from _of_the_list(sentence, text, near)
        before = (sentence, text)


def _in_brackets(sentence: Sentence, text: Marked, near: Marked | None) -> Iterator[Found]:
    """Pairs of a share and its part of which most fit one sum or number told here or just before."""
    matches = [*_PAIR.finditer(text.text), *_TURNED.finditer(text.text)] or [*_LISTED.finditer(text.text)]
    matches = [match for match in matches if not _OF_ANOTHER.search(text.text[: match.start()])]
    pairs = [(text.of(match, "part"), text.of(match, "share")) for match in matches]
    if len(pairs) < 2 or len({part.kind for part, _ in pairs}) > 1 or _CHANGED.search(text.text):
        return
    own = {id(part) for part, _ in pairs}
    told = [*text.kinds(pairs[0][0].kind), *(near.kinds(pairs[0][0].kind) if near else [])]
    for whole in (one for one in told if id(one) not in own and one.value > max(part.value for part, _ in pairs)):
        wrong = [(part, share) for part, share in pairs if not _fits(part, whole, share)]
        if 0 < len(wrong) <= len(pairs) / 2:
            for part, share in wrong:
                if not any(_fits(part, other, share) for other in told if other.value > part.value):
                    true = 100 * part.value / whole.value
                    message = f"{part} of {whole} is {true:.1f}%, not {share.words}"
                    yield Found(message, sentence.line, text=sentence.text)
            return


def _fits(part: Quantity, whole: Quantity, share: Quantity) -> bool:
    return abs(100 * part.value / whole.value - share.value) <= share.half + _HIDDEN


def _ratios(sentence: Sentence, text: Marked) -> Iterator[Found]:
    for match in _RATIO.finditer(text.text):
        one, two, first, second = (text.of(match, name) for name in ("one", "two", "first", "second"))
        whole = one.value + two.value
        for part, share, other in ((one, first, second), (two, second, first)):
            true = 100 * part.value / whole if whole else Decimal(0)
            rest = abs(100 - true - other.value) <= other.half + _HIDDEN
            if rest and abs(true - share.value) > share.half + _HIDDEN:
                message = f"{part} of {whole:,} is {true:.1f}%, not {share.words}"
                yield Found(message, sentence.line, text=sentence.text)


def _of_the_list(sentence: Sentence, text: Marked, near: Marked | None) -> Iterator[Found]:
    """A share alone in its sentence, of one of the parts that the sentence before gives of its whole."""
    if near is None or len(text.quantities) != 1 or not text.kinds("P") or near.kinds("P"):
        return
    found, share = _OF_ALL.search(near.text), text.kinds("P")[0]
    if not found or _CHANGED.search(text.text):
        return
    whole = near.of(found, "whole")
    parts = [one for one in near.kinds("N") if one is not whole and one.value < whole.value]
    if len(parts) >= 2 and not any(_fits(part, whole, share) for part in parts):
        yield from _slipped(sentence, parts, whole, share)


def _slipped(sentence: Sentence, parts: Sequence[Quantity], whole: Quantity, share: Quantity) -> Iterator[Found]:
    for part in parts:
        true = 100 * part.value / whole.value
        if slip(true, share.value):
            message = f"{part} of {whole} is {true:.1f}%, not {share.words}"
            yield Found(message, sentence.line, text=sentence.text)
            return
