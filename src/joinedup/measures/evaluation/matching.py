"""Finds for everyone in a scheme the people outside it who were most like them before it began."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.neighbors import NearestNeighbors  # type: ignore[import-untyped]

from joinedup.measures.errors import MeasureError

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Balance:
    """One trait: means inside, outside and among those matched, and the standardised differences.

    Below 0.1 the two groups are alike in the trait (Austin 2009).
    """

    trait: str
    inside: float
    outside: float
    matched: float
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Matched:
    """How much each person outside counts (0 when never chosen), and how alike the groups are."""

    weights: Floats
    balance: tuple[Balance, ...]


def match(inside: Floats, outside: Floats, traits: Sequence[str], *, neighbours: int = 5) -> Matched:
    """Nearest neighbours in standardised traits, with replacement; each person inside shares one among neighbours.

    ``inside`` and ``outside`` have one row a person and one column a trait. Raises MeasureError when either is empty.
    """
    if not len(inside) or not len(outside):
        raise MeasureError(
            "There is nobody to compare: the scheme or the rest of the county has no one of that age.",
            "Choose other practices, another start or another age.",
        )
    centre, spread = inside.mean(axis=0), inside.std(axis=0)
    spread[spread == 0] = 1.0
    count = min(neighbours, len(outside))
    finder = NearestNeighbors(n_neighbors=count).fit((outside - centre) / spread)
    found: npt.NDArray[np.intp] = finder.kneighbors((inside - centre) / spread, return_distance=False)
    weights = np.bincount(found.ravel(), minlength=len(outside)) / count
    return Matched(weights, _balance(inside, outside, weights, traits))


def _balance(inside: Floats, outside: Floats, weights: Floats, traits: Sequence[str]) -> tuple[Balance, ...]:
    within, without = inside.mean(axis=0), outside.mean(axis=0)
    chosen = np.average(outside, axis=0, weights=weights)
    spread = np.sqrt((inside.var(axis=0) + outside.var(axis=0)) / 2)
    spread[spread == 0] = 1.0
    return tuple(
        Balance(
            trait,
            float(within[at]),
            float(without[at]),
            float(chosen[at]),
            float((within[at] - without[at]) / spread[at]),
            float((within[at] - chosen[at]) / spread[at]),
        )
        for at, trait in enumerate(traits)
    )
