"""Names from the backgrounds that England's people have, common names commonest."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl

from joinedup.synthetic.dice import Array, Dice, pick
from joinedup.synthetic.settings import read

BACKGROUNDS = tuple(name for name in read("people")["backgrounds"])
MONONYM = BACKGROUNDS.index("mononym")
_COHORTS = ("_old", "", "_new")  # born before 1955, before 1986, later


@dataclass(frozen=True)
class Names:
    """Every name once; people hold numbers into ``words``. ``pools`` says which numbers a draw takes, and how often."""

    words: pl.Series
    pools: dict[str, tuple[Array, Array]]

    def draw(self, dice: Dice, pool: str, size: int) -> Array:
        """``size`` names of one pool."""
        members, weights = self.pools[pool]
        return members[pick(dice, weights, size)].astype(np.int32)


@cache
def names() -> Names:
    """The pools: family names by background, given names by background and sex, three cohorts for British ones."""
    lists = {
        f"{group}/{kind}": words.split() for group, kinds in read("names").items() for kind, words in kinds.items()
    }
    tail = _locative(lists.pop("british/start"), lists.pop("british/end"))
    words = list(dict.fromkeys([word for members in lists.values() for word in members] + tail))
    number = {word: place for place, word in enumerate(words)}
    pools = {pool: _pool([number[word] for word in members]) for pool, members in lists.items()}
    head, weights = pools["british/family"]
    rare = np.array([number[word] for word in tail])
    pools["british/family"] = (np.append(head, rare), np.append(weights * 0.62, np.full(len(rare), 0.38 / len(rare))))
    return Names(pl.Series(words), pools)


def family_names(dice: Dice, background: Array) -> Array:
    """A family name for each person."""
    return _by_background(dice, background, lambda group: "names" if group == "mononym" else "family")


def given_names(dice: Dice, background: Array, male: Array, born_year: Array) -> Array:
    """A given name for each person by background, sex and, for British names, year of birth."""
    chosen = np.zeros(len(background), dtype=np.int32)
    cohort = np.where(background == 0, np.searchsorted([1955, 1986], born_year, side="right"), 1)
    for code in np.unique(background * 6 + male * 3 + cohort):
        who = np.flatnonzero(background * 6 + male * 3 + cohort == code)
        group, sex, age = BACKGROUNDS[code // 6], ("women", "men")[code % 6 // 3], _COHORTS[code % 3]
        group = "african" if group == "mononym" else group
        chosen[who] = names().draw(dice, f"{group}/{sex}{age if group == 'british' else ''}", len(who))
    return chosen


@cache
def nicknames() -> dict[str, list[str]]:
    """Given name → what else its bearer is called."""
    return {name: others.split() for name, others in read("nicknames").items()}


def _by_background(dice: Dice, background: Array, kind_of: Callable[[str], str]) -> Array:
    chosen = np.zeros(len(background), dtype=np.int32)
    for code, group in enumerate(BACKGROUNDS):
        who = np.flatnonzero(background == code)
        chosen[who] = names().draw(dice, f"{group}/{kind_of(group)}", len(who))
    return chosen


def _pool(members: list[int]) -> tuple[Array, Array]:
    weights = 1 / (np.arange(len(members)) + 4.0) ** 0.85
    return np.array(members), weights / weights.sum()


def _locative(starts: list[str], ends: list[str]) -> list[str]:
    return [start + end for start in starts for end in ends if start[-1] != end[0]]
