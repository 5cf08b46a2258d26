"""Roles, permissions, purposes and the one decision, without a database."""

import datetime as dt

import pytest

from joinedup.governance import keys
from joinedup.governance.chain import START, Link, first_break, seal
from joinedup.governance.consent import PARTS, Consent, Part, withheld_from
from joinedup.governance.decisions import Known, Seal, decide
from joinedup.governance.openings import Opening, OpeningKind
from joinedup.governance.permissions import Permission
from joinedup.governance.purposes import Purpose
from joinedup.governance.relationships import Asker, Tie, TieKind
from joinedup.governance.roles import GP, ROLES, SOCIAL_WORKER, Role

NOW = dt.datetime(2026, 4, 1, 9, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
TIE = Tie(TieKind.CASELOAD, "E99", TODAY)
WORKER = Asker(SOCIAL_WORKER, "E99", 7)


@pytest.mark.parametrize("role", ROLES.values(), ids=str)
def test_a_role_may_do_only_what_its_one_purpose_allows(role: Role) -> None:
    assert all(role.purpose in permission.purposes for permission in role.may)
    assert role.may_be_held_by
    assert len(role.who) > 80


@pytest.mark.parametrize("role", ROLES.values(), ids=str)
def test_only_direct_care_opens_records(role: Role) -> None:
    assert (Permission.READ_PERSON in role.may) == (role.purpose is Purpose.DIRECT_CARE)


def test_nobody_may_do_everything_and_every_permission_is_somebodys() -> None:
    assert all(len(role.may) < len(Permission) / 2 for role in ROLES.values())
    assert set().union(*(role.may for role in ROLES.values())) == set(Permission)


def test_who_gives_roles_sees_no_person_and_who_watches_changes_no_record() -> None:
    for role in ROLES.values():
        if Permission.MANAGE_PEOPLE in role.may or Permission.CLOSE_ALERTS in role.may:
            assert not role.may & {Permission.READ_PERSON, Permission.WRITE_PERSON, Permission.BREAK_GLASS}


def _said(part: Part, agreed: bool, turn: int, organisation: str | None = None) -> Consent:
    return Consent(part, organisation, agreed, turn)


@pytest.mark.parametrize(
    ("said", "withheld"),
    [
        ([], set()),
        ([_said(Part.EVERYTHING, False, 1)], PARTS),
        ([_said(Part.EVERYTHING, False, 1), _said(Part.EVERYTHING, True, 2)], set()),
        ([_said(Part.EVERYTHING, True, 2), _said(Part.EVERYTHING, False, 1)], set()),
        ([_said(Part.HOSPITAL, False, 1)], {Part.HOSPITAL}),
        ([_said(Part.EVERYTHING, False, 1), _said(Part.HOSPITAL, True, 2)], PARTS - {Part.HOSPITAL}),
        ([_said(Part.HOSPITAL, False, 1), _said(Part.EVERYTHING, True, 2)], set()),
        ([_said(Part.EVERYTHING, False, 1, "RZ9")], set()),
        ([_said(Part.EVERYTHING, False, 1), _said(Part.EVERYTHING, True, 2, "E99")], set()),
        ([_said(Part.EVERYTHING, False, 1), _said(Part.EVERYTHING, True, 2, "RZ9")], PARTS),
    ],
)
def test_what_a_person_said_last_about_a_thing_counts(said: list[Consent], withheld: set[Part]) -> None:
    assert withheld_from("E99", said) == withheld


def _opening(kind: OpeningKind, membership: int = 7) -> Opening:
    return Opening(kind, membership, NOW, NOW + dt.timedelta(hours=1))


NO = (_said(Part.EVERYTHING, False, 1),)


@pytest.mark.parametrize(
    ("known", "code"),
    [
        (Known(), "no-relationship"),
        (Known(ties=(TIE,)), "caseload"),
        (Known(ties=(Tie(TieKind.CASELOAD, "RZ9", TODAY),)), "no-relationship"),
        (Known(ties=(Tie(TieKind.CASELOAD, "E99", TODAY, TODAY),)), "no-relationship"),
        (Known(ties=(Tie(TieKind.SELF_CLAIMED, "E99", TODAY, None, 8),)), "no-relationship"),
        (Known(ties=(Tie(TieKind.SELF_CLAIMED, "E99", TODAY, None, 7),)), "self_claimed"),
        (Known(ties=(Tie(TieKind.REGISTERED, "E99", TODAY),)), "no-relationship"),
        (Known(openings=(_opening(OpeningKind.EMERGENCY),)), "emergency"),
        (Known(openings=(_opening(OpeningKind.EMERGENCY, 8),)), "no-relationship"),
        (Known(ties=(TIE,), consents=NO), "dissent"),
        (Known(consents=NO, openings=(_opening(OpeningKind.EMERGENCY),)), "dissent"),
        (Known(ties=(TIE,), consents=NO, openings=(_opening(OpeningKind.DISSENT),)), "caseload"),
        (Known(consents=NO, openings=(_opening(OpeningKind.DISSENT),)), "no-relationship"),
    ],
)
def test_the_decision(known: Known, code: str) -> None:
    assert decide(WORKER, known, NOW).code == code


def test_an_opening_ends_on_the_minute() -> None:
    known = Known(openings=(_opening(OpeningKind.EMERGENCY),))
    assert decide(WORKER, known, NOW + dt.timedelta(minutes=59, seconds=59))
    assert not decide(WORKER, known, NOW + dt.timedelta(hours=1))


def test_what_another_organisation_sealed_is_left_out_until_opened_with_a_reason() -> None:
    seals = (Seal(Part.MENTAL_HEALTH, "RY9"), Seal(None, "RY9"), Seal(Part.SOCIAL_CARE, "E99"))
    closed = decide(WORKER, Known(ties=(TIE,), seals=seals), NOW)
    assert closed.sealed == {Part.MENTAL_HEALTH}
    assert closed.address_hidden
    assert closed.shows(Part.SOCIAL_CARE)
    assert not closed.shows(Part.MENTAL_HEALTH)
    both = (_opening(OpeningKind.SEALED), _opening(OpeningKind.ADDRESS))
    opened = decide(WORKER, Known(ties=(TIE,), seals=seals, openings=both), NOW)
    assert (opened.sealed, opened.address_hidden) == (frozenset(), False)


def test_a_refusal_shows_nothing() -> None:
    refused = decide(Asker(GP, "A99001", 1), Known(), NOW)
    assert not any(refused.shows(part) for part in PARTS)


def test_a_chain_finds_what_was_changed_moved_or_taken_out() -> None:
    links, before = [], START
    for number in range(1, 6):
        before = seal(b"key", before, number, {"did": f"thing {number}"})
        links.append(Link(number, {"did": f"thing {number}"}, before))
    assert first_break(b"key", links) is None
    assert first_break(b"other", links).number == 1
    assert first_break(b"key", links[1:]).number == 1
    assert first_break(b"key", [*links[:2], *links[3:]]).number == 3
    assert first_break(b"key", [links[0], links[2], links[1]]).number == 2
    changed = Link(3, {"did": "nothing"}, links[2].hash)
    assert first_break(b"key", [*links[:2], changed, *links[3:]]).number == 3
    assert first_break(b"key", links[:3]) is None


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path) -> None:
    folder = tmp_path / "keys"
    first = keys.read_or_make(folder, "site")
    assert keys.read_or_make(folder, "site") == first
    assert len(first) == keys.LENGTH
    assert not keys.open_to_others(folder)
    assert not keys.open_to_others(folder / "site.key")
    (folder / "site.key").chmod(0o640)
    assert keys.open_to_others(folder / "site.key")


def test_a_key_cut_short_is_refused(tmp_path) -> None:
    (tmp_path / "site.key").write_text("abcd")
    with pytest.raises(keys.KeyFileError):
        keys.read(tmp_path / "site.key")
