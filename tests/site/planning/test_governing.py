"""Boards as a tree, their decisions, what follows from them, and what providers say."""

import datetime as dt

import pytest

from joinedup.governance.roles import ANALYST, FINANCE_LEAD, PROGRAMME_MANAGER, PROVIDER_DIRECTOR
from joinedup.web.governance.models import Organisation
from joinedup.web.planning import actions, governing
from joinedup.web.planning.governing_views import tree
from joinedup.web.planning.models import Board, Decision, Plan, PlanAction, ProviderAnswer

pytestmark = pytest.mark.django_db
DAY = {"due-day": "1", "due-month": "2", "due-year": "2020"}


@pytest.fixture
def plan(town, document) -> Plan:
    return actions.import_plan(by=town[PROGRAMME_MANAGER], file=document, file_name="rivershire.txt", name="Rivershire")


@pytest.fixture
def decision(town, plan) -> Decision:
    board = governing.name_board(by=town[PROGRAMME_MANAGER], plan=plan, name="Joint board")
    typed = {"kind": "STOP", "about": "Night sitting", "reason": "Nobody used it.", "decided_on": dt.date(2020, 1, 1)}
    return governing.decide(by=town[PROGRAMME_MANAGER], plan=plan, board=board, **typed)


def test_boards_stand_below_those_they_report_to(town, sign_in, plan) -> None:
    manager = sign_in(town[PROGRAMME_MANAGER])
    manager.post(f"/plans/{plan.pk}/boards/new/", {"name": "Health and wellbeing board"})
    top = Board.objects.get()
    manager.post(f"/plans/{plan.pk}/boards/new/", {"name": "Delivery group", "reports_to": top.pk})
    (branch,) = tree(plan)
    assert [one.board.name for one in branch.below] == ["Delivery group"]
    page = manager.post(f"/plans/{plan.pk}/boards/{top.pk}/close/", follow=True).content.decode()
    assert "Others still report to Health and wellbeing board" in page
    manager.post(f"/plans/{plan.pk}/boards/{branch.below[0].board.pk}/close/")
    manager.post(f"/plans/{plan.pk}/boards/{top.pk}/close/")
    assert tree(plan) == []


def test_a_decision_has_a_reason_and_a_day_that_has_come(town, sign_in, plan) -> None:
    manager = sign_in(town[PROGRAMME_MANAGER])
    manager.post(f"/plans/{plan.pk}/boards/new/", {"name": "Joint board"})
    typed = {"board": Board.objects.get().pk, "kind": "ACCELERATE", "about": "Night sitting", "reason": "It works."}
    day = {"decided_on-day": "1", "decided_on-month": "2"}
    late = manager.post(f"/plans/{plan.pk}/decisions/new/", typed | day | {"decided_on-year": "2999"})
    assert "has not come yet" in late.content.decode()
    page = manager.post(f"/plans/{plan.pk}/decisions/new/", typed | day | {"decided_on-year": "2020"}, follow=True)
    assert "Accelerate: Night sitting" in page.content.decode()


def test_an_action_is_done_by_whom_it_was_given(town, sign_in, plan, decision, council_manager) -> None:
    manager = sign_in(town[PROGRAMME_MANAGER])
    typed = {"what": "Tell the staff", "owner": town.council.pk} | DAY
    page = manager.post(f"/plans/{plan.pk}/decisions/{decision.pk}/action/", typed, follow=True).content.decode()
    assert "1 action is overdue" in page
    done = f"/plans/{plan.pk}/actions/{PlanAction.objects.get().pk}/done/"
    assert sign_in(town[ANALYST]).post(done).status_code == 403
    assert sign_in(town[PROVIDER_DIRECTOR]).post(done).status_code == 403
    page = sign_in(council_manager).post(done, follow=True).content.decode()
    assert "No action is open" in page
    assert "Cora Council" in page


def test_only_the_keeper_names_boards_and_writes_decisions(sign_in, plan, decision, council_manager) -> None:
    council = sign_in(council_manager)
    assert council.get(f"/plans/{plan.pk}/boards/").status_code == 200
    for path in ("boards/new/", "decisions/new/", f"decisions/{decision.pk}/action/"):
        assert council.post(f"/plans/{plan.pk}/{path}").status_code == 403
    trust = Organisation.objects.get(kind="trust")
    assert council.post(f"/plans/{plan.pk}/providers/ask/", {"organisation": trust.pk}).status_code == 403
    assert council.post(f"/plans/{plan.pk}/boards/{decision.board.pk}/close/").status_code == 403


def test_a_provider_that_says_no_is_told_on_the_plan(town, sign_in, plan) -> None:
    manager, director = sign_in(town[PROGRAMME_MANAGER]), sign_in(town[PROVIDER_DIRECTOR])
    address = f"/plans/{plan.pk}/providers/own/"
    assert "is not asked about this plan yet" in director.get(address).content.decode()
    manager.post(f"/plans/{plan.pk}/providers/ask/", {"organisation": town.trust.pk})
    assert "1 provider has not answered" in manager.get(f"/plans/{plan.pk}/providers/").content.decode()
    said = {"agrees": "no", "considered": "yes", "what_follows": "Two wards close.", "seen": plan.latest.number}
    assert "not said why you do not agree" in director.post(address, said).content.decode()
    director.post(address, said | {"why_not": "We plan for 46,895 admissions."})
    page = manager.get(f"/plans/{plan.pk}/").content.decode()
    assert "1 provider does not agree" in page
    assert "Rivershire Hospitals" in page
    assert "46,895" in sign_in(town[ANALYST]).get(f"/plans/{plan.pk}/providers/").content.decode()


def test_an_answer_about_earlier_words_says_so(town, sign_in, plan) -> None:
    sign_in(town[PROGRAMME_MANAGER]).post(f"/plans/{plan.pk}/providers/ask/", {"organisation": town.trust.pk})
    director = sign_in(town[PROVIDER_DIRECTOR])
    director.post(f"/plans/{plan.pk}/providers/own/", {"agrees": "yes", "considered": "yes", "seen": 1})
    actions.change_field(by=town[FINANCE_LEAD], plan=plan, key="2a.vision", raw="Another.", seen=1)
    page = director.get(f"/plans/{plan.pk}/providers/").content.decode()
    assert "Every provider agrees" in page
    assert "The plan has changed since" in page


def test_who_is_not_asked_answers_nothing(town, sign_in, plan) -> None:
    typed = {"agrees": "yes", "considered": "yes", "seen": 1}
    sign_in(town[PROVIDER_DIRECTOR]).post(f"/plans/{plan.pk}/providers/own/", typed)
    assert sign_in(town[PROGRAMME_MANAGER]).post(f"/plans/{plan.pk}/providers/own/", typed).status_code == 403
    assert not ProviderAnswer.objects.exists()


def test_the_documents_own_no_is_told_too(town, sign_in, whole_plan) -> None:
    row = whole_plan.latest.read.of_kind("provider")[0]
    sign_in(town[PROGRAMME_MANAGER]).post(
        f"/plans/{whole_plan.pk}/row/provider/1/",
        {field.key: field.raw for field in row.fields} | {"a2.q1": "No", "seen": 1},
    )
    page = sign_in(town[ANALYST]).get(f"/plans/{whole_plan.pk}/").content.decode()
    assert "provider does not agree" in page
