"""Who may open whose record: relationships, their dates, and the list a query starts from."""

import datetime as dt

import pytest

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.openings import OpeningKind
from joinedup.governance.relationships import TieKind
from joinedup.governance.roles import (
    ANALYST,
    COMMUNITY_MATRON,
    DISCHARGE_NURSE,
    GP,
    MDT_COORDINATOR,
    PRACTICE_NURSE,
    ROLES,
    SOCIAL_WORKER,
    SYSTEM_ADMINISTRATOR,
)
from joinedup.web.governance.acting import NotAllowed
from joinedup.web.governance.actions import memberships, relationships
from joinedup.web.governance.actions.alerts import open_with_reason
from joinedup.web.governance.models import AccessEntry, Alert, Relationship
from joinedup.web.governance.people import PersonFacts, Scope, may_see_person, open_record, scope_of


def on_caseload(acting, person_id: str) -> Relationship:
    """As a referral accepted long ago left it."""
    return Relationship.objects.create(
        person_id=person_id,
        organisation=acting.organisation,
        kind="CASELOAD",
        since=dt.date(2025, 1, 1),
        given_by=acting.user,
    )


MINE = PersonFacts("p1", "A99001")
THEIRS = PersonFacts("p2", "A99002")


@pytest.mark.parametrize("role", [GP, PRACTICE_NURSE], ids=str)
def test_a_practice_sees_its_own_people_and_no_others(town, role) -> None:
    assert may_see_person(town[role], MINE).code == "registered"
    assert may_see_person(town[role], THEIRS).code == "no-relationship"
    assert may_see_person(town[role], PersonFacts("p3", None)).code == "no-relationship"


@pytest.mark.parametrize("role", [COMMUNITY_MATRON, SOCIAL_WORKER, DISCHARGE_NURSE, MDT_COORDINATOR], ids=str)
def test_a_team_sees_its_caseload_from_the_first_day_to_the_day_before_the_last(town, role, today) -> None:
    acting = town[role]
    assert not may_see_person(acting, MINE)
    tie = Relationship.objects.create(
        person_id="p1", organisation=acting.organisation, kind="CASELOAD", since=today, given_by=acting.user
    )
    assert may_see_person(acting, MINE).code == "caseload"
    Relationship.objects.filter(pk=tie.pk).update(until=today + dt.timedelta(days=1))
    assert may_see_person(acting, MINE)
    Relationship.objects.filter(pk=tie.pk).update(until=today)
    assert not may_see_person(acting, MINE)
    Relationship.objects.filter(pk=tie.pk).update(until=None, since=today + dt.timedelta(days=1))
    assert not may_see_person(acting, MINE)


def test_another_organisations_caseload_lets_nobody_in(town) -> None:
    matron = town[COMMUNITY_MATRON]
    on_caseload(matron, "p1")
    assert may_see_person(matron, MINE)
    assert not may_see_person(town[SOCIAL_WORKER], MINE)


@pytest.mark.parametrize("role", [role for role in ROLES.values() if not role.purpose.sees_people], ids=str)
def test_who_does_not_care_for_people_sees_none_whatever_the_ties(town, role) -> None:
    acting = town[role]
    Relationship.objects.create(
        person_id="p1",
        organisation=acting.organisation,
        kind="CASELOAD",
        since=dt.date(2020, 1, 1),
        given_by=acting.user,
    )
    assert may_see_person(acting, PersonFacts("p1", acting.organisation.code)).code == "role"
    assert scope_of(acting) == Scope()


def test_opening_is_written_before_it_is_allowed(town) -> None:
    decision = open_record(by=town[GP], person=MINE)
    last = AccessEntry.objects.order_by("-number").first()
    assert (last.did, last.person_id, last.allowed, last.because) == ("opened the record", "p1", True, decision.reason)


def test_a_closed_door_raises(town) -> None:
    with pytest.raises(NotAllowed) as refusal:
        open_record(by=town[GP], person=THEIRS)
    assert refusal.value.person_id == "p2"
    assert "p2" not in refusal.value.message


def test_a_list_starts_from_the_same_people_as_the_door(town) -> None:
    matron, doctor = town[COMMUNITY_MATRON], town[GP]
    on_caseload(matron, "p5")
    assert scope_of(matron) == Scope(None, frozenset({"p5"}))
    assert scope_of(doctor) == Scope("A99001", frozenset())
    assert scope_of(town[ANALYST]).is_nobody


def test_taking_off_the_caseload_closes_the_door_at_once(town) -> None:
    doctor, matron = town[GP], town[COMMUNITY_MATRON]
    tie = relationships.put_on_caseload(by=doctor, person=MINE, organisation=matron.organisation, kind=TieKind.REFERRAL)
    assert may_see_person(matron, MINE).code == "referral"
    with pytest.raises(NotAllowed):
        relationships.take_off_caseload(by=town[SOCIAL_WORKER], person_id="p1", relationship=tie)
    relationships.take_off_caseload(by=matron, person_id="p1", relationship=tie)
    assert not may_see_person(matron, MINE)


def test_nobody_lets_themselves_in_by_a_caseload(town) -> None:
    matron = town[COMMUNITY_MATRON]
    with pytest.raises(NotAllowed):
        relationships.put_on_caseload(by=matron, person=MINE, organisation=matron.organisation)
    assert not may_see_person(matron, MINE)


def test_a_claim_lets_in_the_one_who_made_it_for_14_days_and_raises_an_alert(town, today) -> None:
    matron = town[COMMUNITY_MATRON]
    made = relationships.claim(by=matron, person_id="p1", reason="Covering the round of a colleague who is ill")
    assert may_see_person(matron, MINE).code == "self_claimed"
    assert (made.until - today).days == 14
    assert not may_see_person(town[MDT_COORDINATOR], MINE)
    alert = Alert.objects.get()
    assert (alert.kind, alert.organisation) == ("CLAIMED", matron.organisation)


def test_a_claim_needs_a_reason_that_can_be_judged(town) -> None:
    with pytest.raises(JoinedUpError, match="too short"):
        relationships.claim(by=town[COMMUNITY_MATRON], person_id="p1", reason="  cover  ")
    assert not may_see_person(town[COMMUNITY_MATRON], MINE)


def test_a_leaver_sees_nothing_at_the_next_request(town, sign_in) -> None:
    doctor = town[GP]
    browser = sign_in(doctor)
    assert browser.get("/").status_code == 200
    memberships.end_role(by=town[SYSTEM_ADMINISTRATOR], membership=doctor.membership)
    assert browser.get("/")["Location"] == "/role/"


def test_opening_a_record_costs_two_queries(town, django_assert_num_queries) -> None:
    with django_assert_num_queries(2 + 2):  # and the savepoint around the entry
        open_record(by=town[GP], person=MINE)


def test_a_slow_database_does_not_shorten_an_emergency(town, monkeypatch) -> None:
    """What is in force is read, and judged, as of one moment: the one at which it was asked."""
    import time

    from joinedup.governance.openings import OpeningKind
    from joinedup.web.governance import known
    from joinedup.web.governance.actions.alerts import open_with_reason

    matron = town[COMMUNITY_MATRON]
    open_with_reason(by=matron, person_id="p1", kind=OpeningKind.EMERGENCY, reason="Found on the floor at home")
    asked = known._query
    monkeypatch.setattr(known, "_query", lambda *given: (time.sleep(1.2), asked(*given))[1])
    assert may_see_person(matron, MINE).code == "emergency"


def test_what_ends_by_itself_is_not_made_to_last_by_a_caseload(town) -> None:
    matron = town[COMMUNITY_MATRON]
    open_with_reason(by=matron, person_id="p1", kind=OpeningKind.EMERGENCY, reason="Found unconscious at her home")
    assert may_see_person(matron, MINE).code == "emergency"
    with pytest.raises(NotAllowed):
        relationships.put_on_caseload(by=matron, person=MINE, organisation=matron.organisation)
    relationships.claim(by=matron, person_id="p1", reason="Covering the round of a colleague who is ill")
    with pytest.raises(NotAllowed):
        relationships.put_on_caseload(by=matron, person=MINE, organisation=matron.organisation)
    assert not may_see_person(town[MDT_COORDINATOR], MINE)
