"""The fit, its shape and the numbers it is judged by."""

import math

import numpy as np
import pytest

from joinedup.risk.judging import auc, brier, slope_and_intercept, suspicious
from joinedup.risk.model.fit import fitted, log_odds_to_chance
from joinedup.risk.model.shape import UNCHANGED, gap, shaped


def _world(people: int, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    matrix = np.asfortranarray(chance.standard_normal((people, 5)), dtype=np.float32)
    matrix[:, 4] = matrix[:, 3] * 0.9 + 0.1 * matrix[:, 4]
    truth = log_odds_to_chance(-2 + matrix @ np.array([1.0, -0.5, 0, 0.3, 0.2]))
    return matrix, chance.random(people) < truth


@pytest.mark.parametrize("people", [400, 130_000])
@pytest.mark.parametrize("penalty", [1.0, 50.0])
def test_weights_are_those_of_scikit_learn(people: int, penalty: float) -> None:
    from sklearn.linear_model import LogisticRegression

    matrix, happened = _world(people)
    ours = fitted(matrix, happened, penalty=penalty)
    theirs = LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=1e-8).fit(matrix.astype(float), happened)
    assert ours.settled
    assert np.allclose(ours.weights, theirs.coef_[0], atol=2e-5)
    assert ours.constant == pytest.approx(theirs.intercept_[0], abs=2e-5)


def test_a_perfect_separation_still_settles() -> None:
    matrix = np.asfortranarray(np.linspace(-1, 1, 200, dtype=np.float32)[:, None])
    assert fitted(matrix, matrix[:, 0] > 0).settled


def test_the_same_people_give_the_same_weights() -> None:
    matrix, happened = _world(5_000)
    assert fitted(matrix, happened).weights.tolist() == fitted(matrix.copy("F"), happened).weights.tolist()


def test_area_under_the_curve_by_hand() -> None:
    assert auc(np.array([0.1, 0.4, 0.35, 0.8]), np.array([False, False, True, True])) == 0.75
    assert auc(np.array([0.5, 0.5, 0.5]), np.array([True, False, True])) == 0.5
    assert math.isnan(auc(np.array([0.5]), np.array([True])))


def test_area_and_brier_are_those_of_scikit_learn() -> None:
    from sklearn.metrics import brier_score_loss, roc_auc_score

    chance = np.random.default_rng(5)
    score = chance.random(2_000).round(2)
    happened = chance.random(2_000) < score
    assert auc(score, happened) == pytest.approx(roc_auc_score(happened, score), abs=1e-12)
    assert brier(score, happened) == pytest.approx(brier_score_loss(happened, score), abs=1e-12)


def test_slope_and_intercept_find_a_score_that_says_too_much() -> None:
    chance = np.random.default_rng(7)
    truth = chance.normal(-2, 1, 60_000)
    happened = chance.random(60_000) < log_odds_to_chance(truth)
    assert slope_and_intercept(log_odds_to_chance(truth), happened) == pytest.approx((1, 0), abs=0.06)
    assert slope_and_intercept(log_odds_to_chance(2 * truth + 1), happened)[0] == pytest.approx(0.5, abs=0.03)


def test_an_area_above_anything_published_is_a_warning() -> None:
    assert [finding.code for finding in suspicious(0.86)] == ["risk-leakage-suspected"]
    assert suspicious(0.83) == []
    assert suspicious(float("nan")) == []


def test_a_calibrated_model_is_left_as_it_is() -> None:
    chance = np.random.default_rng(9)
    log_odds = chance.normal(-2, 1, 40_000)
    assert shaped(log_odds, chance.random(40_000) < log_odds_to_chance(log_odds)) is UNCHANGED


def test_a_bent_model_is_straightened_and_order_is_kept() -> None:
    chance = np.random.default_rng(9)
    log_odds = np.sort(chance.normal(-2, 1.2, 80_000))
    happened = chance.random(80_000) < log_odds_to_chance(log_odds - 0.4 * np.maximum(log_odds + 1, 0) ** 2)
    shape = shaped(log_odds, happened)
    better = shape.chance(log_odds)
    assert gap(better, happened) < gap(log_odds_to_chance(log_odds), happened) / 2
    assert (np.diff(better) >= 0).all()
