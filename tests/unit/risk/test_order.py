"""Numbers in order, ties as they come."""

import numpy as np
import pytest

from joinedup.risk.model.order import rising


@pytest.mark.parametrize("decimals", [0, 1, 3, 12])
@pytest.mark.parametrize("people", [0, 1, 2, 1000, 20_000])
def test_the_order_is_that_of_a_stable_sort(people, decimals):
    values = np.random.default_rng(people + decimals).normal(size=people).round(decimals)
    for some in (values, np.sort(values), -np.sort(values), values[::2]):
        assert rising(some).tolist() == np.argsort(some, kind="stable").tolist()
