"""Words that two plans share: runs of eight words hashed, common ones found, runs put together to passages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from joinedup.planning.plan import Plan
from joinedup.planning.templates import templates
from joinedup.planning.words import fold

RUN = 8
LEAST_WORDS = 24


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A stretch of words that stands in both plans, with its line in each."""

    line: int
    other_line: int
    words: int
    text: str


@dataclass(frozen=True, slots=True)
class _Shingles:
    words: tuple[str, ...]
    lines: tuple[int, ...]
    first: dict[int, int]


def shared_passages(plan: Plan, other: Plan) -> list[SharedPassage]:
    """Passages of at least ``LEAST_WORDS`` words that stand in both; the form's own words are left out."""
    return list(_passages(_shingles(plan), _shingles(other)))


def compare_all(plans: Sequence[Plan]) -> list[tuple[str, str, SharedPassage]]:
    """Every passage shared by any two plans: (name, other name, passage); only pairs that share runs are looked at."""
    made = [_shingles(plan) for plan in plans]
    holders: dict[int, list[int]] = {}
    for at, shingles in enumerate(made):
        for run in shingles.first:
            holders.setdefault(run, []).append(at)
    pairs: dict[tuple[int, int], int] = {}
    for at_each in holders.values():
        if 1 < len(at_each) <= len(plans):
            for n, one in enumerate(at_each):
                for two in at_each[n + 1 :]:
                    pairs[one, two] = pairs.get((one, two), 0) + 1
    found = []
    for (one, two), runs in pairs.items():
        if runs > LEAST_WORDS - RUN:
            found += [(plans[one].name, plans[two].name, passage) for passage in _passages(made[one], made[two])]
    return found


def _passages(one: _Shingles, two: _Shingles) -> Iterator[SharedPassage]:
    at, end = 0, len(one.words) - RUN + 1
    shared = one.first.keys() & two.first.keys()
    while shared and at < end:
        run = _hash(one.words, at)
        if run not in shared:
            at += 1
            continue
        start, there = at, two.first[run]
        length = 0
        while _same(one, two, start + length, there + length):
            length += 1
        if length >= LEAST_WORDS:
            text = " ".join(one.words[start : start + 16])
            yield SharedPassage(one.lines[start], two.lines[there], length, text)
        at = start + max(1, length - RUN + 1)


def _same(one: _Shingles, two: _Shingles, here: int, there: int) -> bool:
    return here < len(one.words) and there < len(two.words) and one.words[here] == two.words[there]


@lru_cache(maxsize=512)
def _shingles(plan: Plan) -> _Shingles:
    words: list[str] = []
    lines: list[int] = []
    for number, text in _own_words(plan):
        for word in fold(text).split():
            words.append(word)
            lines.append(number)
    first: dict[int, int] = {}
    for at in range(len(words) - RUN + 1):
        first.setdefault(_hash(words, at), at)
    return _Shingles(tuple(words), tuple(lines), first)


def _own_words(plan: Plan) -> Iterator[tuple[int, str]]:
    known = {question.key for question in templates()[plan.template].questions}
    for line in plan.source:
        if (line.role in {"answer", "row"} and not (line.key or "").startswith(("1a.", "1b", "a2"))) or (
            line.role == "unplaced" and known
        ):
            yield line.number, line.text


def _hash(words: Sequence[str], at: int) -> int:
    return crc32(" ".join(words[at : at + RUN]).encode())
