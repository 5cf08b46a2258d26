"""Figures that belong to another sentence, differences, events out of order, and sums that are still open."""

from decimal import Decimal
from pathlib import Path

import pytest

from joinedup.planning.checks.told_before import slip

from .checked import VISION, codes


def errors(tmp_path: Path, words: str) -> set[str]:
    return codes(tmp_path, f"{VISION}{words}\n")


@pytest.mark.parametrize(
    ("true", "told", "is_slip"),
    [
        ("67.9", "86", True),
        ("21.5", "2.2", True),
        ("655.9", "695.9", True),
        ("67.9", "68", False),
        ("40.2", "61", False),
    ],
)
def test_a_slip_turns_moves_or_changes_one_digit(true: str, told: str, is_slip: bool) -> None:
    assert slip(Decimal(true), Decimal(told)) is is_slip


@pytest.mark.parametrize(
    "words",
    [
        "Of the 3,980 people at high risk 1,310 have a plan. This is 43%.",
        "In the trial there were 212 calls, and 144 people (86%) stayed at home.",
        "By March 2016 we look for 259 admissions, which is 29 fewer than at present (14%).",
        "The median was 171 in 2012/13 and 139 in 2013/14 so far, 23 days fewer.",
    ],
)
def test_a_share_or_difference_is_of_the_figures_before_it(tmp_path: Path, words: str) -> None:
    assert errors(tmp_path, words) == {"percent-wrong"}


@pytest.mark.parametrize(
    "words",
    [
        "Of the 3,980 people at high risk 1,310 have a plan. This is 33%.",
        "There were 212 calls last winter. 44 people (61% of those asked) were content.",
        "A survey went to 1,200 people; 480 (40%) answered and 85% of them were satisfied.",
        "The plan covers 214,000 people, of whom 31,200 (15%) are over 65 and 4,900 (2.3%) are over 85.",
        "Two of the four teams, with 24 of the 48 staff (50%), are in post.",
        "Carers had £305,000 in 2014/15 and will have £960,000 in 2015/16, £655,000 more.",
        "There are 4 teams of 12 staff, 48 in total.",
    ],
)
def test_figures_that_agree_are_left_alone(tmp_path: Path, words: str) -> None:
    assert not errors(tmp_path, words)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("The pilot begins in September 2014 and will be evaluated in May 2014.", True),
        ("A section 75 agreement is sealed by 30 June 2015 and will take effect on 1 April 2015.", True),
        ("The pilot was evaluated in May 2014 and the service starts in July 2014.", False),
        ("Recruitment was completed in May 2014 and the service starts in July 2014.", False),
    ],
)
def test_nothing_is_judged_before_it_begins(tmp_path: Path, words: str, wrong: bool) -> None:
    assert ("events-out-of-order" in errors(tmp_path, words)) is wrong


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("An amount to be agreed with the CCGs will be our share of the £135m.", "number-not-given"),
        ("Lode Infirmary does not agree with the figures of the plan.", "provider-disagrees"),
        ("[Sue - can you put in the paragraph about the group? Thanks]", "placeholder-left-in"),
        ("Half of the 44 homes (15) share records.", "share-contradicts-words"),
        ("The 44 care homes include 30 residential homes and 19 nursing homes.", "parts-do-not-add-up"),
    ],
)
def test_other_words_for_known_flaws(tmp_path: Path, words: str, code: str) -> None:
    assert code in errors(tmp_path, words)


TABLE = """Locality\tPeople\tAdmissions\tRate per 1,000
North\t31,700\t5,980\t189
East\t46,900\t9,310\t{east}
South\t33,800\t7,045\t208
{last}\t112,400\t{total}\t199"""


@pytest.mark.parametrize(
    ("east", "last", "total", "code"),
    [
        ("199", "County", "22,335", None),
        ("219", "County", "22,335", "rate-row-wrong"),
        ("199", "County", "23,235", "table-does-not-add-up"),
    ],
)
def test_a_table_with_rates_and_a_total_without_the_word(
    tmp_path: Path, east: str, last: str, total: str, code: str | None
) -> None:
    told = errors(tmp_path, TABLE.format(east=east, last=last, total=total))
    assert (code in told) if code else not told
