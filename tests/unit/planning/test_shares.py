"""Shares told in words and in per cent, of which the nearer words are meant; 'just over' is not 'over'."""

from pathlib import Path

import pytest

from .test_other_hands import says

CODE = "share-contradicts-words"


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("They are a tenth of the adults and nearly a quarter (23.4%) of the admissions.", False),
        ("They are a tenth of the adults and well over a third (23.4%) of the admissions.", True),
        ("Of the patients 4,140, just over a quarter (35%), live over the border.", True),
        ("Of the patients 3,140, just over a quarter (26.5%), live over the border.", False),
        ("Over a third (42%) came by ambulance.", False),
        ("A little under half (57%) of them live in the towns.", True),
        ("A little under half (46%) of them live in the towns.", False),
        ("A little over half (57%) of them live in the towns.", False),
        ("Almost three quarters (71%) go home.", False),
        ("Almost three quarters (81%) go home.", True),
    ],
)
def test_words_and_per_cent_must_agree(tmp_path: Path, words: str, wrong: bool) -> None:
    assert (CODE in says(tmp_path, words)) is wrong


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("In 2012/13, 1,912 of the 980 people who finished needed less care.", True),
        ("In 2012/13, 912 of the 980 people who finished needed less care.", False),
        ("Of the 38 practices that serve the town, 41 have signed up.", True),
        ("Of the 38 practices that serve the town, 31 have signed up.", False),
        ("On any day 56 of the hospital's 46 beds were taken by them.", True),
        ("The share still at home 91 days later is to reach 108% in 2015/16.", True),
        ("At home after 91 days: from 78% to 80% by March 2015 and 82.5% by March 2016.", False),
        ("Since March 2014 of the 98 homes some have left; in 2015 of our 12 wards two close.", False),
        ("We have £1,912 of the 98 sums.", False),
        ("Of the 38 practices, £41 a head is spent.", False),
    ],
)
def test_no_more_can_be_had_than_there_are(tmp_path: Path, words: str, wrong: bool) -> None:
    assert ("count-impossible" in says(tmp_path, words)) is wrong
