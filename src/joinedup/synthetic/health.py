"""Latent frailty, long-term conditions and what both do to a person's need of help."""

from dataclasses import dataclass

import numpy as np

from joinedup.synthetic.dice import Array, Dice, chances, stream
from joinedup.synthetic.people import People
from joinedup.synthetic.settings import CONDITION_AGES, rate, read
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
    figures: dict,
    group: Array,
    asian: Array,  # type: ignore[type-arg]
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


def admission_need(people: People, health: Health, day: int, bands: Array) -> Array:
    """How many times the average of a person's age band each person needs emergency admission, standing causes only.

    Averages one over the people of each band, so that the county's rate by age is the one asked for.
    """
    log = health.weigh("admission", day)
    log += rate("need", "frailty_admission") * health.frailty + rate("need", "hidden_admission") * health.hidden
    log += rate("need", "poor_admission") * health.poverty
    need = np.exp(log) * np.where(people.male == 1, rate("hospital", "emergency_male"), 1.0)
    return level(need, bands, people.born <= day)


def level(need: Array, bands: Array, counted: Array) -> Array:
    """``need`` divided by its mean among the ``counted`` of each band."""
    total = np.bincount(bands[counted], need[counted], 20)
    mean = total / np.maximum(np.bincount(bands[counted], minlength=20), 1)
    return np.asarray(need / np.where(mean > 0, mean, 1.0)[bands])
