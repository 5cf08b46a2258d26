"""Why one person's score is above the average, in words: from the model's own terms, added up by what they speak of.

A term's part in a score is its weight × how far the person is from the mean, so the parts of a group add up to exactly
what that group did to the log-odds. Sex is in the model but never given as a reason: nobody can act on it.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from joinedup.risk.conditions import sentence
from joinedup.risk.features import People
from joinedup.risk.groups import GROUPS, Say
from joinedup.risk.model.design import CONDITIONS, Design, Matrix
from joinedup.risk.model.fit import HANDS, Fit

AT_MOST = 4
WORTH_SAYING = 0.1  # of log-odds: about a tenth more likely than the average person
SOON_LISTED = 4_000_000  # possible rows that are quicker to tick off in a list than to sort


@dataclass(frozen=True)
class Reasons:
    """``phrases`` by number, and people × AT_MOST numbers of phrases, the weightiest first; -1 for none."""

    phrases: list[str]
    given: NDArray[np.int32]

    def of(self, place: int) -> list[str]:
        """The reasons of the person in that place."""
        return [self.phrases[number] for number in self.given[place] if number >= 0]


def reasons(people: People, design: Design, fit: Fit, matrix: Matrix) -> Reasons:
    """Up to AT_MOST phrases a person."""
    groups = [group for group in dict.fromkeys(term.group for term in design.terms) if group != "sex"]
    parts = _weights_by_group(design, fit, groups).T @ matrix.T
    return _phrased(people, design, fit, groups, parts)


def _weights_by_group(design: Design, fit: Fit, groups: list[str]) -> Matrix:
    table = np.zeros((len(design.terms), len(groups)), dtype=np.float32)
    for place, term in enumerate(design.terms):
        if term.group in groups:
            table[place, groups.index(term.group)] = fit.weights[place]
    return table


def _phrased(people: People, design: Design, fit: Fit, groups: list[str], parts: Matrix) -> Reasons:
    ends = np.linspace(0, len(people), HANDS + 1).astype(int)
    with ThreadPoolExecutor(HANDS) as pool:
        best = np.hstack(list(pool.map(lambda some: _weightiest(parts[:, slice(*some)]), pairwise(ends))))
    phrases: list[str] = []
    given = np.full((len(people), AT_MOST), -1, dtype=np.int32)
    for number, group in enumerate(groups):
        slot, who = np.nonzero(best == number)
        given[who, slot] = _phrases_of(people, group, who, design, fit, phrases)
    return Reasons(phrases, given)


def _weightiest(parts: Matrix) -> NDArray[np.int8]:
    """AT_MOST × people: the groups that say most of each person, the weightiest first; -1 for none.

    ``parts`` is groups × people. Most groups say nothing of most people, so each is handed only to those it speaks of:
    it takes the first place it outweighs, and what it put out moves one place down.
    """
    weight = np.full((AT_MOST, parts.shape[1]), WORTH_SAYING, dtype=np.float32)
    best = np.full(weight.shape, -1, dtype=np.int8)
    for number, part in enumerate(parts):
        who = np.flatnonzero(part > weight[-1])
        coming, group = part[who], np.full(len(who), number, dtype=np.int8)
        for slot in range(AT_MOST):
            there, named = weight[slot, who], best[slot, who]
            heavier = coming > there
            weight[slot, who], best[slot, who] = np.where(heavier, coming, there), np.where(heavier, group, named)
            coming, group = np.where(heavier, there, coming), np.where(heavier, named, group)
            left = group >= 0
            who, coming, group = who[left], coming[left], group[left]
    return best


def _phrases_of(
    people: People, group: str, who: NDArray[np.intp], design: Design, fit: Fit, phrases: list[str]
) -> NDArray[np.int32]:
    """The number of each person's phrase; each different set of values is put into words once."""
    shown, say = _words_for(group, people, design, fit)
    rows, place = _different([people.column(column)[who].astype(np.int64) for column in shown])
    numbers = []
    for row in rows:
        words = say(row)
        numbers.append(len(phrases) if words else -1)
        phrases.extend([words] if words else [])
    return np.array(numbers, dtype=np.int32)[place]


def _different(columns: list[NDArray[np.int64]]) -> tuple[list[tuple[int, ...]], NDArray[np.intp]]:
    """Each different row of some columns of whole numbers, in order, and which of them each person has."""
    low = [int(column.min(initial=0)) for column in columns]
    shape = [int(column.max(initial=0)) - least + 1 for column, least in zip(columns, low, strict=True)]
    key = np.ravel_multi_index([column - least for column, least in zip(columns, low, strict=True)], shape)
    if np.prod(shape, dtype=float) <= SOON_LISTED:
        seen = np.zeros(int(np.prod(shape)), dtype=bool)
        seen[key] = True
        keys, place = np.flatnonzero(seen), (np.cumsum(seen) - 1)[key]
    else:
        keys, place = np.unique(key, return_inverse=True)
    values = [found + least for found, least in zip(np.unravel_index(keys, shape), low, strict=True)]
    return list(zip(*(column.tolist() for column in values), strict=True)), place


def _words_for(group: str, people: People, design: Design, fit: Fit) -> tuple[tuple[str, ...], Say]:
    if group == CONDITIONS:
        return ("condition_bits",), _naming(people, design, fit)
    found = next(one for one in GROUPS if one.id == group)
    return found.shown, found.say


def _naming(people: People, design: Design, fit: Fit) -> Say:
    """Names a person's conditions, those that weigh most first."""
    weight = {term.name: fit.weights[place] for place, term in enumerate(design.terms)}
    ordered = sorted(people.conditions, key=lambda condition: (-weight.get(f"has:{condition}", 0.0), condition))

    def say(values: tuple[int, ...]) -> str:
        return sentence([condition for condition in ordered if values[0] >> people.conditions[condition] & 1])

    return say
