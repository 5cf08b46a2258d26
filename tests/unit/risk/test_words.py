"""The words a reason is made of."""

import pytest

from joinedup.risk.conditions import in_words, sentence
from joinedup.risk.groups import GROUPS


def said(group: str, *values: int) -> str:
    return next(one for one in GROUPS if one.id == group).say(values)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((0, 3, 5), "3 emergency admissions in the last year"),
        ((1, 3, 3), "3 emergency admissions in the last year, 1 of them in the last 30 days"),
        ((1, 1, 1), "1 emergency admission in the last 30 days"),
        ((0, 1, 4), "1 emergency admission in the last year"),
        ((0, 0, 2), "2 emergency admissions in the last two years"),
        ((0, 0, 0), ""),
        ((0, 1204, 1204), "1,204 emergency admissions in the last year"),
    ],
)
def test_counts_are_said_in_the_window_that_matters(values: tuple[int, ...], words: str) -> None:
    assert said("emergency", *values) == words


def test_flags_and_numbers_are_said_only_when_there_is_something_to_say() -> None:
    assert said("care_home", 1) == "Lives in a care home"
    assert said("care_home", 0) == ""
    assert said("age", 87) == "Aged 87"
    assert said("age", -1) == ""
    assert said("deprivation", 2) == "Lives in an area among the 20% most deprived"
    assert said("deprivation", 0) == said("deprivation", 9) == ""
    assert said("specialties", 1) == ""
    assert said("teams", 3) == "Seen by 3 community or mental health teams in the last year"
    assert said("sex", 1) == ""


def test_conditions_are_named_as_people_name_them() -> None:
    assert in_words("heart_failure") == "heart failure"
    assert in_words(" COPD ") == "COPD"
    assert sentence([]) == ""
    assert sentence(["ckd"]) == "Has chronic kidney disease"
    assert sentence(["ckd", "dementia"]) == "Has chronic kidney disease and dementia"
    assert sentence(["ckd", "dementia", "asthma"]) == "Has chronic kidney disease, dementia and asthma"
    assert sentence(["a", "b", "c", "d"]) == "Has a, b, c and 1 more long-term condition"
    assert sentence(["a", "b", "c", "d", "e"]) == "Has a, b, c and 2 more long-term conditions"
