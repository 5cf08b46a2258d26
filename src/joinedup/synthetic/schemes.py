"""What is planted: two schemes, one that works and one that does nothing, each in some practices from a day on."""

from dataclasses import dataclass

import numpy as np

from joinedup.synthetic.dice import Array, stream
from joinedup.synthetic.settings import read
from joinedup.synthetic.window import Window


@dataclass(frozen=True)
class Scheme:
    """A scheme's practices (numbers), first day, youngest age and what it multiplies emergency admissions by.

    A scheme works by sparing people admissions that would have been: of 100, with a ratio of 0.8, a random 20 do not
    happen, and nothing else changes. So the ratio told in truth is what the extracts hold, but for chance.
    """

    id: str
    name: str
    words: str
    practices: Array
    starts: int
    from_age: int
    rate_ratio: float

    def chance_spared(self, practice: Array, age: Array, day: Array) -> Array:
        """The chance that an admission at that age and day, of a patient of that practice, does not happen."""
        reached = np.isin(practice, self.practices) & (age >= self.from_age) & (day >= self.starts)
        return np.asarray(reached * (1 - self.rate_ratio))


def make_schemes(practices: int, window: Window, seed: int) -> tuple[Scheme, ...]:
    """The schemes of plants.toml; no practice takes part in two."""
    order = stream(seed, "schemes").permutation(practices)
    schemes, used = [], 0
    for plant in read("plants")["schemes"]:
        count = max(1, round(practices * plant["share_of_practices"]))
        schemes.append(
            Scheme(
                plant["id"],
                plant["name"],
                plant["words"],
                np.sort(order[used : used + count]),
                window.months[plant["starts_after_months"]][0],
                plant["from_age"],
                plant["rate_ratio"],
            )
        )
        used += count
    return tuple(schemes)
