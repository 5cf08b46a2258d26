"""The second opinion on limits, against what others printed."""

import pytest

from .limits import byar, dobson


def test_byar_is_near_the_exact_poisson_limits():
    for events, low, high in ((1, 0.025, 5.57), (10, 4.80, 18.39), (100, 81.36, 121.63)):
        assert float(byar(events)[0]) == pytest.approx(low, abs=0.02)
        assert float(byar(events)[1]) == pytest.approx(high, abs=0.04)
    assert float(byar(0)[0]) == 0


def test_dobson_of_one_stratum_is_byar():
    low, high = byar(40)
    assert dobson(40.0, 40.0, 40.0) == pytest.approx((float(low), float(high)))
