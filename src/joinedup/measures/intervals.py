"""Intervals of rates and proportions, one array at a time.

Wilson's score interval for proportions; Byar's approximation for counts and rates; Dobson's method for directly
standardised rates (Public Health England, technical guide: confidence intervals). The SQL of ``sql/values.sql`` holds
the same formulas; a test holds the two together.
"""

import numpy as np
import numpy.typing as npt

Z95 = 1.959963984540054
Floats = npt.NDArray[np.float64]


def wilson(cases: npt.ArrayLike, of: npt.ArrayLike, z: float = Z95) -> tuple[Floats, Floats]:
    """Lower and upper limit of ``cases / of``, between 0 and 1; not a number where ``of`` is nought."""
    n, total = np.asarray(cases, dtype=np.float64), np.asarray(of, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = 2 * n + z * z
        half = z * np.sqrt(z * z + 4 * n * (1 - n / total))
        scale = 2 * (total + z * z)
        low, high = (centre - half) / scale, (centre + half) / scale
    nothing = total <= 0
    return (
        np.where(nothing, np.nan, np.clip(low, 0, 1)),
        np.where(nothing, np.nan, np.clip(high, 0, 1)),
    )


def byar(events: npt.ArrayLike, z: float = Z95) -> tuple[Floats, Floats]:
    """Lower and upper limit of a count of events; divide by the population for a rate."""
    n = np.asarray(events, dtype=np.float64)
    safe = np.where(n > 0, n, 1.0)
    low = np.where(n > 0, n * (1 - 1 / (9 * safe) - z / (3 * np.sqrt(safe))) ** 3, 0.0)
    above = n + 1
    high = above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
    return low, high


def dobson(rate: float, variance: float, events: float, z: float = Z95) -> tuple[float, float]:
    """Limits of a directly standardised rate from its variance and the events behind it, both on the rate's scale."""
    if events <= 0:
        return (float("nan"), float("nan"))
    low, high = byar(events, z)
    step = float(np.sqrt(variance / events))
    return (rate + step * (float(low) - events), rate + step * (float(high) - events))
