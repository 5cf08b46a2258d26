"""How many people must agree about two records: nobody changes that by themselves."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from joinedup.engine import Workspace
from joinedup.governance.roles import ANALYST, DATA_MANAGER, GOVERNANCE_LEAD, GP
from joinedup.linked.who import Rules, draft_rules, rules_of
from joinedup.web.governance.acting import NotAllowed
from joinedup.web.governance.actions.memberships import end_role
from joinedup.web.governance.models import AccessEntry
from joinedup.web.linkage import rule
from joinedup.web.linkage.models import RuleChange

from ..conftest import appoint

pytestmark = pytest.mark.django_db
PAGE = "/data/pairs/rule/"


@pytest.fixture(autouse=True)
def place(settings, tmp_path) -> Workspace:
    made = Workspace.open(tmp_path / "w", create=True)
    settings.WORKSPACE = made.root
    return made


def _answer(browser, how: str, callbacks) -> str:
    """What the page says once the answer is in."""
    with callbacks(execute=True):
        browser.post(PAGE, {"proposal": rule.proposed().pk, "answer": how})
    return browser.get(PAGE).content.decode()


@pytest.mark.parametrize("second", [DATA_MANAGER, GOVERNANCE_LEAD], ids=str)
def test_one_proposes_another_agrees_and_the_log_tells_of_both(
    town, sign_in, place, second, django_capture_on_commit_callbacks
) -> None:
    first, other = town[DATA_MANAGER], appoint(town.administrator, second, town.board, "second")
    manager = sign_in(first)
    assert "It counts once another" in manager.post(PAGE, {"people": "2"}, follow=True).content.decode()
    assert rules_of(place).people_needed == 1
    assert "A change of the rule waits" in sign_in(other).get("/").content.decode()
    assert "2 people must agree" in _answer(sign_in(other), "agree", django_capture_on_commit_callbacks)
    assert rules_of(place).people_needed == 2
    words = "how many people must agree about two records: 2"
    who = {one.did: one.user_id for one in AccessEntry.objects.filter(did__endswith=words)}
    assert who == {f"proposed {words}": first.user.pk, f"agreed to {words}": other.user.pk}


def test_who_proposed_it_cannot_agree_to_it(town, sign_in, place, django_capture_on_commit_callbacks) -> None:
    manager = sign_in(town[DATA_MANAGER])
    assert ">Agree<" not in manager.post(PAGE, {"people": "3"}, follow=True).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        refused = manager.post(PAGE, {"proposal": rule.proposed().pk, "answer": "agree"})
    assert refused.status_code == 403
    assert "Nobody agrees to their own proposal" in refused.content.decode()
    assert rules_of(place).people_needed == 1
    change = rule.proposed()
    with pytest.raises(NotAllowed):
        rule.agree(by=town[DATA_MANAGER], change=change)
    change.agreed, change.answered_by, change.answered_at = True, change.by, change.at
    with pytest.raises(IntegrityError), transaction.atomic():
        change.save()
    assert "1 person decides" in _answer(manager, "no", django_capture_on_commit_callbacks)
    assert rule.proposed() is None


def test_a_second_role_of_the_same_person_is_no_second_person(town, sign_in, place) -> None:
    from joinedup.web.governance.acting import Acting
    from joinedup.web.governance.actions.memberships import give_role

    first = town[DATA_MANAGER]
    change = rule.propose(by=first, people=2)
    made = give_role(by=town.administrator, user=first.user, organisation=town.board, role_code=GOVERNANCE_LEAD.code)
    with pytest.raises(NotAllowed):
        rule.agree(by=Acting(made, "test"), change=change)


def test_a_proposal_is_answered_once_and_only_the_one_that_was_shown(
    town, sign_in, place, django_capture_on_commit_callbacks
) -> None:
    lead, manager = sign_in(town[GOVERNANCE_LEAD]), sign_in(town[DATA_MANAGER])
    manager.post(PAGE, {"people": "3"})
    assert "has been proposed meanwhile" in manager.post(PAGE, {"people": "2"}, follow=True).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        lead.post(PAGE, {"proposal": "0", "answer": "agree"})
    assert rules_of(place).people_needed == 1
    assert "1 person decides" in _answer(lead, "no", django_capture_on_commit_callbacks)
    assert RuleChange.objects.get().agreed is False
    assert "It is so already" in manager.post(PAGE, {"people": "1"}).content.decode()
    assert "Choose how many" in manager.post(PAGE, {}).content.decode()


@pytest.mark.parametrize("role", [ANALYST, GP], ids=str)
def test_nobody_else_proposes(town, sign_in, role) -> None:
    assert sign_in(town[role]).post(PAGE, {"people": "2"}).status_code == 403
    assert not RuleChange.objects.exists()


def test_a_proposal_of_somebody_who_may_no_longer_propose_is_not_agreed_to(town, sign_in, place) -> None:
    first = town[DATA_MANAGER]
    change = rule.propose(by=first, people=2)
    end_role(by=town.administrator, membership=first.membership)
    with pytest.raises(rule.RuleError, match="may no longer"):
        rule.agree(by=town[GOVERNANCE_LEAD], change=change)
    assert rule.proposed() == change
    rule.turn_down(by=town[GOVERNANCE_LEAD], change=change)
    assert rule.proposed() is None


def test_a_proposal_lapses_and_the_page_says_when_and_that_it_has(town, sign_in, place, settings, time_machine) -> None:
    settings.PROPOSAL_DAYS = 5
    change = rule.propose(by=town[DATA_MANAGER], people=2)
    lead = sign_in(town[GOVERNANCE_LEAD])
    ends = timezone.localtime(change.at + dt.timedelta(days=5))
    assert f"Without an answer it lapses on {ends.day} {ends:%B %Y}" in lead.get(PAGE).content.decode()
    time_machine.move_to(ends - dt.timedelta(seconds=30), tick=False)
    assert rule.proposed() == change
    time_machine.move_to(ends, tick=False)
    for answer in (rule.agree, rule.turn_down):
        with pytest.raises(rule.RuleError, match="has lapsed"):
            answer(by=town[GOVERNANCE_LEAD], change=change)
    assert "A change of the rule waits" not in rule.news(town[GOVERNANCE_LEAD])
    lead.force_login(town[GOVERNANCE_LEAD].user)
    assert "Nobody answered in time, so it has lapsed" in lead.get(PAGE).content.decode()
    again = rule.propose(by=town[GOVERNANCE_LEAD], people=3)
    assert (rule.proposed(), rule.lapsed()) == (again, None)
    change.refresh_from_db()
    assert (change.agreed, change.answered_by) == (False, None)


def test_when_the_rule_cannot_be_written_nothing_says_that_it_was_agreed(
    town, sign_in, place, django_capture_on_commit_callbacks
) -> None:
    change = rule.propose(by=town[DATA_MANAGER], people=2)
    in_the_way = place.root / "identity" / "rules.draft"
    in_the_way.mkdir(parents=True)
    lead = sign_in(town[GOVERNANCE_LEAD])
    assert "The rule could not be written" in _answer(lead, "agree", django_capture_on_commit_callbacks)
    assert (rule.needed(), rule.proposed()) == (1, change)
    assert not AccessEntry.objects.filter(did__startswith="agreed").exists()
    in_the_way.rmdir()
    assert "2 people must agree" in _answer(lead, "agree", django_capture_on_commit_callbacks)


def test_when_it_cannot_be_put_in_its_place_the_log_says_so(
    town, sign_in, place, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    def fails(_: Workspace) -> None:
        raise OSError

    rule.propose(by=town[DATA_MANAGER], people=2)
    lead = sign_in(town[GOVERNANCE_LEAD])
    monkeypatch.setattr(rule, "put_rules", fails)
    with pytest.raises(rule.RuleError, match="stays as it was"):
        _answer(lead, "agree", django_capture_on_commit_callbacks)
    assert AccessEntry.objects.last().did == rule.NOT_PUT
    assert "agreed to by" not in lead.get(PAGE).content.decode()
    assert rule.propose(by=town[DATA_MANAGER], people=2)


def test_what_was_agreed_is_finished_when_the_machine_stopped_before_it_was_in_place(town, place) -> None:
    rule.propose(by=town[DATA_MANAGER], people=2)
    rule.agree(by=town[GOVERNANCE_LEAD], change=rule.proposed())  # what comes after the commit is never reached
    assert rules_of(place).people_needed == 1
    assert rule.needed() == 2 == rules_of(place).people_needed


def test_a_draft_that_nobody_agreed_to_is_never_put_in_place(town, place) -> None:
    rule.propose(by=town[DATA_MANAGER], people=2)
    draft_rules(place, Rules(people_needed=2))
    assert rule.needed() == 1
