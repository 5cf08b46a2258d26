"""Funnel limits: wide for small places, narrow for large ones."""

import numpy as np
import pytest

from joinedup.measures import Kind
from joinedup.measures.funnel import funnel


def test_limits_of_a_proportion_are_those_of_the_binomial():
    found = funnel([("a", 10, 100), ("b", 10, 100)], Kind.PROPORTION)
    at_100 = min(found.limits, key=lambda limit: abs(limit.size - 100))
    expected = 1.959963984540054 * np.sqrt(0.1 * 0.9 / at_100.size) * 100
    assert found.centre == pytest.approx(10)
    assert at_100.upper95 - found.centre == pytest.approx(expected)


def test_a_place_far_from_the_mean_is_outside_and_a_small_one_as_far_is_not():
    others = [(str(number), 100, 1000) for number in range(20)]
    found = {
        place.code: place.outside
        for place in funnel([*others, ("large", 160, 1000), ("small", 8, 50)], Kind.RATE).places
    }
    assert found["large"] == "99.8"
    assert found["small"] == ""
    assert found["0"] == ""


def test_about_a_twentieth_of_places_are_beyond_the_inner_limits_by_chance():
    chance = np.random.default_rng(5)
    sizes = chance.integers(2000, 20000, 2000)
    places = [(str(at), float(chance.poisson(0.01 * size)), float(size)) for at, size in enumerate(sizes)]
    found = funnel(places, Kind.RATE)
    assert 0.03 < sum(place.outside != "" for place in found.places) / 2000 < 0.07


def test_limits_narrow_with_size_and_never_fall_below_nought():
    limits = funnel([("a", 1, 10), ("b", 50, 5000)], Kind.RATE).limits
    widths = [limit.upper998 - limit.lower998 for limit in limits]
    assert widths == sorted(widths, reverse=True)
    assert min(limit.lower998 for limit in limits) >= 0


def test_places_without_people_are_left_out_and_a_mean_has_no_funnel():
    assert funnel([("a", 0, 0)], Kind.RATE).places == ()
    with pytest.raises(ValueError, match="needs a rate"):
        funnel([("a", 1, 1)], Kind.MEAN)
