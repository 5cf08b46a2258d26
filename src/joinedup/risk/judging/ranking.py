"""Who comes where on a list, worked out once for all the tables that judge it."""

import numpy as np
from numpy.typing import NDArray

from joinedup.risk.model.order import rising

Places = NDArray[np.int32]
TENTHS = 10


def places(highest_first: NDArray[np.float64]) -> Places:
    """Each person's place on the list, 1 for the highest; of two with the same number the earlier comes first."""
    return _in(rising(-highest_first))


def places_by_spending(cost: NDArray[np.float64], admitted: NDArray[np.int64]) -> Places:
    """The same by cost, then admissions; those never admitted, who are most, come last as they are."""
    some, none = np.flatnonzero(admitted > 0), np.flatnonzero(admitted <= 0)
    return _in(np.concatenate([some[np.lexsort((-admitted[some], -cost[some]))], none]))


def tenths(score: NDArray[np.float64]) -> Places:
    """The tenth of people that each is in, 1 for the lowest scores; the first tenths are the larger (SQL's ntile)."""
    each, larger = divmod(len(score), TENTHS)
    sizes = np.full(TENTHS, each) + (np.arange(TENTHS) < larger)
    tenth = np.empty(len(score), dtype=np.int32)
    tenth[rising(score)] = np.repeat(np.arange(1, TENTHS + 1, dtype=np.int32), sizes)
    return tenth


def _in(order: NDArray[np.intp]) -> Places:
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(1, len(order) + 1, dtype=np.int32)
    return place
