"""Seeded chance: each part of the county draws from a stream of its own; a change to one leaves the rest alone."""

import zlib
from typing import Any

import numpy as np
from numpy import typing as npt

Array = npt.NDArray[Any]
Dice = np.random.Generator


def stream(seed: int, name: str) -> Dice:
    """The stream of that name; the same seed and name give the same draws."""
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, zlib.crc32(name.encode())])))


def pick(dice: Dice, weights: Any, size: int) -> Array:
    """``size`` indices into ``weights``, each drawn in proportion to its weight."""
    heap = np.cumsum(np.asarray(weights, dtype=np.float64))
    drawn = np.searchsorted(heap, dice.random(size) * heap[-1], side="right")
    return np.asarray(np.minimum(drawn, len(heap) - 1))


def happen(dice: Dice, rates: Array) -> Array:
    """Who something happens to, once for each time: independent Poisson counts with the given mean for each person.

    Drawn as one count for everybody, shared out: as exact as a draw for each person, and far quicker when few are
    struck. The answer is in order of person.
    """
    heap = np.cumsum(rates, dtype=np.float64)
    count = int(dice.poisson(heap[-1])) if len(heap) else 0
    marks = np.sort(dice.random(count)) * heap[-1] if count else np.zeros(0)
    return np.minimum(np.searchsorted(heap, marks, side="right"), max(len(heap) - 1, 0)).astype(np.int32)


def befall(dice: Dice, chances: Array) -> Array:
    """Who something happens to at most once, for small chances; in order of person."""
    return np.unique(happen(dice, chances))


def lognormal(dice: Dice, mean: Any, spread: float, size: int) -> Array:
    """Positive numbers with the given mean and a long tail; ``spread`` is the standard deviation of their logarithm."""
    return np.asarray(mean) * np.exp(dice.standard_normal(size) * spread - spread * spread / 2)


def chances(dice: Dice, share: Any, size: int) -> Array:
    """True for the given share of ``size``."""
    return np.asarray(dice.random(size) < share)
