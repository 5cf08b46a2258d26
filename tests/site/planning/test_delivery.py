"""Milestones and risks as they stand today: the plan's words and the facts beside them."""

import datetime as dt

import pytest

from joinedup import planning
from joinedup.basics.errors import JoinedUpError
from joinedup.governance.roles import ANALYST, FINANCE_LEAD, PROGRAMME_MANAGER
from joinedup.web.planning import delivery, progress, rows
from joinedup.web.planning.models import MilestoneFact, Plan, RiskReview

pytestmark = pytest.mark.django_db
SOON = dt.date(2014, 9, 1)


@pytest.fixture
def plan(town, whole_plan) -> Plan:
    """Three milestones of our own, after those that came with it."""
    for when, what in (("Spring 2031", "The team begins"), ("31 February 2031", "Never"), ("some day", "Later")):
        rows.add_row(by=town[PROGRAMME_MANAGER], plan=whole_plan, kind="milestone", values={"when": when, "what": what})
    return Plan.objects.get(pk=whole_plan.pk)


def _last(plan: Plan) -> int:
    return max(row.number for row in plan.latest.read.of_kind("milestone"))


def test_fuzzy_dates_stand_as_written_and_in_order_of_their_first_day(plan) -> None:
    found = progress.milestones(plan, SOON)
    firsts = [one.expected.first for one in found if one.expected]
    assert firsts == sorted(firsts)
    assert found[-1].stand is progress.Stand.UNDATED
    assert "Spring 2031" in [one.when for one in found]


def test_overdue_milestones_are_counted_in_the_title(town, sign_in, plan) -> None:
    dated = [one for one in progress.milestones(plan, dt.date.today()) if one.expected]  # noqa: DTZ011 (a calendar day)
    overdue = sum(one.stand is progress.Stand.OVERDUE for one in dated)
    assert overdue > 1
    page = sign_in(town[ANALYST]).get(f"/plans/{plan.pk}/milestones/").content.decode()
    assert f"{overdue} milestones are overdue" in page.split("<h1")[1]
    assert "Say how it stands" not in page


def test_a_milestone_slips_with_a_reason_and_is_done_on_a_day(town, sign_in, plan) -> None:
    manager, number = sign_in(town[PROGRAMME_MANAGER]), _last(plan) - 2
    address = f"/plans/{plan.pk}/milestones/{number}/"
    page = manager.post(address, {"kind": "SLIPPED", "now_when": "autumn 2031"}).content.decode()
    assert "A slip needs a new time and a reason." in page
    page = manager.post(address, {"kind": "SLIPPED", "now_when": "autumn 2031", "reason": "No premises."}, follow=True)
    words = page.content.decode()
    assert "autumn 2031" in words
    assert "The plan says Spring 2031" in words
    assert "No premises." in words
    done = {"kind": "DONE", "done_on-day": "3", "done_on-month": "10", "done_on-year": "2031"}
    assert "Done on 3 October 2031" in manager.post(address, done, follow=True).content.decode()
    assert MilestoneFact.objects.filter(number=number).count() == 2


def test_what_must_come_first_is_told_and_no_ring_is_made(town, plan) -> None:
    keeper, last = town[PROGRAMME_MANAGER], _last(plan)
    delivery.tell_need(by=keeper, plan=plan, number=1, needs=last - 2)
    first = next(one for one in progress.milestones(plan, SOON) if one.number == 1)
    assert [one.number for one in first.waits_for] == [last - 2]
    assert first.too_early
    delivery.tell_need(by=keeper, plan=plan, number=last - 2, needs=2)
    with pytest.raises(JoinedUpError, match="already waits"):
        delivery.tell_need(by=keeper, plan=plan, number=2, needs=1)
    delivery.tell_need(by=keeper, plan=plan, number=1, needs=last - 2, holds=False)
    assert not next(one for one in progress.milestones(plan, SOON) if one.number == 1).needs


def test_needs_are_told_on_the_page(town, sign_in, plan) -> None:
    manager, address = sign_in(town[PROGRAMME_MANAGER]), f"/plans/{plan.pk}/milestones/1/"
    manager.post(address, {"needs": "2"})
    assert "No longer needed" in manager.get(address).content.decode()
    manager.post(address, {"no_longer": "2"})
    assert "No longer needed" not in manager.get(address).content.decode()
    assert manager.post(address, {"no_longer": "x"}).status_code == 404


def test_a_risk_is_reviewed_and_the_gravest_stands_first(town, sign_in, plan) -> None:
    manager, count = sign_in(town[FINANCE_LEAD]), len(plan.latest.read.of_kind("risk"))
    page = manager.get(f"/plans/{plan.pk}/risks/").content.decode()
    assert f"{count} risks are due for review" in page.split("<h1")[1]
    typed = {"likelihood": "5", "impact": "5", "pounds": "250000", "bears": "the council", "words": "No nurses."}
    page = manager.post(f"/plans/{plan.pk}/risks/2/", typed, follow=True).content.decode()
    assert f"{count - 1} risks are due for review" in page.split("<h1")[1]
    assert "£250,000" in page
    found = progress.risks(Plan.objects.get(), dt.date.today())  # noqa: DTZ011 (a calendar day)
    assert (found[0].row.number, found[0].now) == (2, 25)
    assert progress.risks(Plan.objects.get(), dt.date.today() + dt.timedelta(days=93))[0].due  # noqa: DTZ011


def test_a_score_beyond_five_is_no_score(town, sign_in, plan) -> None:
    page = sign_in(town[FINANCE_LEAD]).post(f"/plans/{plan.pk}/risks/1/", {"likelihood": "6", "impact": "5"})
    assert "There is a problem" in page.content.decode()
    assert not RiskReview.objects.exists()


def test_another_organisation_reviews_nothing(sign_in, plan, council_manager) -> None:
    browser = sign_in(council_manager)
    assert browser.get(f"/plans/{plan.pk}/risks/").status_code == 200
    assert browser.post(f"/plans/{plan.pk}/risks/1/", {"likelihood": "1", "impact": "1"}).status_code == 403
    assert browser.get(f"/plans/{plan.pk}/milestones/1/").status_code == 403


@pytest.mark.parametrize("path", ["risks/999/", "milestones/999/"])
def test_what_the_plan_has_not_is_not_found(town, sign_in, plan, path) -> None:
    assert sign_in(town[PROGRAMME_MANAGER]).get(f"/plans/{plan.pk}/{path}").status_code == 404


def test_numbers_are_kept_when_a_row_goes(town, plan) -> None:
    keeper = town[PROGRAMME_MANAGER]
    delivery.review_risk(by=keeper, plan=plan, number=2, likelihood=1, impact=1)
    words = planning.row_of(plan.latest.read, "risk", 2).text("risk")
    rows.take_out_row(by=keeper, plan=plan, kind="risk", number=1, seen=plan.latest.number)
    reviewed = [one for one in progress.risks(Plan.objects.get(), SOON) if one.review]
    assert [one.row.text("risk") for one in reviewed] == [words]
