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
        ("Almost three quarters (71%) go home.", False),
        ("Almost three quarters (81%) go home.", True),
    ],
)
def test_words_and_per_cent_must_agree(tmp_path: Path, words: str, wrong: bool) -> None:
    assert (CODE in says(tmp_path, words)) is wrong
