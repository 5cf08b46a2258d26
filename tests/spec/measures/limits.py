"""Byar's and Dobson's limits written once more, one array at a time, to hold the queries' own against.

Byar's approximation for counts and rates; Dobson's method for directly standardised rates (Public Health England,
technical guide: confidence intervals).
"""

import numpy as np

from joinedup.measures.intervals import Z95


def byar(events, z=Z95):
    """Lower and upper limit of a count of events; divide by the population for a rate."""
    n = np.asarray(events, dtype=np.float64)
    safe = np.where(n > 0, n, 1.0)
    low = np.where(n > 0, n * (1 - 1 / (9 * safe) - z / (3 * np.sqrt(safe))) ** 3, 0.0)
    above = n + 1
    high = above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
    return low, high


def dobson(rate, variance, events, z=Z95):
    """Limits of a directly standardised rate from its variance and the events behind it, both on the rate's scale."""
    if events <= 0:
        return (float("nan"), float("nan"))
    low, high = byar(events, z)
    step = float(np.sqrt(variance / events))
    return (rate + step * (float(low) - events), rate + step * (float(high) - events))
