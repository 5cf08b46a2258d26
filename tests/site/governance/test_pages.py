"""The pages of governance, through the browser's eyes: what each role sees and can do."""

import pytest

from joinedup.governance.consent import Part
from joinedup.governance.openings import OpeningKind
from joinedup.governance.roles import (
    COMMUNITY_MATRON,
    GOVERNANCE_LEAD,
    GP,
    MDT_COORDINATOR,
    PROGRAMME_MANAGER,
    SOCIAL_WORKER,
    SYSTEM_ADMINISTRATOR,
)
from joinedup.web.governance import people
from joinedup.web.governance.actions.alerts import open_with_reason
from joinedup.web.governance.actions.memberships import give_role
from joinedup.web.governance.models import AccessEntry, Alert, ConsentFact, Membership
from joinedup.web.governance.people import PersonFacts, may_see_person

from ..conftest import appoint

WHY = "Found on the floor, and may be on blood thinners"


@pytest.fixture(autouse=True)
def _registered(monkeypatch) -> None:
    """p1 is registered at Mill Lane; the linked record is another room's."""
    at = {"p1": "A99001", "p2": "A99002"}
    monkeypatch.setattr(people, "_look_up", [lambda person_id: PersonFacts(person_id, at.get(person_id))])


def _text(answer) -> str:
    return answer.content.decode()


def test_a_closed_record_offers_the_page_for_a_reason(town, sign_in) -> None:
    browser = sign_in(town[COMMUNITY_MATRON])
    page = browser.get("/people/p1/open/")
    assert page.status_code == 200
    assert "I care for this person" in _text(page)


def test_an_emergency_opens_the_record_for_an_hour_and_alerts_the_privacy_officer(town, sign_in) -> None:
    matron = town[COMMUNITY_MATRON]
    answer = sign_in(matron).post("/people/p1/open/", {"what": "EMERGENCY", "reason": WHY})
    assert answer["Location"] == "/people/p1/"
    assert may_see_person(matron, PersonFacts("p1", "A99001")).code == "emergency"
    alert = Alert.objects.get()
    assert alert.organisation == matron.organisation
    assert alert.person_id not in str(alert)


@pytest.mark.parametrize("sent", [{}, {"what": "EMERGENCY", "reason": "help"}, {"what": "ADDRESS", "reason": WHY}])
def test_without_a_good_reason_it_stays_closed_and_says_what_to_do(town, sign_in, sent) -> None:
    page = sign_in(town[COMMUNITY_MATRON]).post("/people/p1/open/", sent)
    assert page.status_code == 200
    assert "There is a problem" in _text(page)
    assert not Alert.objects.exists()


def test_who_may_not_open_in_an_emergency_has_no_such_page(town, sign_in) -> None:
    assert sign_in(town[MDT_COORDINATOR]).get("/people/p1/open/").status_code == 403
    assert sign_in(town[PROGRAMME_MANAGER]).get("/people/p1/open/").status_code == 403


def test_an_emergency_ends_after_an_hour(town, time_machine) -> None:
    matron = town[COMMUNITY_MATRON]
    opening = open_with_reason(by=matron, person_id="p1", kind=OpeningKind.EMERGENCY, reason=WHY)
    time_machine.move_to(opening.until)
    assert not may_see_person(matron, PersonFacts("p1"))


def test_an_emergency_opens_it_for_nobody_else(town) -> None:
    matron = town[COMMUNITY_MATRON]
    open_with_reason(by=matron, person_id="p1", kind=OpeningKind.EMERGENCY, reason=WHY)
    colleague = appoint(town.administrator, COMMUNITY_MATRON, matron.organisation, "colleague")
    assert not may_see_person(colleague, PersonFacts("p1"))


def test_the_privacy_officer_of_the_organisation_looks_into_it_and_closes_it(town, sign_in) -> None:
    matron = town[COMMUNITY_MATRON]
    open_with_reason(by=matron, person_id="p1", kind=OpeningKind.EMERGENCY, reason=WHY)
    alert = Alert.objects.get()
    officer = appoint(town.administrator, GOVERNANCE_LEAD, matron.organisation, "officer")
    browser = sign_in(officer)
    assert "1 alert waits to be looked into" in _text(browser.get("/alerts/"))
    page = _text(browser.get(f"/alerts/{alert.reference}/"))
    assert WHY in page
    assert "opened what was closed, with a reason: emergency" in page
    sent = {"outcome": "right", "words": "Asked her and the ambulance crew: she was there."}
    assert browser.post(f"/alerts/{alert.reference}/", sent)["Location"] == "/alerts/"
    assert "No alert waits to be looked into" in _text(browser.get("/alerts/"))
    again = browser.post(f"/alerts/{alert.reference}/", sent)
    assert again.status_code == 400


def test_another_organisations_alert_does_not_exist(town, sign_in) -> None:
    open_with_reason(by=town[COMMUNITY_MATRON], person_id="p1", kind=OpeningKind.EMERGENCY, reason=WHY)
    elsewhere = appoint(town.administrator, GOVERNANCE_LEAD, town.practice, "elsewhere")
    alert = Alert.objects.get()
    assert sign_in(elsewhere).get(f"/alerts/{alert.reference}/").status_code == 404
    assert alert.reference not in _text(sign_in(elsewhere).get("/alerts/"))


def test_an_alert_nobody_there_may_look_into_goes_to_the_integrated_care_board(town, sign_in) -> None:
    matron, board = town[COMMUNITY_MATRON], sign_in(town[GOVERNANCE_LEAD])
    open_with_reason(by=matron, person_id="p1", kind=OpeningKind.EMERGENCY, reason=WHY)
    page = f"/alerts/{Alert.objects.get().reference}/"
    assert "1 alert waits to be looked into" in _text(board.get("/"))
    assert f"{matron.user.name}, {matron.organisation.name}" in _text(board.get("/alerts/"))
    give_role(by=town.administrator, user=matron.user, organisation=matron.organisation, role_code=GOVERNANCE_LEAD.code)
    assert board.get(page).status_code == 200, "nobody closes an alert about themselves: still nobody there"
    appoint(town.administrator, GOVERNANCE_LEAD, matron.organisation, "officer")
    sent = {"outcome": "right", "words": "Asked her and the ambulance crew: she was there."}
    assert [board.get(page).status_code, board.post(page, sent).status_code] == [404, 404]


def test_nobody_closes_an_alert_about_themselves(town, sign_in) -> None:
    matron = town[COMMUNITY_MATRON]
    open_with_reason(by=matron, person_id="p1", kind=OpeningKind.EMERGENCY, reason=WHY)
    give_role(by=town.administrator, user=matron.user, organisation=matron.organisation, role_code=GOVERNANCE_LEAD.code)
    browser = sign_in(matron)
    second = Membership.objects.get(user=matron.user, role_code=GOVERNANCE_LEAD.code)
    browser.post("/role/", {"membership": second.pk})
    sent = {"outcome": "right", "words": "It was me, and I was right."}
    assert browser.post(f"/alerts/{Alert.objects.get().reference}/", sent).status_code == 403


def test_a_no_closes_the_record_and_only_a_reason_opens_it(town, sign_in) -> None:
    doctor, person = town[GP], PersonFacts("p1", "A99001")
    sent = {"form": "consent", "c-part": "EVERYTHING", "c-agreed": "no", "c-how": "spoken", "c-organisation": ""}
    assert sign_in(doctor).post("/people/p1/consent/", sent)["Location"] == "/people/p1/consent/"
    assert may_see_person(doctor, person).code == "dissent"
    assert "They said no, but may come to harm" in _text(sign_in(doctor).get("/people/p1/open/"))
    sign_in(doctor).post("/people/p1/open/", {"what": "DISSENT", "reason": WHY})
    assert may_see_person(doctor, person).allowed
    assert Alert.objects.get().kind == "DISSENT"


@pytest.mark.parametrize("part", ["EVERYTHING", "HOSPITAL"])
def test_who_writes_a_yes_where_the_person_said_no_is_asked_about_it(town, sign_in, part) -> None:
    doctor = sign_in(town[GP])
    sent = {"form": "consent", "c-part": part, "c-how": "spoken", "c-organisation": ""}
    doctor.post("/people/p1/consent/", sent | {"c-agreed": "yes"})
    doctor.post("/people/p1/consent/", sent | {"c-agreed": "no"})
    assert not Alert.objects.exists()
    doctor.post("/people/p1/consent/", sent | {"c-agreed": "yes"})
    assert may_see_person(town[GP], PersonFacts("p1", "A99001")).shows(Part.HOSPITAL)
    assert Alert.objects.get().kind == "DISSENT"


def test_a_no_to_one_part_leaves_the_others(town, sign_in) -> None:
    doctor, person = town[GP], PersonFacts("p1", "A99001")
    sent = {"form": "consent", "c-part": "MENTAL_HEALTH", "c-agreed": "no", "c-how": "written", "c-organisation": ""}
    sign_in(doctor).post("/people/p1/consent/", sent)
    decision = may_see_person(doctor, person)
    assert not decision.shows(Part.MENTAL_HEALTH)
    assert decision.shows(Part.HOSPITAL)


def test_what_a_person_said_is_listed_with_its_writer(town, sign_in) -> None:
    browser = sign_in(town[GP])
    sent = {"form": "objection", "o-about": "RISK_STRATIFICATION", "o-objected": "yes"}
    browser.post("/people/p1/consent/", sent)
    page = _text(browser.get("/people/p1/consent/"))
    assert "Objects to being found by risk stratification" in page
    assert people.objectors("RISK_STRATIFICATION") == {"p1"}
    browser.post("/people/p1/consent/", {**sent, "o-objected": "no"})
    assert people.objectors("RISK_STRATIFICATION") == frozenset()


def test_consent_is_not_written_down_by_somebody_who_may_not_see_the_person(town, sign_in) -> None:
    sent = {"form": "consent", "c-part": "EVERYTHING", "c-agreed": "yes", "c-how": "spoken", "c-organisation": ""}
    assert sign_in(town[SOCIAL_WORKER]).post("/people/p1/consent/", sent).status_code == 403
    assert not ConsentFact.objects.exists()


def test_the_log_shows_ones_own_organisation_only(town, sign_in) -> None:
    people.open_record(by=town[GP], person=PersonFacts("p1", "A99001"))
    elsewhere = appoint(town.administrator, GOVERNANCE_LEAD, town.trust, "elsewhere")
    at_home = appoint(town.administrator, GOVERNANCE_LEAD, town.practice, "athome")
    assert town[GP].user.name not in _text(sign_in(elsewhere).get("/access-log/"))
    assert town[GP].user.name in _text(sign_in(at_home).get("/access-log/"))
    asked = {"person_id": "p1"}
    assert "Nothing was written down that fits" in _text(sign_in(elsewhere).post("/access-log/", asked))
    assert "opened the record" in _text(sign_in(at_home).post("/access-log/", asked))


def test_the_administrator_opens_an_account_and_gives_a_role(town, sign_in) -> None:
    browser = sign_in(town[SYSTEM_ADMINISTRATOR])
    sent = {"name": "Nina New", "email": "nina@a99001.example", "password": "correct-horse-battery-7"}
    where = browser.post("/accounts/new/", sent)["Location"]
    assert "None. Without a role this account opens nothing." in _text(browser.get(where))
    browser.post(where, {"organisation": town.practice.pk, "role_code": "gp"})
    given = Membership.objects.get(user__email="nina@a99001.example")
    assert (given.role, given.given_by) == (GP, town.administrator.user)
    browser.post(f"/roles/{given.pk}/end/")
    given.refresh_from_db()
    assert given.until is not None
    browser.post(f"/accounts/{given.user_id}/close/")
    given.user.refresh_from_db()
    assert not given.user.is_active
    did = list(AccessEntry.objects.filter(user=town.administrator.user).values_list("did", flat=True))[-4:]
    assert did == [
        f"opened the account {given.user_id}",
        f"gave the account {given.user_id} the role gp at Mill Lane Surgery",
        f"ended for the account {given.user_id} the role General practitioner, Mill Lane Surgery",
        f"closed the account {given.user_id}",
    ]


@pytest.mark.parametrize(
    ("where", "role", "words"),
    [
        ("practice", "social-worker", "Social worker is not held at a gp practice"),
        ("practice", "all-powerful", "Select a valid choice"),
    ],
)
def test_a_role_that_does_not_fit_is_refused_in_words(town, sign_in, where, role, words) -> None:
    browser = sign_in(town[SYSTEM_ADMINISTRATOR])
    user = town[GP].user
    page = browser.post(f"/accounts/{user.pk}/", {"organisation": getattr(town, where).pk, "role_code": role})
    assert words in _text(page)


def test_nobody_gives_a_role_to_themselves(town, sign_in) -> None:
    browser = sign_in(town[SYSTEM_ADMINISTRATOR])
    page = browser.post(
        f"/accounts/{town.administrator.user.pk}/", {"organisation": town.board.pk, "role_code": "analyst"}
    )
    assert "Nobody gives a role to themselves" in _text(page)


def test_roles_are_chosen_one_at_a_time(town, sign_in) -> None:
    doctor = town[GP]
    give_role(by=town.administrator, user=doctor.user, organisation=town.board, role_code="analyst")
    browser = sign_in(doctor)
    assert browser.get("/")["Location"] == "/role/"
    second = Membership.objects.get(user=doctor.user, role_code="analyst")
    before = browser.session.session_key
    assert browser.post("/role/", {"membership": second.pk, "next": "/account/"})["Location"] == "/account/"
    assert browser.session.session_key != before
    assert "Purpose: <strong>planning and commissioning</strong>" in _text(browser.get("/account/"))
    last = AccessEntry.objects.filter(user=doctor.user).order_by("-number").first()
    assert (last.did, last.role_code) == ("began to work in this role", "analyst")


def test_nobody_works_in_anothers_role_or_is_sent_elsewhere(town, sign_in) -> None:
    browser = sign_in(town[GP])
    page = browser.post("/role/", {"membership": town[SYSTEM_ADMINISTRATOR].membership.pk})
    assert "Choose a role" in _text(page)
    sent = {"membership": town[GP].membership.pk, "next": "https://evil.example/"}
    assert browser.post("/role/", sent)["Location"] == "/"
