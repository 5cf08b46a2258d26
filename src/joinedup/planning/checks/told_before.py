"""Figures that belong to a figure of the sentence before, and figures that a slip of the hand has turned round.

'There were 212 calls, and 144 people (86%) stayed at home' does not say of what 86% is told. Where the only figure
that can be meant makes 68%, and 86 is 68 with a slip (two digits changed over, one digit changed, the point moved), it
is an error; where nothing looks like a slip it is left alone.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks.check import Found
from joinedup.planning.checks.marked import Marked, Quantity
from joinedup.planning.checks.view import Sentence, View

_COUNT_SHARE = re.compile(
    r"‹N(?P<part>\d+)›[^‹›.;]{0,40}?(?:\(| \(|, | or |, which is |; this is | – )(?:which is |that is |about |"
    r"or |a share of )?‹P(?P<told>\d+)›"
)
_OF_THEM = re.compile(
    r"‹N(?P<part>\d+)› (?:\w+ ){0,2}?of (?:them|these|those)\b[^‹›.;]{0,40}?(?:\(|, )‹P(?P<told>\d+)›", re.IGNORECASE
)
_FEWER = r"(?:fewer|less|lower|below|more|higher|above|shorter|longer|better|extra)"
_AFTER = re.compile(  # 259, which is 29 fewer than at present (14%)
    rf"‹N(?P<after>\d+)›[^‹›.;]{{0,50}}?‹N(?P<by>\d+)› (?:\w+ ){{0,2}}?(?P<word>{_FEWER})\b[^‹›.;]{{0,60}}?(?:\(|"
    rf", |\bor |\bis )‹P(?P<told>\d+)›",
    re.IGNORECASE,
)
_BETWEEN = re.compile(  # 171 in 2012/13 and 139 in 2013/14, 23 days fewer
    rf"‹(?P<kind>[NM])(?P<one>\d+)›[^‹›.;]{{0,60}}?(?:\bto\b|\band\b|\bagainst\b|\bthen\b|\bnow\b|,)[^‹›.;]{{0,40}}?‹(?P=kind)(?P<two>\d+)›"
    rf"[^‹›.;]{{0,50}}?(?:,|\(|–|\bwhich is\b|\bor\b|"
    rf"\bis\b)[^‹›.;]{{0,25}}?‹(?P=kind)(?P<by>\d+)› (?:\w+ ){{0,3}}?{_FEWER}\b(?! than)",
    re.IGNORECASE,
)
_THAN = re.compile(  # 380 admissions, 12 fewer than the 392
    rf"‹(?P<kind>[NM])(?P<one>\d+)›[^‹›.;]{{0,70}}?(?:,|\(|–|\bor|\bis) (?:\w+ ){{0,3}}?‹(?P=kind)(?P<by>\d+)› "
    rf"(?:\w+ ){{0,2}}?{_FEWER}(?: than)? (?:\w+ ){{0,5}}?‹(?P=kind)(?P<two>\d+)›",
    re.IGNORECASE,
)
_LEFT = re.compile(  # they would be 15,900; with this plan they will be 15,050, that is 850 below that
    rf"‹(?P<kind>[NM])(?P<one>\d+)›[^‹›.]{{0,90}}?‹(?P=kind)(?P<two>\d+)›[^‹›.;]{{0,10}}?"
    r"(?:, (?:that|which) is|, or|\() "
    rf"?‹(?P=kind)(?P<by>\d+)› (?:\w+ ){{0,2}}?{_FEWER}\b(?! than ‹)",
    re.IGNORECASE,
)
_IS_WHOLE = re.compile(r"‹N\d+›[^‹›,.;]{0,30}?\b(?:of|in|from|among) (?:\w+ ){0,3}$", re.IGNORECASE)  # 7 of 17 (41%)
_OTHERWISE = re.compile(
    r"\b(?:of the total|compared|against|target|instead|england|national|average|reduc\w*|increas\w*|fall\w*|"
    r"rise|rose|cut|than|"
    r"per (?:year|week|month)|of (?:all|the|our|their) [a-z]+ (?:in|of|are|is))\b",
    re.IGNORECASE,
)
_FAR = Decimal("1.5")


def shares_of_figures_before(view: View) -> Iterator[Found]:
    """A count with its share in brackets, of the only greater count in its sentence or in the one before."""
    before: tuple[Sentence, Marked] | None = None
    for sentence, text in view.marked:
        near = before[1] if before and 0 <= sentence.line - before[0].line <= 2 else None
        yield from _of_sentence(sentence, text, near)
        before = (sentence, text)


def _of_sentence(sentence: Sentence, text: Marked, near: Marked | None) -> Iterator[Found]:
    for match in _COUNT_SHARE.finditer(text.text):
        part, share = text.of(match, "part"), text.of(match, "told")
        if _IS_WHOLE.search(text.text[: match.start()]):
            continue
        earlier = [one for one in text.kinds("N") if one.start < part.start and one.value > part.value]
        told = [one for one in near.kinds("N") if one.value > part.value] if near else []
        if any(not _apart(100 * part.value / whole.value, share, Decimal("0.05")) for whole in told):
            continue
        wholes = earlier or told
        yield from _slipped_share(sentence, text, part, share, wholes)
    for match in _OF_THEM.finditer(text.text) if near else ():
        part, share = text.of(match, "part"), text.of(match, "told")
        wholes = [one for one in near.kinds("N") if one.value >= part.value] if near else []
        own = [one for one in text.kinds("N") if one.start < part.start and one.value > part.value]
        if (
            not own
            and not _IS_WHOLE.search(text.text[: match.start()])
            and len(wholes) == 1
            and _apart(100 * part.value / wholes[0].value, share, _FAR)
        ):
            true = 100 * part.value / wholes[0].value
            yield Found(f"{part} of {wholes[0]} is {true:.1f}%, not {share.words}", sentence.line, text=sentence.text)


def _slipped_share(
    sentence: Sentence, text: Marked, part: Quantity, share: Quantity, wholes: list[Quantity]
) -> Iterator[Found]:
    if (
        not wholes
        or part.value < 5
        or _OTHERWISE.search(re.sub("‹[^›]*›", "#", text.text[: text.text.find("‹P") + 30]))
    ):
        return
    if any(not _apart(100 * part.value / whole.value, share, Decimal("0.05")) for whole in wholes):
        return
    for whole in wholes[-2:]:
        true = 100 * part.value / whole.value
        left_over = 2 * part.value < whole.value and not _apart(100 - true, share, Decimal("0.05"))
        if left_over or slip(true, share.value):
            yield Found(f"{part} of {whole} is {true:.1f}%, not {share.words}", sentence.line, text=sentence.text)
            return


def _apart(true: Decimal, share: Quantity, most: Decimal) -> bool:
    return abs(true - share.value) > share.half + most


def slip(true: Decimal, told: Decimal) -> bool:
    """True for a figure that is the true one with two digits changed over, one digit changed, or the point moved."""
    places = max(0, -int(told.as_tuple().exponent))
    right = f"{true:.{places}f}"
    wrong = f"{told:.{places}f}"
    if right == wrong:
        return False
    moved = any(abs(told * factor - true) <= abs(true) / 20 for factor in (Decimal(10), Decimal("0.1")))
    apart = [at for at, (a, b) in enumerate(zip(right, wrong, strict=False)) if a != b]
    same = len(right) == len(wrong)
    turned = same and len(apart) == 2 and sorted(right) == sorted(wrong)
    return moved or turned or (same and len(apart) == 1 and len(right.replace(".", "")) >= 3)


_THEY_ARE = re.compile(  # They are 15.1% of the CCG's 185,200 patients, where the sentence before tells of 21,300
    r"^\W*(?:they|these|this|it|which) (?:is|are|make|makes|represents?|was|were) (?:about )?‹P(?P<share>\d+)› of "
    r"[^‹›.;]{0,40}?‹N(?P<whole>\d+)›",
    re.IGNORECASE,
)


def shares_told_of_before(view: View) -> Iterator[Found]:
    """A sentence that gives what stood before it as a share: wrong by a slip of the only figure that comes near."""
    before: tuple[Sentence, Marked] | None = None
    for sentence, text in view.marked:
        near = before[1].kinds("N") if before and 0 <= sentence.line - before[0].line <= 1 else []
        for match in _THEY_ARE.finditer(text.text) if near else ():
            share, whole = text.of(match, "share"), text.of(match, "whole")
            made = [(part, 100 * part.value / whole.value) for part in near if 0 < part.value < whole.value]
            if not any(not _apart(true, share, Decimal("0.05")) for _, true in made):
                wrong = next(((part, true) for part, true in made if slip(true, share.value)), None)
                if wrong:
                    message = f"{wrong[0]} of {whole} is {wrong[1]:.1f}%, not {share.words}"
                    yield Found(message, sentence.line, text=sentence.text)
        before = (sentence, text)


def wrong_differences(view: View) -> Iterator[Found]:
    """'171 in 2012/13 and 139 in 2013/14, 23 fewer' where 32 are; '259, which is 29 fewer (14%)' where it is 10%."""
    for sentence, text in view.marked:
        if len(text.quantities) < 3:
            continue
        for match in (match for pattern in (_BETWEEN, _THAN, _LEFT) for match in pattern.finditer(text.text)):
            one, two, by = (text.of(match, name) for name in ("one", "two", "by"))
            gap = abs(one.value - two.value)
            alike = one.value and two.value and by.value < min(one.value, two.value) < max(one.value, two.value)
            if alike and abs(gap - by.value) > _hidden(one, two, by) and gap / 4 < by.value < gap * 4:
                shown = f"£{gap:,.0f}" if one.kind == "M" else f"{gap:,}"
                yield Found(f"between {one} and {two} are {shown}, not {by}", sentence.line, text=sentence.text)
        for match in _AFTER.finditer(text.text):
            after, by, share = (text.of(match, name) for name in ("after", "by", "told"))
            before = after.value + by.value if _less(match["word"]) else after.value - by.value
            others = {one.value for one in text.kinds("N")} | {before, after.value}
            fits = any(
                base and abs(100 * by.value / base - share.value) <= share.half + Decimal("0.05") for base in others
            )
            if not fits and 0 < by.value < after.value:
                message = f"{by} of {before:,} is {100 * by.value / before:.1f}%, not {share.words}"
                yield Found(message, sentence.line, text=sentence.text)


_FEWER_NOW = re.compile(  # 5,202 days, which is 819 fewer, where the sentence before tells of 6,120
    rf"‹N(?P<now>\d+)›[^‹›.;]{{0,40}}?(?:,|\(|–) (?:which is |that is |or )?‹N(?P<by>\d+)› "
    rf"(?:\w+ )?{_FEWER}\b(?! than)",
    re.IGNORECASE,
)


def differences_from_before(view: View) -> Iterator[Found]:
    """A difference alone in its sentence from the one figure of the sentence before, when it is wrong by a slip."""
    before: tuple[Sentence, Marked] | None = None
    for sentence, text in view.marked:
        near = before[1].kinds("N") if before and 0 <= sentence.line - before[0].line <= 2 else []
        match = _FEWER_NOW.search(text.text) if len(near) == 1 and len(text.kinds("N")) == 2 else None
        if match:
            now, by = text.of(match, "now"), text.of(match, "by")
            gap = abs(near[0].value - now.value)
            if gap != by.value and slip(gap, by.value):
                message = f"between {near[0]} and {now} are {gap:,}, not {by}"
                yield Found(message, sentence.line, text=sentence.text)
        before = (sentence, text)


def _less(word: str) -> bool:
    return word.lower() in {"fewer", "less", "lower", "shorter"}


def _hidden(*figures: Quantity) -> Decimal:
    money = figures[0].kind == "M"
    return sum((figure.half for figure in figures), Decimal(0)) if money else Decimal(0)


_OLDER = re.compile(r"\bolder\b", re.IGNORECASE)
_HOMES = re.compile(r"\b(?:residential|nursing|care homes?)\b", re.IGNORECASE)
_NOW_RATE = re.compile(r"‹N(?P<part>\d+)›[^‹›;]{0,60}?\brate of ‹R(?P<rate>\d+)›", re.IGNORECASE)


def rates_of_known_people(view: View) -> Iterator[Found]:
    """'236, a rate of 695.9 per 100,000', where the plan's own number of older people makes 655.9: a slip."""
    people = [
        one
        for _, text in view.marked
        for one in text.kinds("N")
        if one.value >= 2000 and _OLDER.search(text.text[text.text.find(f"‹N{text.quantities.index(one)}›") :][:60])
    ]
    for sentence, text in view.marked if people else ():
        for match in _NOW_RATE.finditer(text.text) if _HOMES.search(sentence.text) else ():
            part, rate = text.of(match, "part"), text.of(match, "rate")
            made = [part.value / whole.value * rate.scale for whole in people]
            if any(abs(one - rate.value) <= rate.value / 50 for one in made):
                continue
            if near := next((one for one in made if slip(one, rate.value)), None):
                message = f"{part} of the people told elsewhere is {near:,.1f} for {rate.scale:,}, not {rate.value:,}"
                yield Found(message, sentence.line, text=sentence.text)
