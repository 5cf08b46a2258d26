"""Pseudonyms differ by recipient, can be rotated, and are turned back only among people on one's own list."""

from pathlib import Path

import pytest

from joinedup.governance.pseudonyms import PseudonymError, Pseudonyms

PEOPLE = [str(number) for number in range(1, 200)]


@pytest.fixture
def pseudonyms(tmp_path: Path) -> Pseudonyms:
    return Pseudonyms(tmp_path / "keys" / "pseudonyms")


def test_the_same_person_is_the_same_pseudonym_for_one_recipient(pseudonyms: Pseudonyms) -> None:
    assert pseudonyms.of("public-health", ["4711"]) == pseudonyms.of("public-health", ["4711"])


def test_two_recipients_cannot_join_what_they_were_sent(pseudonyms: Pseudonyms) -> None:
    assert not set(pseudonyms.of("public-health", PEOPLE)) & set(pseudonyms.of("university", PEOPLE))


def test_two_people_are_never_one_pseudonym(pseudonyms: Pseudonyms) -> None:
    assert len(set(pseudonyms.of("public-health", PEOPLE))) == len(PEOPLE)


def test_two_workspaces_make_different_ones(tmp_path: Path) -> None:
    first, second = (Pseudonyms(tmp_path / name).of("public-health", ["4711"]) for name in "ab")
    assert first != second


def test_it_is_turned_back_only_when_the_person_is_on_the_list(pseudonyms: Pseudonyms) -> None:
    made = pseudonyms.of("public-health", ["4711"])[0]
    assert pseudonyms.person_of("public-health", made, ["1", "4711"]) == "4711"
    assert pseudonyms.person_of("public-health", made, ["1", "2"]) is None
    assert pseudonyms.person_of("university", made, ["4711"]) is None


def test_a_new_key_makes_new_pseudonyms_and_the_old_can_be_read_until_it_is_retired(pseudonyms: Pseudonyms) -> None:
    old = pseudonyms.of("public-health", ["4711"])[0]
    assert pseudonyms.rotate("public-health") == 2
    new = pseudonyms.of("public-health", ["4711"])[0]
    assert (old[:4], new[:4]) == ("001-", "002-")
    assert pseudonyms.person_of("public-health", old, ["4711"]) == "4711"
    pseudonyms.retire("public-health", 1)
    assert pseudonyms.person_of("public-health", old, ["4711"]) is None
    assert pseudonyms.person_of("public-health", new, ["4711"]) == "4711"


def test_the_key_in_use_is_not_retired(pseudonyms: Pseudonyms) -> None:
    pseudonyms.of("public-health", ["1"])
    with pytest.raises(PseudonymError, match="in use"):
        pseudonyms.retire("public-health", 1)


def test_a_retired_number_is_not_used_again(pseudonyms: Pseudonyms) -> None:
    pseudonyms.of("public-health", ["1"])
    pseudonyms.rotate("public-health")
    pseudonyms.retire("public-health", 1)
    assert pseudonyms.rotate("public-health") == 3


@pytest.mark.parametrize("recipient", ["../keys", "Public Health", "", "a/b", "-a"])
def test_a_recipient_is_never_a_path(pseudonyms: Pseudonyms, recipient: str) -> None:
    with pytest.raises(PseudonymError):
        pseudonyms.of(recipient, ["1"])


@pytest.mark.parametrize("text", ["", "4711", "001-short", "9990000026"])
def test_what_is_not_a_pseudonym_is_refused(pseudonyms: Pseudonyms, text: str) -> None:
    with pytest.raises(PseudonymError):
        pseudonyms.person_of("public-health", text, ["1"])


def test_only_the_owner_may_read_the_keys(pseudonyms: Pseudonyms) -> None:
    pseudonyms.of("public-health", ["1"])
    assert pseudonyms.folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in pseudonyms.folder.glob("*"))
