"""Why one person's score is above the average, in words: from the model's own terms, added up by what they speak of.

A term's part in a score is its weight × how far the person is from the mean, so the parts of a group add up to exactly
what that group did to the log-odds. Sex is in the model but never given as a reason: nobody can act on it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from joinedup.risk.conditions import sentence
from joinedup.risk.features import People
from joinedup.risk.groups import GROUPS, Say
from joinedup.risk.model.design import CONDITIONS, Design, Matrix
from joinedup.risk.model.fit import Fit

AT_MOST = 4
WORTH_SAYING = 0.1  # of log-odds: about a tenth more likely than the average person


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
    parts = matrix @ _weights_by_group(design, fit, groups)
    return _phrased(people, design, fit, groups, parts)


def _weights_by_group(design: Design, fit: Fit, groups: list[str]) -> Matrix:
    table = np.zeros((len(design.terms), len(groups)), dtype=np.float32)
    for place, term in enumerate(design.terms):
        if term.group in groups:
            table[place, groups.index(term.group)] = fit.weights[place]
    return table


def _phrased(people: People, design: Design, fit: Fit, groups: list[str], parts: Matrix) -> Reasons:
    top = min(AT_MOST, len(groups))
    best = np.argpartition(-parts, top - 1, axis=1)[:, :top]
    best = np.take_along_axis(best, np.argsort(-np.take_along_axis(parts, best, axis=1), axis=1, kind="stable"), axis=1)
    best = np.where(np.take_along_axis(parts, best, axis=1) > WORTH_SAYING, best, -1)
    phrases: list[str] = []
    given = np.full((len(people), AT_MOST), -1, dtype=np.int32)
    for number, group in enumerate(groups):
        who, slot = np.nonzero(best == number)
        given[who, slot] = _phrases_of(people, group, who, design, fit, phrases)
    return Reasons(phrases, given)


def _phrases_of(
    people: People, group: str, who: NDArray[np.intp], design: Design, fit: Fit, phrases: list[str]
) -> NDArray[np.int32]:
    """The number of each person's phrase; each different set of values is put into words once."""
    shown, say = _words_for(group, people, design, fit)
    values = [people.column(column)[who].astype(np.int64) for column in shown]
    key = np.zeros(len(who), dtype=np.int64)
    for column in values:
        key = key * 65_536 + column if len(values) > 1 else column
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    numbers = []
    for one in first:
        words = say(tuple(int(column[one]) for column in values))
        numbers.append(len(phrases) if words else -1)
        phrases.extend([words] if words else [])
    return np.array(numbers, dtype=np.int32)[place]


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
