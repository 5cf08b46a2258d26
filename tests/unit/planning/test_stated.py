"""Two aims for one measure and one year cannot both be meant; aims of other years, people or schemes can."""

from pathlib import Path

import pytest

from joinedup.basics.finding import Severity
from joinedup.planning import check_plan, read_plan

HEAD = "Better Care Fund planning template – Part 1\nUpdated July 2014\n2) Vision for health and care\na) Vision\n"


def conflicts(tmp_path: Path, *sentences: str) -> list[tuple[Severity, str]]:
    path = tmp_path / "plan.txt"
    path.write_text(HEAD + "\n".join(sentences) + "\n", encoding="utf-8")
    return [(one.severity, one.message) for one in check_plan(read_plan(path)) if one.code == "targets-conflict"]


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            "Of those who leave into reablement, 88% will be at home after 91 days in 2015/16 (84% in 2013/14).",
            "By March 2016 the board looks for 85% on the 91-day measure.",
            "85% for still at home after reablement by March 2016 here, and 88% on line 5",
        ),
        (
            "Permanent admissions to care homes will fall from 700 to 640 per 100,000 between 2013/14 and 2015/16.",
            "The rate of permanent admissions to care homes expected in 2015/16 is 655 per 100,000.",
            "655 per 100,000 for care home admissions by March 2016 here, and 640 per 100,000 on line 5",
        ),
        (
            "Delayed days: 900 in 2012/13, to be 720 in 2015/16, a cut of 20% by March 2016.",
            "The teams are judged on a 30% cut in delayed days by March 2016.",
            "30% fewer for delayed transfers by March 2016 here, and 20% fewer on line 5",
        ),
        (
            "The dementia diagnosis rate will reach 67% by March 2015.",
            "Case finding in homes supports a 62% diagnosis rate by March 2015.",
            "62% for dementia diagnosis by March 2015 here, and 67% on line 5",
        ),
    ],
)
def test_two_aims_for_one_year_are_an_error(tmp_path: Path, one: str, other: str, told: str) -> None:
    assert conflicts(tmp_path, one, other) == [(Severity.ERROR, told)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The dementia diagnosis rate will reach 62% by March 2015.",
            "The diagnosis rate will reach 67% by March 2016.",
        ),
        (
            "The dementia diagnosis rate was 55% in 2013/14.",
            "The dementia diagnosis rate will reach 67% by March 2016.",
        ),
        (
            "Delayed days are cut by 20% by March 2016.",
            "A review found that delayed days are cut by 40% by March 2016.",
        ),
        (
            "Non-elective admissions fall by 3% in 2015/16.",
            "Non-elective admissions of care home residents fall by 15% in 2015/16.",
        ),
        (
            "Reablement: 83% at home after 91 days by March 2015 and 86% by March 2016.",
            "We look for 86% at home after 91 days by March 2016, not 83% as in 2014/15.",
        ),
    ],
)
def test_aims_that_can_both_be_meant_are_left_alone(tmp_path: Path, one: str, other: str) -> None:
    assert not [message for severity, message in conflicts(tmp_path, one, other) if severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            "Admissions to residential care, 655 per 100,000 in 2013/14, will come down to 620 per 100,000.",
            "Permanent admissions of people over 65 are brought down to 590 per 100,000 in 2015/16.",
            "590 per 100,000 for care home admissions by March 2016 here, and 620 per 100,000 on line 5",
        ),
        (
            "Permanent admissions to care homes were 281 in 2012/13 and will be 255 in 2015/16.",
            "No more than 230 people will move permanently into residential care in 2015/16.",
            "230 for care home admissions by March 2016 here, and 255 on line 5",
        ),
        (
            "Emergency admissions are the first test: a reduction of 3.5% in emergency admissions in 2015/16.",
            "Emergency admissions weigh most. In 2015/16 we plan for 5% fewer, after growth.",
            "5% fewer for emergency admissions by March 2016 here, and 3.5% fewer on line 5",
        ),
    ],
)
def test_aims_without_a_year_or_name_of_their_own_are_read(tmp_path: Path, one: str, other: str, told: str) -> None:
    assert (Severity.ERROR, told) in conflicts(tmp_path, one, other)


def test_a_measure_of_some_causes_alone_is_another_measure(tmp_path: Path) -> None:
    words = ("Delayed days fall by 8% by March 2016.", "Delayed days due to waits for housing fall by 20% in 2015/16.")
    assert not [message for severity, message in conflicts(tmp_path, *words) if severity is Severity.ERROR]
