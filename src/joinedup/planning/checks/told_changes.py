"""Changes told in a sentence: two figures and the per cent between them, in any order of words, and their direction."""

import re
from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks.check import Found
from joinedup.planning.checks.marked import Marked, Quantity
from joinedup.planning.checks.view import Sentence, View

_FALL = (
    r"(?:reduc\w*|decreas\w*|fall(?:s|en|ing)?|fell|cut(?:s|ting)?|drop\w*|lower\w*|fewer|less|declin\w*|down|shorter|"
    r"smaller)"
)
_RISE = r"(?:increas\w*|ris(?:e|es|en|ing)|rose|grow\w*|grew|higher|more|up|growth|uplift|longer|larger)"
_WORD = rf"(?P<word>{_FALL}|{_RISE})"
_FALLS, _RISES = re.compile(rf"\b{_FALL}\b", re.IGNORECASE), re.compile(rf"\b{_RISE}\b", re.IGNORECASE)
_X, _Y = r"‹(?P<one_kind>[NMR])(?P<one>\d+)›", r"‹(?P<two_kind>[NMR])(?P<two>\d+)›"
_P = r"‹P(?P<told>\d+)›"
_GAP = r"[^‹›.;]{0,70}?"
_SHORT = r"[^‹›.;]{0,40}?"
_BEFORE = rf"{_WORD} (?:of |by |about |around |some |nearly |is |was ){{0,3}}{_P}"
_BEHIND = rf"{_P} (?:\w+ )?{_WORD}"
_BOTH = rf"{_WORD} (?:of |by )(?:about |some )?‹[NMR]\d+›[^‹›.;]{{0,30}}?(?:\(|,? or |, that is |, which is |, ){_P}"
_SO = r"(?:a |an |or |which is |that is |i\.?e\.? |representing |being |this is )*"
_LINK = (
    r"(?:\bto\b|\bagainst\b|\bcompared (?:to|with)\b|\brather than\b|\binstead of\b|\bthen\b|\bwhere\b|"
    r"\bversus\b|\bvs\b|"
    r"\bup from\b|\bdown from\b|\bfrom\b|\band\b|,|;|→|->|\bbecomes?\b|\b(?:will be|plan for|planned|expect)\b)"
)
_PAIRS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        *(
            rf"{_X}{_GAP}{_LINK}{_SHORT}{_Y}{_GAP}(?:[,(:=–-]|\b(?:is|was|which|a|or)) ?{_SO}{by}"
            for by in (_BEFORE, _BEHIND, _BOTH)
        ),
        rf"\bfrom {_SHORT}{_X}{_GAP}\bto {_SHORT}{_Y}{_SHORT}[(,–-] ?(?P<sign>[-+]?)(?:a |an |or |some |about |"
        rf"that is |which is )?{_P}(?P<word>)\s?[),.;]?",
        *(rf"{by}{_GAP}(?:‹N\d+›{_SHORT})?\bfrom {_SHORT}{_X}{_GAP}\bto {_SHORT}{_Y}" for by in (_BEFORE, _BEHIND)),
    )
)
_PART = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_FALL} (?:of |by ){_P}{_GAP}\b(?:of|on|from|against)\b{_SHORT}{_Y}{_SHORT}(?:,|\(|–|:) ?"
        r"(?:that is |which is |or |i\.?e\.? |a (?:fall|reduction|cut) )*(?:by |of )?(?:about )?"
        rf"{_X}",  # 1,090 fewer admissions is a 6.2% reduction on 25,950; a reduction of 1,090 (6.2%) on 25,950
        rf"(?:{_FALL}|{_RISE}|avoid\w*|prevent\w*|sav\w*) (?:of |by )?{_X}{_GAP}(?:\(|, |\bor |\bis |= ?){_SHORT}{_P}"
        rf"{_SHORT}\b(?:of|on|from|off|against|compared with) (?:an? |the |our |its |this |baseline |total |"
        rf"current |planned |of |some )*{_Y}",
        rf"{_X} {_SHORT}\b(?:{_FALL}|{_RISE})\b{_SHORT}(?:\(|, |\bor |\bis |= ?){_SHORT}{_P}"
        rf"{_SHORT}\b(?:of|on|from|off|against|compared with) (?:an? |the |our |its |this |baseline |total |"
        rf"current |planned |of |some )*{_Y}",
        rf"(?:{_FALL}|{_RISE}|avoid\w*|prevent\w*) (?:of |by )?{_X}{_GAP}\b(?:on|from|out of|off|of|"
        rf"against) (?:an? |the |our |its |this |baseline |total |current |planned |of |some )*"
        rf"{_Y}{_SHORT}(?:\(|, (?:or|that is|which is|a)|\bor |\bis |= ?){_SHORT}{_P}(?!{_SHORT}(?:above|over|"
        rf"more than))",
        rf"{_X} {_SHORT}\b(?:{_FALL}|{_RISE}|avoided|prevented|saved)\b{_GAP}\b(?:on|from|out of|off|of|"
        rf"against) (?:an? |the |our |its |this |baseline |total |current |planned |of |some )*"
        rf"{_Y}{_SHORT}(?:\(|, (?:or|that is|which is|a)|\bor |\bis |= ?){_SHORT}{_P}",
    )
)
_WAY = re.compile(
    rf"\b{_WORD}\b (?P<by>by ‹P\d+›,? )?(?P<gap>(?:[a-z-]+ ){{0,5}}?)from (?:(?:about|around|some|the|a|current|"
    rf"baseline|rate|of|level|total) )*"
    r"‹(?P<kind>[NMPR])(?P<one>\d+)›(?P<mid>[^‹›.;]{0,50}?)\bto (?:(?:about|around|some|the|a|rate|of|level|total) )*"
    r"‹(?P=kind)(?P<two>\d+)›",
    re.IGNORECASE,
)
_NO_CHANGE = re.compile(
    r"\b(?:per person|each|marginal|tariff|of which|respectively|between|age|minutes|hours|points?|waiting|ratio|"
    r"scale|score|"
    r"threshold|risk|target of|halv\w*|doubl\w*|trebl\w*|tripl\w*)\b",
    re.IGNORECASE,
)
_BASE_BEHIND = re.compile(  # 46,300, compared with 41,900 now
    r"\b(?:compared (?:to|with)|against|rather than|instead of|versus|vs|(?:up|down) from)\b", re.IGNORECASE
)
_FAR = 3


def wrong_changes(view: View) -> Iterator[Found]:
    """Two figures and a change in per cent that neither order of them makes."""
    for sentence, text in view.marked:
        shares = text.kinds("P")
        if not shares or len(text.quantities) < 3:
            continue
        told: set[str] = set()
        for pattern in _PAIRS:
            for match in pattern.finditer(text.text):
                if match["told"] not in told and match["one_kind"] == match["two_kind"]:
                    told.add(match["told"])
                    yield from _pair(sentence, text, match)
        for pattern in _PART:
            for match in pattern.finditer(text.text):
                if match["told"] not in told and match["one_kind"] == match["two_kind"]:
                    told.add(match["told"])
                    yield from _part(sentence, text, match)


def _pair(sentence: Sentence, text: Marked, match: re.Match[str]) -> Iterator[Found]:
    one, two, share = (text.of(match, name) for name in ("one", "two", "told"))
    words = _words(match[0])
    moves = match["word"] or _FALLS.search(_words(text.text)) or _RISES.search(_words(text.text))
    if not moves or not _alike(one, two) or _NO_CHANGE.search(words):
        return
    if not _made_by_any(text, one.kind, share):
        between = text.text[
            text.text.find(f"‹{one.kind}{match['one']}›") : text.text.find(f"‹{two.kind}{match['two']}›")
        ]
        one, two = (two, one) if _BASE_BEHIND.search(between) else (one, two)
        right = 100 * (two.value - one.value) / one.value
        message = f"{one} to {two} is a change of {right:+.1f}%, not {share.words}"
        yield Found(message, sentence.line, text=sentence.text)


def _part(sentence: Sentence, text: Marked, match: re.Match[str]) -> Iterator[Found]:
    part, whole, share = (text.of(match, name) for name in ("one", "two", "told"))
    if not 0 < part.value < whole.value or _NO_CHANGE.search(_words(match[0])):
        return
    true = 100 * part.value / whole.value
    if not _made_by_any(text, part.kind, share) and true / _FAR < share.value:
        message = f"{part} of {whole} is {true:.1f}%, not {share.words}"
        yield Found(message, sentence.line, text=sentence.text)


def _made_by_any(text: Marked, kind: str, share: Quantity) -> bool:
    """True where any two figures of the sentence make the per cent, as a change or as a part."""
    figures = [one.value for one in text.kinds(kind) if one.value > 0]
    made = [
        100 * of / base
        for one in figures
        for base in figures
        if base is not one
        for of in (abs(one - base), one, abs(base - one) / (1 + one / base))
    ]
    return any(abs(value - share.value) <= share.half + Decimal("0.05") for value in made)


def _alike(one: Quantity, two: Quantity) -> bool:
    """Figures of one size, so that one can be what the other becomes."""
    return (
        one.value > 0
        and two.value > 0
        and one.value != two.value
        and max(one.value, two.value) <= _FAR * min(one.value, two.value)
    )


def wrong_ways(view: View) -> Iterator[Found]:
    """'to increase from 281 to 255': a rise that falls, with or without a per cent."""
    for sentence, text in view.marked:
        for match in _WAY.finditer(text.text):
            one, two = text.of(match, "one"), text.of(match, "two")
            falls = bool(_FALLS.fullmatch(match["word"]))
            between = match["gap"] + match["mid"]
            if one.value == two.value or falls is (two.value < one.value) or _NO_CHANGE.search(between):
                continue
            if _FALLS.search(between) or _RISES.search(between) or re.search(r"\b(?:not|no|than|avoid)\b", between):
                continue
            way, told = ("rise", "fall") if falls else ("fall", "rise")
            yield Found(f"{one} to {two} is a {way}, not a {told}", sentence.line, text=sentence.text)


_ARROW = re.compile(
    r"‹(?P<kind>[NMR])(?P<one>\d+)›[^‹›.;]{0,40}?‹(?P=kind)(?P<two>\d+)›[^‹›.;]{0,20}?(?P<arrow>[↑↓▲▼]) ?‹P\d+›"
)


def wrong_arrows(view: View) -> Iterator[Found]:
    """'22,265 to 20,150 ↑9.5%': an arrow up beside a fall."""
    for sentence, text in view.marked:
        for match in _ARROW.finditer(text.text):
            one, two = text.of(match, "one"), text.of(match, "two")
            if _alike(one, two) and (match["arrow"] in "↑▲") is not (two.value > one.value):
                way = "rise" if two.value > one.value else "fall"
                yield Found(f"{one} to {two} is a {way}; the arrow says otherwise", sentence.line, text=sentence.text)


def _words(text: str) -> str:
    return re.sub("‹[^›]*›", "#", text)
