"""Published worked examples, and the SQL against the arrays."""

import numpy as np
import pytest

from joinedup.measures.intervals import byar, dobson, wilson


def test_wilson_gives_the_published_limits():
    # Newcombe 1998, Statistics in Medicine 17:857, method 3
    for cases, of, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert [round(float(limit), 4) for limit in wilson(cases, of)] == [low, high]


def test_wilson_has_no_answer_without_a_denominator():
    assert np.isnan(wilson(0, 0)[0])


def test_byar_is_near_the_exact_poisson_limits():
    for events, low, high in ((1, 0.025, 5.57), (10, 4.80, 18.39), (100, 81.36, 121.63)):
        assert float(byar(events)[0]) == pytest.approx(low, abs=0.02)
        assert float(byar(events)[1]) == pytest.approx(high, abs=0.04)
    assert float(byar(0)[0]) == 0


def test_dobson_of_one_stratum_is_byar():
    low, high = byar(40)
    assert dobson(40.0, 40.0, 40.0) == pytest.approx((float(low), float(high)))
