"""Making a predicted 20 % mean 20 in 100: the fitted year's own tenths, smoothed so that order is never changed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from joinedup.risk.model.fit import Outcome, chance_to_log_odds, log_odds_to_chance
from joinedup.risk.model.order import rising

Line = NDArray[np.float64]
GROUPS = 20
MATTERS_ABOVE = 0.05  # of the share it happened to: the mean gap, over twentieths of people, worth reshaping for
NOT_BY_CHANCE = 45.3  # the Hosmer-Lemeshow statistic of 20 groups that chance alone exceeds once in 1,000
PEOPLE_A_STEP = 2_000
STEPS_AT_MOST = 100


@dataclass(frozen=True)
class Shape:
    """Log-odds → log-odds, straight between the points and parallel beyond them; no points change nothing."""

    raw: Line
    meant: Line

    def chance(self, log_odds: Line) -> Line:
        """The calibrated chance of each person."""
        return log_odds_to_chance(self._bent(log_odds) if len(self.raw) else log_odds)

    def _bent(self, log_odds: Line) -> Line:
        inside = np.clip(log_odds, self.raw[0], self.raw[-1])
        return np.interp(inside, self.raw, self.meant) + (log_odds - inside)


UNCHANGED = Shape(np.array([]), np.array([]))


def shaped(log_odds: Line, happened: Outcome) -> Shape:
    """The shape the fitting year asks for: none where the model is already right."""
    if not misses(log_odds_to_chance(log_odds), happened):
        return UNCHANGED
    steps = min(STEPS_AT_MOST, len(happened) // PEOPLE_A_STEP)
    if steps < 5:
        return UNCHANGED
    said, seen = _by_rank(log_odds, happened, steps)
    rising = _never_falling(seen, np.full(steps, 1.0))
    return Shape(said, chance_to_log_odds(np.clip(rising, 1e-5, 1 - 1e-5)))


def misses(chance: Line, happened: Outcome) -> bool:
    """True when predicted and observed differ by more than matters, and by more than chance explains."""
    said, seen = _by_rank(chance, happened, min(GROUPS, len(chance)))
    surprise = (len(chance) / len(said)) * ((seen - said) ** 2 / np.maximum(said * (1 - said), 1e-9)).sum()
    return bool(np.abs(said - seen).mean() > MATTERS_ABOVE * happened.mean() and surprise > NOT_BY_CHANCE)


def gap(chance: Line, happened: Outcome, groups: int = GROUPS) -> float:
    """Mean distance between predicted and observed, over equal groups of people by rising chance."""
    said, seen = _by_rank(chance, happened, min(groups, len(chance)))
    return float(np.abs(said - seen).mean())


def _by_rank(values: Line, happened: Outcome, groups: int) -> tuple[Line, Line]:
    order = rising(values)
    edges = np.linspace(0, len(values), groups + 1).astype(int)[:-1]
    sizes = np.diff(np.append(edges, len(values)))
    return np.add.reduceat(values[order], edges) / sizes, np.add.reduceat(happened[order], edges, dtype=float) / sizes


def _never_falling(values: Line, weights: Line) -> Line:
    """The nearest never-falling line (pool adjacent violators)."""
    pools: list[list[float]] = []
    for value, weight in zip(values, weights, strict=True):
        pools.append([float(value), float(weight), 1])
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            mean, heavy, length = pools.pop()
            before = pools[-1]
            before[0] = (before[0] * before[1] + mean * heavy) / (before[1] + heavy)
            before[1] += heavy
            before[2] += length
    return np.repeat([pool[0] for pool in pools], [int(pool[2]) for pool in pools])
