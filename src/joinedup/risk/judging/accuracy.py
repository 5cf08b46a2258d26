"""Numbers that say how good a score is, and a warning when it is too good to be true."""

import numpy as np
from numpy.typing import NDArray

from joinedup.basics.finding import Finding, Severity
from joinedup.risk.model.fit import Outcome, chance_to_log_odds, fitted
from joinedup.risk.model.order import rising

Chance = NDArray[np.float64]

# 27 validated models reach 0.63 to 0.83 on administrative data (Wallace, Med Care 2014).
LEAKAGE_ABOVE = 0.85


def auc(score: Chance, happened: Outcome) -> float:
    """The chance that someone it happened to has a higher score than someone it did not; ties count half.

    NaN when it happened to everybody or to nobody.
    """
    yes = int(happened.sum())
    no = len(happened) - yes
    if not yes or not no:
        return float("nan")
    return float((_ranks(score)[happened].sum() - yes * (yes + 1) / 2) / (yes * no))


def brier(chance: Chance, happened: Outcome) -> float:
    """Mean squared distance between chance and what happened; 0 is perfect, the share² + … of a constant is worse."""
    return float(np.mean((chance - happened) ** 2))


def slope_and_intercept(chance: Chance, happened: Outcome) -> tuple[float, float]:
    """Calibration: log-odds of what happened = intercept + slope × log-odds predicted; 1 and 0 are perfect."""
    log_odds = chance_to_log_odds(chance)
    middle, spread = log_odds.mean(), log_odds.std() or 1.0
    standard = ((log_odds - middle) / spread).astype(np.float32)[:, None]
    line = fitted(np.asfortranarray(standard), happened, penalty=1e-6)
    slope = float(line.weights[0] / spread)
    return slope, float(line.constant - slope * middle)


def suspicious(area: float) -> list[Finding]:
    """A warning when the area under the curve is above anything published for such models."""
    if not area > LEAKAGE_ABOVE:
        return []
    return [
        Finding(
            "risk-leakage-suspected",
            Severity.WARNING,
            f"The area under the curve is {area:.3f}. Published models reach 0.63 to 0.83: above {LEAKAGE_ABOVE} "
            "something from after the index date may have reached the features, or the data are made up.",
            "Do not use the scores until you know why. Look first for dates filled in later, such as a condition or a "
            "care package recorded after an admission but dated before it.",
        )
    ]


def _ranks(score: Chance) -> NDArray[np.float64]:
    order = rising(score)
    ordered = score[order]
    first = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    sizes = np.diff(np.append(first, len(score)))
    ranks = np.empty(len(score))
    ranks[order] = np.repeat(first + (sizes + 1) / 2, sizes)
    return ranks
