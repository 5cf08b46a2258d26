"""A list begins from what its reader may see; a decision is a fact with a reason."""

import pytest

from joinedup.governance.roles import ANALYST, COMMUNITY_MATRON, FINANCE_LEAD, GP
from joinedup.web.coordination.models import CaseDecision
from joinedup.web.coordination.worklist import _why_now
from joinedup.web.governance.models import AccessEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("served")]


def test_a_doctor_sees_the_own_practices_people_and_each_is_written_down(town, sign_in) -> None:
    page = sign_in(town[GP]).get("/worklist/?cut=5").content.decode()
    assert "HARBOTTLE, Agnes" in page
    assert "QUILLFEATHER" not in page
    assert "1 emergency admission in the last year" in page
    assert AccessEntry.objects.filter(did="read on the worklist").values_list("person_id", flat=True).get() == "1001"


@pytest.mark.parametrize("role", [ANALYST, FINANCE_LEAD], ids=str)
def test_those_who_plan_see_no_list_of_people(town, sign_in, role) -> None:
    assert sign_in(town[role]).get("/worklist/").status_code == 403


def test_a_team_without_a_caseload_has_an_empty_list_that_says_what_would_fill_it(town, sign_in) -> None:
    page = sign_in(town[COMMUNITY_MATRON]).get("/worklist/")
    assert "Nobody is on your list" in page.content.decode()


def test_a_person_is_declined_with_a_reason_and_not_without(town, sign_in) -> None:
    doctor = sign_in(town[GP])
    assert "Choose why" in doctor.post("/worklist/1001/", {"decided": "declined"}).content.decode()
    assert not CaseDecision.objects.exists()
    done = doctor.post("/worklist/1001/", {"decided": "declined", "reason": "refused"}, follow=True)
    assert "Not taken on" in done.content.decode()
    decision = CaseDecision.objects.get()
    assert (decision.person_id, decision.by, decision.organisation) == ("1001", town[GP].user, town.practice)


def test_somebody_nominated_stands_on_the_list_without_a_score_high_enough(town, sign_in) -> None:
    doctor = sign_in(town[GP])
    assert "KHAN" not in doctor.get("/worklist/?cut=0.5").content.decode()
    doctor.post("/worklist/1002/", {"decided": "nominated", "words": "Has fallen twice since her husband died."})
    assert "O&#39;NEILL-KHAN" in doctor.get("/worklist/?cut=0.5").content.decode()


def test_nobody_decides_about_somebody_elses_patient(town, sign_in) -> None:
    assert sign_in(town[GP]).post("/worklist/2001/", {"decided": "accepted"}).status_code == 403
    assert not CaseDecision.objects.exists()


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        (["1 emergency admission in the last 30 days"], ["1 emergency admission in the last 30 days"]),
        (["2 emergency admissions in the last year, 1 of them in the last 30 days"], None),
        (["9 nights in hospital as an emergency in the last year"], ["2 emergency admissions in the last year", "9"]),
        (["2 emergency admissions with a fall in the last year"], ["2 emergency admissions in the last year", "2"]),
    ],
)
def test_emergency_admissions_are_among_the_reasons_though_their_nights_weigh_more(reasons, told) -> None:
    found = _why_now(reasons, 2)
    assert len(found) == len(told or reasons)
    assert all(one.startswith(expected) for one, expected in zip(found, told or reasons, strict=True))
    assert _why_now(reasons, 0) == reasons
