"""Published scores: a person worked by hand equals the code."""

import json
from math import exp
from pathlib import Path

import pytest

from joinedup.risk.published import (
    PUBLISHED,
    Answers,
    InHospital,
    cambridge,
    charlson,
    five_questions,
    frailty_band,
    hfrs,
    level,
    parr30,
)
from joinedup.risk.published.data import read


def test_parr30_of_a_man_of_80_with_heart_failure_and_kidney_disease() -> None:
    """Aged 80 from an area scoring 30, in as an emergency for the third time this year, home less than 30 days."""
    by_hand = -2.91821 + 0.000060581 * 80**2 + 2 * 0.1215 + 0.5258 + 0.5565 + 0.0661 + 0.0950 + 0.1977
    assert by_hand == pytest.approx(-0.8463916)
    person = InHospital(80, 30, True, 2, True, {"heart_failure", "renal"})
    assert parr30(person) == pytest.approx(1 / (1 + exp(0.8463916))) == pytest.approx(0.3002, abs=5e-5)


def test_parr30_of_a_healthy_young_woman_in_for_a_planned_operation() -> None:
    assert parr30(InHospital(30, 5, False)) == pytest.approx(1 / (1 + exp(2.91821 - 0.0545229)))


@pytest.mark.parametrize(
    ("score", "adds"),
    [
        (0, 0),
        (9.99, 0),
        (10, 0.0209),
        (15, 0.0239),
        (25, 0.0661),
        (40, 0.1017),
        (49.9, 0.1017),
        (50, 0.0982),
        (93, 0.0982),
    ],
)
def test_parr30_deprivation_bands_begin_where_the_last_one_ends(score: float, adds: float) -> None:
    plain, banded = (1 / parr30(InHospital(60, at, True)) - 1 for at in (0, score))
    assert plain / banded == pytest.approx(exp(adds))


def test_parr30_says_that_it_knows_no_dementia_coefficient() -> None:
    with pytest.raises(ValueError, match="dementia"):
        parr30(InHospital(80, 30, True, conditions={"dementia"}))
    assert "dementia" in read("parr30")["left_out"]
    assert "dementia" in next(score for score in PUBLISHED if score.id == "parr30").not_known


def test_hfrs_counts_each_three_character_code_once() -> None:
    """F00 7.1 once although coded twice, W19 3.2, N39 3.2; Z99.2 is 0.8; J44 is not listed."""
    assert hfrs(["F001", "F009", "W190", "N390", "Z992", "J449"]) == 14.3
    assert [frailty_band(points) for points in (0, 4.9, 5, 14.3, 15, 15.1)] == [
        "low", "low", "intermediate", "intermediate", "intermediate", "high",
    ]  # fmt: skip


def test_hfrs_has_the_109_codes_of_the_paper(shared: Path) -> None:
    assert read("hfrs")["points"] == json.loads((shared / "data/codes/hfrs_icd10_weights.json").read_text())


def test_charlson_counts_only_the_worse_of_a_pair() -> None:
    """Diabetes with and without complications: 2. Cancer with its spread: 6. A heart attack: 1."""
    assert charlson(["E11.9", "E112"]) == 2
    assert charlson(["C50", "C780", "I21"]) == 7
    assert charlson(["C50", "C780", "I21"], weights="2011") == 6
    assert charlson(["K703", "K721"]) == 3
    assert charlson(["R55X"]) == 0


def test_charlson_codes_and_weights_are_the_published_ones(shared: Path) -> None:
    conditions = read("charlson")["conditions"]
    codes = json.loads((shared / "data/codes/charlson_icd_mappings.json").read_text())["charlson_icd10_quan"]
    weights = json.loads((shared / "data/codes/charlson_weights.json").read_text())
    assert {name: facts["codes"] for name, facts in conditions.items()} == codes
    assert {name: facts["weight_1987"] for name, facts in conditions.items()} == weights["charlson"]
    assert {name: facts["weight_2011"] for name, facts in conditions.items()} == weights["quan"]


def test_cambridge_adds_the_weights_of_twenty_conditions() -> None:
    assert len(read("cambridge")["weights"]) == 20
    assert cambridge(["dementia", "heart_failure", "hypertension"]) == 3.76
    assert cambridge(["dementia", "dementia", "osteoporosis"]) == 2.5


def test_five_questions_asks_the_five_things_derby_named() -> None:
    """COPD and depression (1 + 2), two emergency admissions (4), a fall (2), bereaved (2): 11 points, level 3."""
    worst = Answers({"copd", "depression"}, 2, fell_last_year=True, bereaved=True)
    assert five_questions(worst) == 11
    assert level(11).level == 3
    assert five_questions(Answers()) == 0
    assert [level(points).level for points in (0, 2, 3, 6, 7)] == [1, 1, 2, 2, 3]


def test_five_questions_never_guesses_bereavement() -> None:
    assert five_questions(Answers(bereaved=None)) == five_questions(Answers(bereaved=False))


def test_every_published_score_says_what_it_needs_how_good_it_is_and_whence_it_comes() -> None:
    assert [score.id for score in PUBLISHED] == ["parr30", "hfrs", "cambridge", "charlson", "five_questions"]
    for score in PUBLISHED:
        assert score.words
        assert score.needs
        assert score.reached
        assert score.source
