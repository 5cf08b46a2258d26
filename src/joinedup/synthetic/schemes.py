"""What is planted: two schemes, one that works and one that does nothing, each in some practices from a day on."""

from dataclasses import dataclass

import numpy as np

from joinedup.synthetic.dice import Array, stream
from joinedup.synthetic.settings import read
from joinedup.synthetic.window import Window


@dataclass(frozen=True)
class Scheme:
    """A scheme's practices (numbers), first day, youngest age and what it multiplies emergency admissions by."""

    id: str
    name: str
    words: str
    practices: Array
    starts: int
    from_age: int
    rate_ratio: float

    def multiply(self, rates: Array, practice: Array, age: Array, day: int) -> None:
        """Changes ``rates`` where the scheme is at work on ``day``."""
        if day >= self.starts and self.rate_ratio != 1.0:
            rates[np.isin(practice, self.practices) & (age >= self.from_age)] *= self.rate_ratio


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
