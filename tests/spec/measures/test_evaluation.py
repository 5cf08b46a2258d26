"""Evaluating a scheme: a planted effect is found, a planted nothing is called nothing."""

import datetime as dt

import numpy as np
import pytest

from joinedup.measures import MeasureError
from joinedup.measures.evaluation import Scheme, Verdict, difference_in_differences, evaluate_scheme, match
from joinedup.measures.evaluation.estimate import Panel, before_after

DAY = dt.date


def _panel(numbers, inside, weights):
    return Panel(
        (numbers * 7 % 5).astype(float),
        (200 + numbers * 13 % 100).astype(float),
        ((numbers * 3 + inside) % 4).astype(float),
        (150 + numbers * 17 % 150).astype(float),
        weights,
    )


def test_the_estimate_and_its_error_are_those_of_a_generalised_estimating_equation():
    inside, outside = np.arange(25), np.arange(25, 60)
    weights = np.array([1.0, 2.0, 0.5])[outside % 3]
    effect = difference_in_differences(_panel(inside, 1, np.ones(25)), _panel(outside, 0, weights))
    # statsmodels 0.15.0: GEE, Poisson, offset ln(days), independence, clustered by person, the same 60 people
    assert np.log(effect.ratio) == pytest.approx(-0.038143707149240966, rel=1e-9)
    assert effect.error == pytest.approx(0.28359522224528233, rel=1e-9)


def test_a_group_without_events_has_no_answer():
    nothing = Panel(*(np.zeros(3), np.ones(3)) * 2, np.ones(3))
    assert np.isnan(difference_in_differences(nothing, nothing).ratio)


def test_matching_makes_the_groups_alike():
    chance = np.random.default_rng(3)
    inside, outside = chance.normal(1, 1, (300, 2)), chance.normal(0, 1, (3000, 2))
    matched = match(inside, outside, ("a", "b"))
    assert matched.weights.sum() == pytest.approx(300)
    assert all(abs(found.before) > 0.8 and abs(found.after) < 0.1 for found in matched.balance)


def test_nobody_to_compare_with_is_said():
    with pytest.raises(MeasureError, match="nobody to compare"):
        match(np.ones((2, 1)), np.ones((0, 1)), ("a",))


def _county(seed, planted):
    """People whose frailty drives both events and, a little, where they are listed; a county-wide trend of −20 %."""
    chance = np.random.default_rng(seed)
    traits = np.column_stack([chance.normal(78, 7, 3000), chance.integers(0, 6, 3000)])
    frailty = np.exp(0.04 * (traits[:, 0] - 78) + 0.25 * traits[:, 1]) * chance.gamma(2, 0.5, 3000)
    inside = chance.random(3000) < 0.25 + 0.03 * traits[:, 1]
    days = np.full(3000, 365.0)
    before = chance.poisson(0.15 * frailty).astype(float)
    after = chance.poisson(0.15 * 0.8 * frailty * np.where(inside, planted, 1.0)).astype(float)
    weights = match(traits[inside], traits[~inside], ("age", "conditions")).weights
    ours = Panel(before[inside], days[inside], after[inside], days[inside], np.ones(int(inside.sum())))
    theirs = Panel(before[~inside], days[~inside], after[~inside], days[~inside], weights)
    return ours, theirs


@pytest.mark.parametrize("planted", [0.7, 1.0])
def test_the_interval_holds_what_was_planted_in_at_least_90_of_100_counties(planted):
    effects = [difference_in_differences(*_county(seed, planted)) for seed in range(100)]
    assert sum(effect.lower <= planted <= effect.upper for effect in effects) >= 90
    if planted == 1.0:
        assert sum(not effect.is_something for effect in effects) >= 90


def test_before_and_after_alone_believes_the_trend():
    fooled = [before_after(_county(seed, 1.0)[0]).is_something for seed in range(20)]
    assert sum(fooled) >= 15  # nothing was planted: the whole county fell by a fifth


def _admissions(county, people, day, every):
    for number in people[::every]:
        county.spell(number, day, day + dt.timedelta(2))


def test_a_scheme_is_judged_over_its_own_days_and_people(elders):
    for number in range(100, 500):
        elders.person(number, DAY(1945, 1, 1), place_id=1 + number % 2)
    inside = [number for number in range(100, 500) if number % 2 == 0]  # practice P1
    outside = [number for number in range(100, 500) if number % 2 == 1]
    for day, ours, theirs in ((DAY(2024, 10, 1), 2, 2), (DAY(2025, 3, 1), 5, 2)):
        _admissions(elders, inside, day, ours)
        _admissions(elders, outside, day, theirs)
    scheme = Scheme("Visits", frozenset({"P1"}), DAY(2025, 1, 1), 65)
    found = evaluate_scheme(
        elders.connection, scheme, "emergency_admissions_65", first=DAY(2024, 4, 1), until=DAY(2025, 9, 30)
    )
    assert found.events["inside before"] == 100
    assert found.events["inside after"] == 40
    assert found.effect.ratio == pytest.approx(0.4, abs=0.05)
    assert found.verdict is Verdict.LESS
    assert any("days before and after" in warning for warning in found.warnings)


def test_a_share_cannot_be_evaluated_and_a_scheme_too_young_neither(elders):
    scheme = Scheme("Visits", frozenset({"P1"}), DAY(2025, 1, 1))
    with pytest.raises(MeasureError, match="not a rate"):
        evaluate_scheme(elders.connection, scheme, "at_home_91_days", first=DAY(2024, 1, 1), until=DAY(2025, 9, 30))
    with pytest.raises(MeasureError, match="do not reach"):
        evaluate_scheme(
            elders.connection, scheme, "emergency_admissions_65", first=DAY(2024, 1, 1), until=DAY(2025, 2, 1)
        )
