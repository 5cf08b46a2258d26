"""Latent frailty, long-term conditions and what both do to a person's need of help."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from joinedup.synthetic.dice import Array, Dice, chances, stream
from joinedup.synthetic.people import People
from joinedup.synthetic.settings import CONDITION_AGES, read
from joinedup.synthetic.window import NEVER, YEAR, Window

CONDITIONS = tuple(read("conditions"))
_ASIAN = ("H", "J", "K", "L")


@dataclass
class Health:
    """``frailty`` and ``hidden`` are standard normal; ``diagnosed`` is (conditions, people): a day number or NEVER.

    ``poverty``: steps of deprivation from the middle (-4.5 least to 4.5 most deprived).
    """

    frailty: Array
    hidden: Array
    poverty: Array
    diagnosed: Array

    def has(self, condition: str, day: int) -> Array:
        """Who has the diagnosis on that day."""
        return np.asarray(self.diagnosed[CONDITIONS.index(condition)] <= day)

    def mask(self, who: Array, day: Array) -> Array:
        """The conditions each of ``who`` has on ``day``, one bit each."""
        bits = np.zeros(len(who), dtype=np.int64)
        for number in range(len(CONDITIONS)):
            bits |= (self.diagnosed[number][who] <= day).astype(np.int64) << number
        return bits

    def weigh(self, key: str, day: int) -> Array:
        """Sum over a person's conditions on ``day`` of the weight called ``key`` in conditions.toml."""
        total = np.zeros(len(self.frailty))
        for number, condition in enumerate(CONDITIONS):
            weight = read("conditions")[condition][key]
            if weight:
                total += weight * (self.diagnosed[number] <= day)
        return total


def make_health(people: People, decile: Array, window: Window, seed: int) -> Health:
    """Everybody's frailty and conditions; ``decile``: deprivation of each person's home, 1 the most deprived."""
    dice = stream(seed, "health")
    size = len(people)
    poverty = 5.5 - decile.astype(np.float64)
    health = Health(
        frailty=dice.standard_normal(size) + 0.05 * poverty,
        hidden=dice.standard_normal(size),
        poverty=poverty,
        diagnosed=np.full((len(CONDITIONS), size), NEVER, dtype=np.int32),
    )
    group = np.searchsorted(CONDITION_AGES, people.age_on(window.end), side="right")
    asian = np.isin(people.ethnic, _ASIAN)
    for number, figures in enumerate(read("conditions").values()):
        _diagnose(dice, health, people, window, number, figures, group, asian)
    return health


def _diagnose(
    dice: Dice,
    health: Health,
    people: People,
    window: Window,
    number: int,
    figures: dict[str, Any],
    group: Array,
    asian: Array,
) -> None:
    """One condition: who has it by the end of the window, and since when."""
    odds = np.log(figures["male"]) * (people.male - 0.5) + figures["poor"] * health.poverty
    odds += figures["frail"] * health.frailty - figures["frail"] ** 2 / 2
    share = np.array(figures["share"])[group] * np.exp(odds)
    share[asian] *= figures.get("asian", 1.0)
    who = np.flatnonzero(chances(dice, np.minimum(share, 0.95), len(share)))
    since = window.end - (dice.exponential(figures["years"] * YEAR, len(who))).astype(np.int32)
    earliest = people.born[who] + ((window.end - people.born[who]) * 0.4 * dice.random(len(who))).astype(np.int32)
    health.diagnosed[number, who] = np.maximum(since, earliest)
