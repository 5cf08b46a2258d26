"""The national data opt-out's file, byte for byte, and answers that expire."""

import datetime as dt
from pathlib import Path

import pytest

from joinedup.governance.opt_out import Answers, OptOutFileError, read_answer, write_request

NUMBERS = ["9990000026", "9990000034", "9990000042"]
NOW = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)


def test_each_number_is_followed_by_a_comma_and_a_line_feed() -> None:
    assert write_request(["999 000 0026", "9990000034", "9990000034"]) == b"9990000026,\n9990000034,\n"


def test_an_invalid_number_is_found_before_the_whole_check_fails_and_is_not_named() -> None:
    with pytest.raises(OptOutFileError) as refused:
        write_request(["9990000026", "9990000035"])
    assert refused.value.where.line == 2
    assert "9990000035" not in str(refused.value)


def test_who_comes_back_may_be_used() -> None:
    assert read_answer(b"9990000026,\n9990000042,\n", NUMBERS) == {"9990000026", "9990000042"}


def test_an_answer_without_anybody_means_that_all_opted_out() -> None:
    assert read_answer(b"", []) == frozenset()
    with pytest.raises(OptOutFileError):
        read_answer(b"no newline", NUMBERS)


@pytest.mark.parametrize(
    "content",
    [
        b"9990000026,\r\n",
        b"9990000026\n",
        b"9990000026,",
        b"999000002,\n",
        b"ERROR: invalid number at line 3\n",
        b"9990000026,\n\n",
        b"9990000050,\n",
        "９９９００００026,\n".encode(),
    ],
)
def test_any_other_layout_is_refused(content: bytes) -> None:
    with pytest.raises(OptOutFileError):
        read_answer(content, NUMBERS)


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    kept = Answers(tmp_path / "opt-out" / "answers.json", b"k" * 64)
    kept.keep(NUMBERS, {"9990000026"}, NOW)
    return kept


def test_an_answer_is_known_until_it_expires(answers: Answers) -> None:
    asked = [*NUMBERS, "9990000050"]
    standing = answers.standing(asked, NOW + dt.timedelta(days=6))
    assert standing.usable == {"9990000026"}
    assert standing.opted_out == {"9990000034", "9990000042"}
    assert standing.unknown == {"9990000050"}
    assert answers.standing(asked, NOW + dt.timedelta(days=7)).unknown == set(asked)


def test_what_expired_is_taken_off_the_disk(answers: Answers, tmp_path: Path) -> None:
    path = tmp_path / "opt-out" / "answers.json"
    assert answers.forget_expired(NOW + dt.timedelta(days=6)) == 0
    answers.standing(NUMBERS[:1], NOW + dt.timedelta(days=8))
    assert path.read_text() == "{}"


def test_how_many_answers_expired_is_said(answers: Answers) -> None:
    assert answers.forget_expired(NOW + dt.timedelta(days=8)) == 3


def test_no_number_is_on_the_disk_and_nobody_else_may_read_it(answers: Answers, tmp_path: Path) -> None:
    path = tmp_path / "opt-out" / "answers.json"
    assert not any(number in path.read_text() for number in NUMBERS)
    assert path.stat().st_mode & 0o077 == 0


def test_a_later_answer_replaces_an_earlier_one(answers: Answers) -> None:
    later = NOW + dt.timedelta(days=2)
    answers.keep(["9990000026"], set(), later)
    assert answers.standing(NUMBERS, later).opted_out == set(NUMBERS)
