"""Targets for one thing that differ within one plan: 5, 15, 18 and 3.5 per cent fewer emergency admissions."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.counts import number
from joinedup.planning.checks.stated import CALENDAR, Stated
from joinedup.planning.checks.stated_in_tables import stated_in
from joinedup.planning.checks.view import Sentence, View
from joinedup.planning.values import dates_in, percents_in

_TOPICS = {
    "emergency admissions": (
        r"(?:emergency|non.?elective|unplanned|urgent care|avoidable|NEL)\b[^.]{0,40}\b"
        r"(?:admissions?|(?:hospital )?stays)|"
        r"\bNEL\b|admissions? \((?:NEL|non)"
    ),
    "care home admissions": (
        r"(?:residential|care home|nursing)[^.]{0,30}\badmissions?|admissions? (?:to|into) (?:residential|"
        r"care home|nursing)"
    ),
    "delayed transfers": r"delayed (?:transfers?|discharges?)|\bDTOCs?\b",
    "A&E attendances": r"(?:A&E|A & E|emergency department) attend",
    "readmissions": r"\breadmissions?|re-admissions?",
    "dementia diagnosis": r"dementia diagnos|diagnosed with dementia|diagnosis (?:rate )?(?:of|for) dementia",
    "still at home after reablement": r"still at home|91 days|at home 91",
}
_AIM = re.compile(
    r"\b(?:target|reduc|avoid|decreas|cut|fewer|increase|aim|ambition|goal|achiev|deliver|improv|lower)\w*|"
    r"\b(?:will|to|by|a|expect\w*|assum\w*)\b[^.]{0,30}\b(?:falls?|drops?|below)\b|"
    r"\bfalls?\b[^.]{0,20}\b(?:by|of|in)\b|\bbelow\b",
    re.IGNORECASE,
)
_NOT_AIM = re.compile(
    (
        r"\b(?:audit|studies|study|evidence|found that|evaluation|pilot|were|was|has (?:been|fallen|"
        r"risen)|currently spends?|represented|account(?:s|ed) for|demand|growth|last year|previous)\b"
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Target:
    """A percentage the plan aims at for one topic, and the years its sentence names."""

    topic: str
    low: Decimal
    high: Decimal
    years: frozenset[int]
    line: int
    text: str


def targets_in(view: View) -> list[Target]:
    """Every percentage the plan sets itself for one of the known topics; a sentence may begin in the one before."""
    found: list[Target] = []
    for sentence in view.sentences:
        topics = [topic for topic, words in _TOPICS.items() if re.search(words, sentence.text, re.IGNORECASE)]
        about = topics[0] if len(topics) == 1 or "emergency admissions" in topics else None
        if about is None and found and _follows(sentence, found[-1]):
            about = found[-1].topic
        if about and _AIM.search(sentence.text) and not _NOT_AIM.search(sentence.text):
            found += _targets(sentence, about)
    return found


def _follows(sentence: Sentence, last: Target) -> bool:
    """A sentence that goes on about the target just told: 'Kent will meet the 3.5% national target'."""
    near = 0 <= sentence.line - last.line <= 1
    return near and bool(re.search(r"\b(?:target|ambition|trajectory)\b", sentence.text, re.IGNORECASE))


def _targets(sentence: Sentence, topic: str) -> list[Target]:
    years = frozenset(found.date.last.year for found in dates_in(sentence.text))
    percents = [found.percent for found in percents_in(sentence.text) if 0 < found.percent.high <= 60]
    if not percents or (topic == "dementia diagnosis" and len(percents) > 1):
        return []
    low, high = min(p.low for p in percents), max(p.high for p in percents)
    return [Target(topic, low, high, years, sentence.line, sentence.text)]


def _run(view: View) -> Iterator[Found]:
    sure = [*_of_one_year(stated_in(view)), *_of_providers(view)]
    yield from sure
    told = {found.line for found in sure}
    yield from (found for found in _of_any_year(view) if found.line not in told)


def _of_one_year(stated: list[Stated]) -> Iterator[Found]:
    """Two figures for one measure, one year and the same people: both cannot be meant."""
    years: dict[tuple[str, str], set[int]] = defaultdict(set)
    for one in stated:
        years[one.topic, one.kind].add(one.year)
    only = {key: max(named) for key, named in years.items() if len(named - {0}) == 1}  # the one year ever named
    placed = [replace(one, year=one.year or only.get((one.topic, one.kind), 0)) for one in stated]
    for at, one in enumerate(placed):
        others = [other for other in placed[:at] if _same(one, other) and _differ(one, other)]
        if others and not any(_same(one, other) and not _differ(one, other) for other in placed[:at]):
            shown = " and ".join(dict.fromkeys(f"{other.shown} on line {other.line}" for other in others))
            when = f"in {one.year - CALENDAR}" if one.year > CALENDAR else f"by March {one.year}"
            message = f"{one.shown} for {one.topic} {when} here, and {shown}"
            yield Found(message, one.line, text=one.text, severity=ERROR)


_BESIDE = re.compile(r"‹P(?P<share>\d+)›[^‹›.;]{0,90}?‹N(?P<by>\d+)› (?:\w+ )?(?:fewer|less)\b", re.IGNORECASE)


def _of_providers(view: View) -> Iterator[Found]:
    """'5% fewer, which is 1,121 fewer', where the providers' forms make the 1,121 another share."""
    pairs = [(number(row, "a2.nel_2014_15_plan"), number(row, "a2.nel_2015_16_plan")) for row in view.providers]
    if not pairs or any(before is None or after is None for before, after in pairs):
        return
    base = sum(before or 0 for before, _ in pairs)
    fall = base - sum(after or 0 for _, after in pairs)
    for sentence, text in view.marked if base and fall > 0 else ():
        match = _BESIDE.search(text.text)
        if match and re.search(_TOPICS["emergency admissions"], sentence.text, re.IGNORECASE):
            share, by = text.of(match, "share"), text.of(match, "by")
            true = Decimal(100 * fall) / base
            if by.value == fall and abs(true - share.value) > share.half + Decimal("0.05"):
                message = f"{fall:,} fewer of the providers' {base:,} is {true:.1f}%, not {share.words}"
                yield Found(message, sentence.line, text=sentence.text, severity=ERROR)


def _differ(one: Stated, other: Stated) -> bool:
    """Apart by more than the rounding of both."""
    return abs(one.value - other.value) > one.half + other.half


def _same(one: Stated, other: Stated) -> bool:
    key = (one.topic, one.kind, one.year, one.people, one.scope)
    same = key == (other.topic, other.kind, other.year, other.people, other.scope)
    return bool(one.year) and same and one.text != other.text


def _of_any_year(view: View) -> Iterator[Found]:
    targets = targets_in(view)
    for topic in _TOPICS:
        own = [target for target in targets if target.topic == topic]
        for at, target in enumerate(own):
            earlier = [other for other in own[:at] if _apart(other, target) and other.text != target.text]
            if earlier:
                shown = ", ".join(f"{_shown(other)} on line {other.line}" for other in _distinct(earlier))
                yield Found(f"{_shown(target)} for {topic} here, and {shown}", target.line, text=target.text)
            elif target.low != target.high and not any(other.line == target.line for other in own[:at]):
                yield from _within(target, topic, own)


def _within(target: Target, topic: str, own: list[Target]) -> Iterator[Found]:
    """The first of several targets is told as well, so that each place can be put right."""
    later = [other for other in own if other.line != target.line and _apart(other, target)]
    if later:
        shown = ", ".join(f"{_shown(other)} on line {other.line}" for other in _distinct(later))
        yield Found(f"{_shown(target)} for {topic} here, and {shown}", target.line, text=target.text)


def _apart(one: Target, other: Target) -> bool:
    """Two targets that cannot both hold: no overlap, and not told for different years."""
    overlap = one.low <= other.high and other.low <= one.high
    staged = bool(one.years and other.years) and not one.years & other.years
    if staged:
        earlier, later = sorted((one, other), key=lambda target: max(target.years))
        return later.high < earlier.low
    return not overlap


def _distinct(targets: list[Target]) -> list[Target]:
    seen: dict[str, Target] = {}
    for target in targets:
        seen.setdefault(_shown(target), target)
    return list(seen.values())


def _shown(target: Target) -> str:
    return f"{target.low}%" if target.low == target.high else f"{target.low}–{target.high}%"


CHECKS = (
    Check(
        code="targets-conflict",
        title="Different targets for one thing",
        why="A plan with three targets has none: each partner works to another.",
        example="up to 5%, 15%, 18% and 3.5% fewer emergency admissions in one section",
        fix="keep one target for each date, and say how the steps lead to it",
        severity=WARNING,
        run=_run,
    ),
)
