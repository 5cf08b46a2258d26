"""A model is too sure at the top of a small place's list: the year it is judged on settles how sure it may be."""

import numpy as np
import pytest

from joinedup.risk.judging import auc, brier
from joinedup.risk.model.fit import fitted, log_odds_to_chance
from joinedup.risk.model.sureness import judged_by_others, sureness

CUTS = (0.005, 0.01, 0.02, 0.05, 0.1)
TERMS = 60


def years(people: int, seed: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Three years of one place: sixty counts, of which twelve matter, and level off; each year a little quieter."""
    dice = np.random.default_rng(seed)
    weights = np.where(np.arange(TERMS) < 12, dice.uniform(0.1, 0.5, TERMS), 0.0)
    made = []
    for level in (-2.9, -3.0, -3.1):
        often = dice.gamma(0.3, 1, (people, 1))
        terms = np.log1p(dice.poisson(often, (people, TERMS))).astype(np.float32)
        need = 4 * np.tanh(terms @ weights / 4)
        made.append((np.asfortranarray(terms), dice.random(people) < log_odds_to_chance(level + need)))
    return made


def off(chance: np.ndarray, happened: np.ndarray) -> list[float]:
    """Of each cut of the list: how many more than said were admitted, in standard errors."""
    order = np.argsort(-chance, kind="stable")
    cuts = [order[: int(np.ceil(cut * len(chance)))] for cut in CUTS]
    return [
        float((happened[one].sum() - chance[one].sum()) / np.sqrt((chance[one] * (1 - chance[one])).sum()))
        for one in cuts
    ]


@pytest.mark.parametrize("people", [2_000, 20_000])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_said_of_the_top_of_the_list_is_what_happens(people: int, seed: int) -> None:
    (terms, happened), (later, then), (_, _) = years(people, seed)
    log_odds = fitted(terms, happened, penalty=1).log_odds(later)
    raw, judged = log_odds_to_chance(log_odds), judged_by_others(log_odds, then)
    assert min(off(raw, then)) < min(-2, *off(judged, then)), "too sure before"
    assert max(np.abs(off(judged, then))) < 2.6
    assert brier(judged, then) < brier(raw, then)
    assert auc(judged, then) == pytest.approx(auc(raw, then), abs=0.02)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_is_nearer_the_truth_in_a_year_that_neither_has_seen(seed: int) -> None:
    (terms, happened), (later, then), (last, now) = years(20_000, seed)
    fit = fitted(terms, happened, penalty=1)
    log_odds = fit.log_odds(last)
    settled = sureness(fit.log_odds(later), then).chance(log_odds)
    assert brier(settled, now) < brier(log_odds_to_chance(log_odds), now)
    assert np.abs(off(settled, now)).mean() < np.abs(off(log_odds_to_chance(log_odds), now)).mean() / 2


def test_order_is_never_changed_and_a_model_that_is_right_is_left_alone() -> None:
    dice = np.random.default_rng(5)
    log_odds = dice.normal(-2.5, 1, 50_000)
    happened = dice.random(50_000) < log_odds_to_chance(log_odds)
    line = sureness(log_odds, happened)
    assert np.abs(line.chance(log_odds) - log_odds_to_chance(log_odds)).mean() < 0.003
    far = np.linspace(-15, 10, 1_000)
    assert (np.diff(np.log(line.chance(far)) - np.log1p(-line.chance(far))) > 0).all()


def test_a_model_that_tells_nobody_apart_is_left_as_it_is() -> None:
    dice = np.random.default_rng(6)
    log_odds = dice.normal(-2.5, 1, 5_000)
    line = sureness(log_odds, dice.random(5_000) < log_odds_to_chance(-2.5 - 2 * (log_odds + 2.5)))
    assert not len(line.raw)
