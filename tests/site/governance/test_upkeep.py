"""Seals, caseloads, organisations, forgotten passwords, sessions elsewhere: done on pages, and written down."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from joinedup.governance.consent import Part
from joinedup.governance.roles import COMMUNITY_MATRON, GP, PROGRAMME_MANAGER, SOCIAL_WORKER, SYSTEM_ADMINISTRATOR
from joinedup.web.governance import people
from joinedup.web.governance.models import AccessEntry, Membership, Organisation, Relationship, SealFact
from joinedup.web.governance.people import PersonFacts, may_see_person

from ..conftest import PASSWORD

MINE = PersonFacts("p1", "A99001")


@pytest.fixture(autouse=True)
def _registered(monkeypatch) -> None:
    """p1 is registered at Mill Lane; the linked record is another room's."""
    monkeypatch.setattr(people, "_look_up", [lambda one: PersonFacts(one, {"p1": "A99001"}.get(one))])


@pytest.fixture
def in_hand(town) -> Relationship:
    """p1 is on the matron's caseload."""
    return Relationship.objects.create(
        person_id="p1",
        organisation=town[COMMUNITY_MATRON].organisation,
        kind="CASELOAD",
        since=dt.date(2026, 1, 1),
        given_by=town[GP].user,
    )


def _text(answer) -> str:
    return answer.content.decode()


def _did() -> list[str]:
    return list(AccessEntry.objects.values_list("did", flat=True))


# ------------------------------------------------------------------------------------------------------------ seals


def test_what_is_sealed_on_the_page_is_out_of_sight_elsewhere_until_the_seal_is_taken_off(town, sign_in, in_hand):
    doctor, matron = sign_in(town[GP]), town[COMMUNITY_MATRON]
    doctor.post("/people/p1/consent/", {"form": "seal", "s-what": "MENTAL_HEALTH"})
    assert may_see_person(matron, MINE).sealed == {Part.MENTAL_HEALTH}
    assert "Mental health sealed by Mill Lane Surgery" in _text(doctor.get("/people/p1/consent/"))
    doctor.post("/people/p1/consent/", {"unseal": SealFact.objects.get().pk})
    assert not may_see_person(matron, MINE).sealed
    assert "Nothing is sealed" in _text(doctor.get("/people/p1/consent/"))
    assert {"sealed a part of the record", "took a seal off the record"} <= set(_did())


def test_an_address_can_be_sealed_and_nothing_twice(town, sign_in, in_hand):
    doctor = sign_in(town[GP])
    for _ in range(2):
        page = doctor.post("/people/p1/consent/", {"form": "seal", "s-what": "ADDRESS"})
    assert "That is sealed already" in _text(page)
    assert SealFact.objects.count() == 1
    assert may_see_person(town[COMMUNITY_MATRON], MINE).address_hidden


def test_only_who_sealed_it_takes_the_seal_off(town, sign_in, in_hand):
    sign_in(town[GP]).post("/people/p1/consent/", {"form": "seal", "s-what": "HOSPITAL"})
    seal, matron = SealFact.objects.get(), sign_in(town[COMMUNITY_MATRON])
    assert "Take the seal off" not in _text(matron.get("/people/p1/consent/"))
    assert matron.post("/people/p1/consent/", {"unseal": seal.pk}).status_code == 403
    seal.refresh_from_db()
    assert seal.until is None


def test_a_seal_of_somebody_else_is_not_found(town, sign_in):
    other = SealFact.objects.create(
        person_id="p2", part="HOSPITAL", organisation=town.practice, recorded_by=town[GP].user
    )
    assert sign_in(town[GP]).post("/people/p1/consent/", {"unseal": other.pk}).status_code == 404


# -------------------------------------------------------------------------------------------------------- caseloads


def test_who_is_taken_off_a_caseload_is_out_of_sight_at_once(town, sign_in, in_hand):
    browser = sign_in(town[COMMUNITY_MATRON])
    assert "Rivershire Community" in _text(browser.get("/people/p1/caseload/"))
    answer = browser.post("/people/p1/caseload/", {"form": "off", "relationship": in_hand.pk})
    assert answer["Location"] == "/"
    assert browser.get("/people/p1/caseload/").status_code == 403
    assert "took the person off the caseload" in _did()


def test_a_doctor_hands_a_person_on_and_not_twice(town, sign_in):
    browser, team = sign_in(town[GP]), town.council.pk
    for _ in range(2):
        page = browser.post("/people/p1/caseload/", {"form": "put", "organisation": team, "kind": "REFERRAL"})
    assert "has the person in hand already" in _text(page)
    assert may_see_person(town[SOCIAL_WORKER], MINE)


def test_nobody_takes_a_person_off_anothers_caseload_or_lets_themselves_in(town, sign_in, in_hand):
    assert (
        sign_in(town[GP]).post("/people/p1/caseload/", {"form": "off", "relationship": in_hand.pk}).status_code == 404
    )
    stranger = sign_in(town[SOCIAL_WORKER])
    sent = {"form": "put", "organisation": town.council.pk, "kind": "CASELOAD"}
    assert stranger.post("/people/p1/caseload/", sent).status_code == 403
    assert not may_see_person(town[SOCIAL_WORKER], MINE)


# ---------------------------------------------------------------------------------------------------- organisations


def test_an_organisation_is_added_moved_and_closed(town, sign_in, today):
    browser = sign_in(town[SYSTEM_ADMINISTRATOR])
    sent = {"name": "Ferry Road Surgery", "code": "a99003", "kind": "practice", "parent": town.board.pk}
    assert "Ferry Road Surgery is added" in _text(browser.post("/organisations/", sent, follow=True))
    made = Organisation.objects.get(code="A99003")
    later = today + dt.timedelta(30)
    moved = {"form": "move", "parent": town.council.pk, **_day("since", later)}
    assert "It is moved" in _text(browser.post(f"/organisations/{made.pk}/", moved, follow=True))
    assert [(tie.parent.code, tie.until) for tie in made.parents.all()] == [("QXX", later), ("E99", None)]
    browser.post(f"/organisations/{made.pk}/", {"form": "close", **_day("on", today)})
    made.refresh_from_db()
    assert made.closed == today
    assert {"added the organisation a99003", "moved Ferry Road Surgery to Rivershire Council"} <= set(_did())


def test_in_a_closed_organisation_nobody_works_at_the_next_request(town, sign_in, today):
    doctor = sign_in(town[GP])
    assert doctor.get("/people/").status_code == 200
    sign_in(town[SYSTEM_ADMINISTRATOR]).post(
        f"/organisations/{town.practice.pk}/", {"form": "close", **_day("on", today)}
    )
    assert doctor.get("/people/")["Location"] == "/role/"


def test_what_cannot_be_is_said(town, sign_in, today):
    browser = sign_in(town[SYSTEM_ADMINISTRATOR])
    own = browser.post(f"/organisations/{town.board.pk}/", {"form": "close", **_day("on", today)})
    assert "You work there yourself" in _text(own)
    bad = browser.post("/organisations/", {"name": "X", "code": "?", "kind": "practice"})
    assert "An ODS code is 3 to 10 capital letters" in _text(bad)
    twice = browser.post("/organisations/", {"name": "X", "code": "QXX", "kind": "icb"})
    assert "QXX is already here" in _text(twice)


# -------------------------------------------------------------------------------------------- passwords and sessions


def _link(town, sign_in, user) -> str:
    page = _text(sign_in(town[SYSTEM_ADMINISTRATOR]).post(f"/accounts/{user.pk}/new-password/"))
    return re.search(r"http://testserver(/sign-in/new-password/[^<]+/)", page)[1]


def test_a_link_sets_a_new_password_once(town, sign_in, client):
    user, fresh = town[PROGRAMME_MANAGER].user, "plum-tractor-window-9"
    link = _link(town, sign_in, user)
    assert str(user.pk) not in link.split("/")
    assert not client.login(username=user.email, password=PASSWORD), "the old one works no more"
    assert "Choose another" in _text(client.post(link, {"password": "short"}))
    assert client.post(link, {"password": fresh})["Location"] == "/sign-in/"
    assert client.login(username=user.email, password=fresh)
    assert Client().get(link).status_code == 410
    assert {f"gave the account {user.pk} a link to choose a new password", "chose a new password by a link"} <= set(
        _did()
    )


def test_a_link_is_good_for_a_day_and_only_as_it_was_given(town, sign_in, client, time_machine):
    link = _link(town, sign_in, town[PROGRAMME_MANAGER].user)
    assert client.get(link[:-3] + "xx/").status_code == 410
    assert client.get(link).status_code == 200
    time_machine.move_to(timezone.now() + dt.timedelta(hours=24, minutes=1))
    assert client.get(link).status_code == 410


def test_a_link_ends_every_session_and_nobody_makes_one_for_themselves(town, sign_in):
    manager = sign_in(town[PROGRAMME_MANAGER])
    _link(town, sign_in, town[PROGRAMME_MANAGER].user)
    assert manager.get("/")["Location"].startswith("/sign-in/")
    administrator = town[SYSTEM_ADMINISTRATOR]
    assert sign_in(administrator).post(f"/accounts/{administrator.user.pk}/new-password/").status_code in (302, 403)
    administrator.user.refresh_from_db()
    assert administrator.user.check_password(PASSWORD)


def test_one_signs_out_everywhere_and_others_stay_signed_in(town, sign_in):
    here, there, another = (sign_in(town[role]) for role in (GP, GP, SOCIAL_WORKER))
    assert here.post("/account/sign-out-everywhere/")["Location"] == "/sign-in/"
    assert there.get("/account/")["Location"].startswith("/sign-in/")
    assert another.get("/account/").status_code == 200
    assert "signed out everywhere" in _did()


def _day(name: str, day: dt.date) -> dict[str, int]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def test_a_closed_account_gets_no_link(town, sign_in):
    membership = Membership.objects.get(pk=town[PROGRAMME_MANAGER].membership.pk)
    membership.user.is_active = False
    membership.user.save()
    answer = sign_in(town[SYSTEM_ADMINISTRATOR]).post(f"/accounts/{membership.user_id}/new-password/", follow=True)
    assert "The account is closed" in _text(answer)
