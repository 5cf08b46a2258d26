"""Shares and rates told in a sentence beside their parts: a of b is p%, a of b people is r per 100,000, a above b."""

import re
from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks.check import Found
from joinedup.planning.checks.marked import Marked, Quantity
from joinedup.planning.checks.view import Sentence, View

_N, _P = "‹N(?P<{}>\\d+)›", "‹P(?P<{}>\\d+)›"
_A, _B, _T = _N.format("part"), _N.format("whole"), _P.format("told")
_W = _B + r"(?! ?\(‹P)"  # a whole before its part: one with a share of its own is a part itself
_OWN = (
    r"(?:(?:a total of|the total of|the|our|its|their|these|those|all|some|about|around|every|that|which) ){0,3}"
    r"(?:[\w-]+['’]s? )?"
)
_OF = rf"(?:out )?of {_OWN}"
_GAP = r"[^‹›.;]{0,60}?"
_LONG = r"[^‹›.;]{0,90}?"
_ABOUT = (
    r"(?:(?:about|around|some|approximately|approx\.?|nearly|almost|over|just|under|roughly|circa|c\.?|only|a|an|the|share|"
    r"rate|total|proportion|percentage|equivalent|figure|of|or|i\.?e\.?,?|which|that|this|is|was|being|equals?|to|equal|equates|giving|gives|"
    r"makes?|making|represents?|representing|it|amounts?|comes?|so|equivalent|currently) ?)*"
)
_IN = (
    rf"(?:\(| \(|, |: ?| – | - | — | = |=|,? (?=or |which |that |giving |gives |making |makes |equates|equal|"
    rf"equivalent|representing|represents|is |was )){_ABOUT}"
)
_END = (
    r"(?=\s?[,).;:–—-]|\s*$| (?:were|was|are|is|have|had|has|of (?:them|these|those|all|the total)|now|in all|"
    r"still|live|said|share|use|overall|and|but)\b)"
)
_SHARE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_A}{_GAP} ?{_OF}{_B}{_LONG}{_IN}{_T}{_END}",  # 330 of the 412 people who left, 80%,
        rf"\b(?:of|out of|among) {_OWN}{_W}{_LONG}(?<=[ (])(?<!\bof ){_A}{_GAP}{_IN}{_T}{_END}",  # of 412, 330 (80%)
        rf"\b(?:of|out of|among) {_OWN}{_W}{_LONG}, {_A} ?\({_T}\)",
        rf"{_T} ?\(\s*(?:or |i\.e\.? |that is )?{_A}{_GAP} ?{_OF}{_B}",  # 80% (330 of 412)
        rf"{_T}, (?:or|that is|i\.e\.?) {_A}{_GAP} ?{_OF}{_B}",
        rf"{_A}{_GAP}[(,] ?(?:or |that is |about )?{_T} of {_OWN}{_B}",  # 330 people (80% of the 412)
        rf"{_T} of {_OWN}{_B}{_GAP}(?:\(| – |, (?:or|that is|i\.e\.?) ){_A}(?: \w+)?\s?[),]",  # 80% of the 412 (330)
        rf"{_B}{_LONG}(?<=[ (]){_A} of (?:whom|them|these|those|which)\b{_GAP}{_IN}{_T}{_END}",
    )
)
_CHANGED = re.compile(
    r"\b(?:reduc|decreas|fewer|less\b|more\b|increas|rise|rose|fall|fell|cut\b|grow|higher|lower|from|target|aim|planned\b|"
    r"by #|compared|than\b|score|points?)",
    re.IGNORECASE,
)
_ROUGH = re.compile(
    r"\b(?:about|around|some|approximately|approx\.?|nearly|almost|over|under|roughly|circa|c\.?)\s*$", re.I
)
_NO_COUNT = re.compile(r"^\s*(?:million|thousand|hundred|pounds?|minutes?|hours?)\b", re.IGNORECASE)
_MORE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_A} (?:out )?of {_OWN}{_B}(?P<what> [a-z][a-z-]+)",
        rf"{_A} (?P<noun>[a-z][a-z-]+) (?:out )?of {_OWN}{_B}(?P<what> (?P=noun))",
        rf"\b(?:of|out of) {_OWN}{_B}(?P<what> [a-z][a-z-]+){_GAP}[, ] ?{_A}(?: [a-z]+)? ?(?:\({_T}\) )?"
        r"(?=(?:have|has|had|are|were|was|will|said|took|signed|use|came|answered|live|now)\b)",
        rf"{_B}(?P<what> [a-z][a-z-]+){_LONG}\bof (?:whom|which|these|them) {_A}(?= (?!of\b|per\b)[a-z]| ?\()",
        rf"\({_A} (?:out )?of {_OWN}{_B}(?P<what>(?: [a-z-]+){{0,3}})\)",
        rf"\bof (?:the|these|those|our) {_B}(?P<what>(?: [a-z-]+){{0,2}}), {_A} (?=(?:scor|ha[vsd]|are|were|was|will|"
        r"said|took|sign|use|came|answer|live|met|did|do|got|reach|achiev|had)\w*\b)",
        rf"{_B}(?P<what> [a-z][a-z-]+){_LONG}\b(?:and|,|of whom) {_A} of (?:them|these|those|whom)\b",
    )
)
_EVENTS = re.compile(
    r"\b(?:referrals?|contacts?|visits?|calls?|admissions?|attendances?|bed|days?|assessments?)\b", re.I
)
_RATE_GAP = re.compile(
    r"\b(?:target|plan(?:ned)?|aim|compared|england|national|average|region|than|below|above|against|peer|comparator|"
    r"reduc\w*|fall\w*|rise|increase\w*|was|from)\b",
    re.IGNORECASE,
)
_CLOSE, _ROUNDED = Decimal("0.51"), Decimal("1.5")


def wrong_shares(view: View) -> Iterator[Found]:
    """'330 of the 412 people (86%)' where it is 80%."""
    for sentence, text in view.marked:
        if len(text.quantities) < 3 or not text.kinds("P"):
            continue
        told: set[str] = set()
        for pattern in _SHARE:
            for match in pattern.finditer(text.text):
                if match["told"] not in told:
                    told.add(match["told"])
                    yield from _share(sentence, text, match)


def _share(sentence: Sentence, text: Marked, match: re.Match[str]) -> Iterator[Found]:
    part, whole, share = (text.of(match, name) for name in ("part", "whole", "told"))
    if not whole.value or part.value > whole.value or whole.value <= 2 or _CHANGED.search(_words(match[0])):
        return
    true = 100 * part.value / whole.value
    rough = _ROUGH.search(text.text[: text.text.index(f"‹P{match['told']}›")])
    hidden = share.half + (_ROUNDED if rough else Decimal("0.01"))
    others = [one for one in text.kinds("N") if one.value > 0]
    fits = any(_fits(one, other, share, hidden) for one in others for other in others if one is not other)
    if not fits:
        message = f"{part} of {whole} is {true:.1f}%, not {share.words}"
        yield Found(message, sentence.line, text=sentence.text)


def _fits(part: Quantity, whole: Quantity, share: Quantity, hidden: Decimal) -> bool:
    return abs(100 * part.value / whole.value - share.value) <= hidden


def _words(text: str) -> str:
    return re.sub("‹[^›]*›", "#", text)


def more_than_all(view: View) -> Iterator[Found]:
    """'710 of the 640 people': more than there are."""
    for sentence, text in view.marked:
        if len(text.kinds("N")) < 2:
            continue
        for pattern in _MORE:
            for match in pattern.finditer(text.text):
                part, whole = text.of(match, "part"), text.of(match, "whole")
                if part.value > whole.value > 2 and _can_be_counted(match, part, whole):
                    message = f"{part} of {whole} is more than there are"
                    yield Found(message, sentence.line, text=sentence.text)


def _can_be_counted(match: re.Match[str], part: Quantity, whole: Quantity) -> bool:
    """False for a unit, a point of time, and for what may happen several times to one person."""
    between = _words(match[0])
    return not (
        _NO_COUNT.match(match["what"])
        or (_EVENTS.search(between) and not _EVENTS.search(match["what"]))
        or part.value != part.value.to_integral_value()
        or whole.value != whole.value.to_integral_value()
    )


def wrong_rates(view: View) -> Iterator[Found]:
    """'281 of 31,200 older people, or 960 per 100,000' where it is 901: one rate and two counts in a sentence."""
    for sentence, text in view.marked:
        rates, counts = text.kinds("R"), text.kinds("N")
        if len(rates) != 1 or len(counts) != 2 or len(text.quantities) > 3:
            continue
        part, people = sorted(counts, key=lambda count: count.value)
        linked = re.search(r"\b(?:of|among|population|from|out of|people|over|for|adults|residents)\b", text.text, re.I)
        if not linked or people.value < 500 or part.value * 2 > people.value or _RATE_GAP.search(_near(text)):
            continue
        true = part.value / people.value * rates[0].scale
        if abs(true - rates[0].value) > rates[0].half + true / 200 and rates[0].value / 2 < true < rates[0].value * 2:
            message = f"{part} of {people} is {true:,.1f} for {rates[0].scale:,}, not {rates[0].value:,}"
            yield Found(message, sentence.line, text=sentence.text)


def _near(text: Marked) -> str:
    """The words between the rate and the count next to it."""
    at = re.search(r"‹R\d+›", text.text)
    if at is None:
        return ""
    before, after = text.text[: at.start()].rpartition("›")[2], text.text[at.end() :].partition("‹")[0]
    return before if "‹" in text.text[: at.start()] else after
