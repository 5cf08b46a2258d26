"""A review: every line judged, a category, conditions met by evidence, and what changed since."""

import pytest

from joinedup.governance.roles import FINANCE_LEAD, PLAN_REVIEWER, PROGRAMME_MANAGER
from joinedup.planning.assurance import edition
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions import memberships
from joinedup.web.planning import actions, assuring
from joinedup.web.planning.models import Condition, Plan, Review

pytestmark = pytest.mark.django_db
DUE = {"due-day": "1", "due-month": "2", "due-year": "2020"}


@pytest.fixture
def plan(town, document) -> Plan:
    return actions.import_plan(by=town[PROGRAMME_MANAGER], file=document, file_name="rivershire.txt", name="Rivershire")


@pytest.fixture
def reviewer(town) -> Acting:
    """A reviewer of the council; the plan is the board's."""
    by = town.administrator
    user = memberships.open_account(
        by=by, email="rita@e99.example", name="Rita Reviewer", password="correct-horse-battery-7"
    )
    role = memberships.give_role(by=by, user=user, organisation=town.council, role_code=PLAN_REVIEWER.code)
    return Acting(role, "test")


@pytest.fixture
def judged(plan, reviewer) -> Plan:
    for line in edition().lines:
        assuring.judge(by=reviewer, plan=plan, seen=plan.latest, line=line.key, judgement="PARTLY", words="Thin.")
    return plan


@pytest.fixture
def condition(town, judged, reviewer) -> Condition:
    assuring.conclude(by=reviewer, plan=judged, seen=judged.latest, category="with-conditions", words="Nearly.")
    typed = {"words": "Agree the target", "evidence": "A letter", "owner": town.trust}
    day = judged.made_at.date().replace(year=2020)
    return assuring.set_condition(by=reviewer, review=Review.objects.get(), due=day, **typed)


def test_lines_are_judged_and_shown_as_unverified(sign_in, plan, reviewer) -> None:
    browser = sign_in(reviewer)
    assert "Not reviewed yet" in browser.get(f"/plans/{plan.pk}/review/").content.decode()
    typed = {"judgement": "NO", "words": "No figures are given.", "seen": plan.latest.number}
    page = browser.post(f"/plans/{plan.pk}/review/line/case/", typed, follow=True).content.decode()
    assert "No figures are given." in page
    assert "Unverified" in page
    assert browser.get(f"/plans/{plan.pk}/review/line/dragons/").status_code == 404


def test_no_category_before_every_line_is_judged(sign_in, plan, reviewer) -> None:
    typed = {"category": "approved", "words": "Good.", "seen": plan.latest.number}
    page = sign_in(reviewer).post(f"/plans/{plan.pk}/review/category/", typed).content.decode()
    assert "Not judged yet: Case for change" in page
    assert not Review.objects.exists()


def test_conditions_have_an_owner_evidence_and_a_day(town, sign_in, judged, reviewer) -> None:
    browser = sign_in(reviewer)
    typed = {"category": "with-conditions", "words": "Nearly.", "seen": judged.latest.number}
    browser.post(f"/plans/{judged.pk}/review/category/", typed)
    made = {"words": "Agree the target", "evidence": "A letter", "owner": town.trust.pk} | DUE
    page = browser.post(f"/plans/{judged.pk}/review/condition/", made, follow=True).content.decode()
    assert "Approved with conditions, 1 condition is overdue" in page
    assert "Rivershire Hospitals, by 1 February 2020. To show it: A letter" in page


def test_evidence_meets_a_condition_only_when_the_reviewer_says_so(town, sign_in, judged, condition, reviewer) -> None:
    page = f"/plans/{judged.pk}/review/condition/{condition.pk}"
    keeper, browser = sign_in(town[PROGRAMME_MANAGER]), sign_in(reviewer)
    keeper.post(f"{page}/evidence/", {"words": "The letter of 3 May."})
    assert not assuring.is_met(Condition.objects.get())
    assert browser.get(f"{page}/evidence/").status_code == 403
    assert keeper.post(f"{page}/met/", {"met": "yes", "words": "x"}).status_code == 403
    approved = {"category": "approved", "words": "Good.", "seen": judged.latest.number}
    assert "Conditions are open" in browser.post(f"/plans/{judged.pk}/review/category/", approved).content.decode()
    browser.post(f"{page}/met/", {"met": "yes", "words": "Read and agreed."})
    assert assuring.is_met(Condition.objects.get())
    browser.post(f"/plans/{judged.pk}/review/category/", approved)
    done = browser.post(f"/plans/{judged.pk}/review/condition/", {"words": "x", "evidence": "y", "owner": 1} | DUE)
    assert "There is a problem" in done.content.decode()
    assert Condition.objects.count() == 1


def test_resubmission_shows_what_changed_since_the_review(town, sign_in, judged, condition, reviewer) -> None:
    actions.change_field(by=town[FINANCE_LEAD], plan=judged, key="2a.vision", raw="Better said.", seen=1)
    page = sign_in(reviewer).get(f"/plans/{judged.pk}/review/").content.decode()
    assert "1 answer has changed since" in page
    assert f"/plans/{judged.pk}/differences/?before=1&amp;after=2" in page


def test_nobody_reviews_a_plan_of_the_own_organisation(town, sign_in, plan) -> None:
    own = sign_in(town[PLAN_REVIEWER])  # of the board, which keeps the plan
    answer = own.get(f"/plans/{plan.pk}/review/line/case/")
    assert answer.status_code == 403
    assert "of the own organisation" in answer.content.decode()


def test_a_reviewer_changes_nothing(sign_in, plan, reviewer) -> None:
    typed = {"raw": "x", "seen": plan.latest.number}
    assert sign_in(reviewer).post(f"/plans/{plan.pk}/answer/2a.vision/", typed).status_code == 403


def test_the_edition_has_four_categories_and_says_where_it_comes_from() -> None:
    made = edition()
    assert [one.key for one in made.categories] == ["approved", "with-support", "with-conditions", "not-approved"]
    assert made.source
    assert not made.verified
    assert len({line.key for line in made.lines}) == len(made.lines)
