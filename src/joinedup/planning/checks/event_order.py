"""Things told in an order that cannot be: evaluated before it begins, sealed after it takes effect."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.milestone_order import wrong_order
from joinedup.planning.checks.view import Sentence, View
from joinedup.planning.values import FuzzyDate, dates_in

_EARLY, _START, _LATE = 0, 1, 2
_STEPS = (  # in the order in which they can be
    (
        _LATE,
        re.compile(
            r"\b(?:evaluat\w+|review(?:ed)? (?:of|the) (?:the )?first|first (?:six|three|twelve) months|end(?:s|"
            r"ed|ing)?\b|clos(?:es?|ed|ing)\b|"
            r"complet(?:es?|ed|ion)\b|finish(?:es|ed)?|extend(?:s|ed)?|roll(?:ed)?[- ]out|first year|"
            r"all posts (?:are |will be )?filled|conclud\w+)",
            re.IGNORECASE,
        ),
    ),
    (
        _EARLY,
        re.compile(
            r"\b(?:seal(?:ed|s)?|advertis\w+|procure\w*|tender(?:ed|ing|s)? (?:is |are |will be )?(?:issued|"
            r"published|advertised)|"
            r"(?:is|are|be|being) (?:signed|recruited|appointed|let|approved|trained)|recruited by|appointed by)\b",
            re.IGNORECASE,
        ),
    ),
    (
        _START,
        re.compile(
            r"\b(?:begin(?:s|ning)?|began|begun|start(?:s|ed|ing)?|go(?:es)? live|go-live|going live|"
            r"live (?:from|on|in)|"
            r"takes? effect|comes? into (?:effect|force)|open(?:s|ed|ing)?|launch(?:es|ed)?|commenc\w+|"
            r"in force from|from)\b",
            re.IGNORECASE,
        ),
    ),
)
_OTHER = re.compile(
    r"\b(?:another|other|second|next|new|previous|earlier|last|former|existing|old|separate|similar|elsewhere|"
    r"since|until then|"
    r"phase|stage|again|pilot in|first phase|already|if|national\w*|then|wave|following|before|"
    r"(?<!\w)after (?!a start))\b",
    re.IGNORECASE,
)
_HAVING = re.compile(
    r"\b(?:having (?:begun|started|opened)|after a start|since it (?:began|starts|opens))\b", re.IGNORECASE
)
_PERIOD = re.compile(r"\b(?:period|months|year) (?:of|from|to|ending)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Step:
    """What is done, and when."""

    rank: int
    words: str
    date: FuzzyDate


def _run(view: View) -> Iterator[Found]:
    yield from wrong_order(view)
    for sentence in view.sentences:
        steps = _steps(sentence.text)
        if len(steps) == 2 and not _OTHER.search(_between(sentence.text)):
            yield from _judge(sentence, steps)


def _between(text: str) -> str:
    found = dates_in(text)
    return text[: found[-1].end] if found else text


def _steps(text: str) -> list[_Step]:
    """The dated steps of a sentence: each date with the step word nearest before it, else right behind it."""
    dates = [found for found in dates_in(text) if found.date.precision in {"day", "month"} and found.date.possible]
    if len(dates) != 2:
        return []
    steps = []
    start = 0
    for at, found in enumerate(dates):
        end = dates[at + 1].start if at + 1 < len(dates) else len(text)
        named = _named(text[start : found.start], last=True) or _named(text[found.end : end], last=False)
        if named is None:
            return []
        steps.append(_Step(named[0], named[1], found.date))
        start = found.end
    return steps


def _named(text: str, *, last: bool) -> tuple[int, str] | None:
    found = [(match.start(), rank, match[0]) for rank, words in _STEPS for match in words.finditer(text)]
    if not found:
        return None
    _, rank, words = max(found) if last else min(found)
    return rank, words


def _judge(sentence: Sentence, steps: Sequence[_Step]) -> Iterator[Found]:
    one, two = sorted(steps, key=lambda step: step.rank)
    told_first = steps[0] is one or _HAVING.search(sentence.text)  # else what ends may be another thing
    if (
        one.rank == two.rank
        or (two.rank == _LATE and not told_first)
        or two.date.last >= one.date.first
        or _PERIOD.search(sentence.text)
    ):
        return
    message = f"'{two.words}' ({two.date.last:%B %Y}) cannot be before '{one.words}' ({one.date.first:%B %Y})"
    yield Found(message, sentence.line, text=sentence.text)


CHECKS = (
    Check(
        code="events-out-of-order",
        title="Something is done before what it needs",
        why="A pilot cannot be evaluated before it begins; an agreement cannot be in force before it is sealed.",
        example="a pilot that begins in September 2014 and is evaluated in May 2014",
        fix="correct the date that is wrong",
        severity=ERROR,
        run=_run,
    ),
)
