"""Sections have writers, answers have comments and earlier words, and a draft outlives a lost connection."""

import datetime as dt
from pathlib import Path

import pytest

from joinedup.governance.roles import FINANCE_LEAD, GP, PROGRAMME_MANAGER, PROVIDER_DIRECTOR
from joinedup.web.governance.acting import NotAllowed
from joinedup.web.planning import actions, together
from joinedup.web.planning.models import Comment, Draft, Plan

pytestmark = pytest.mark.django_db
VISION = "2a.vision"


@pytest.fixture
def plan(town, document: Path) -> Plan:
    return actions.import_plan(by=town[PROGRAMME_MANAGER], file=document, file_name="rivershire.txt", name="Rivershire")


def _fresh(plan: Plan) -> Plan:
    return Plan.objects.get(pk=plan.pk)


def test_only_the_keeper_and_who_was_asked_change_a_section(town, sign_in, plan, council_manager) -> None:
    council = sign_in(council_manager)
    typed = {"raw": "The council's words.", "seen": plan.latest.number}
    refused = council.post(f"/plans/{plan.pk}/answer/{VISION}/", typed)
    assert refused.status_code == 403
    assert "written by Rivershire Board" in refused.content.decode()
    asked = {
        "organisation": town.council.pk,
        "ask": "Two pages, please",
        "due-day": 3,
        "due-month": 4,
        "due-year": 2030,
    }
    page = sign_in(town[PROGRAMME_MANAGER]).post(f"/plans/{plan.pk}/section/2/ask/", asked, follow=True)
    assert "Written by Rivershire Council, by 3 April 2030: Two pages, please." in page.content.decode()
    council.post(f"/plans/{plan.pk}/answer/{VISION}/", typed)
    assert _fresh(plan).latest.read.text(VISION) == "The council's words."
    assert council.get(f"/plans/{plan.pk}/answer/1a.date_agreed_hwb/").status_code == 403


def test_a_section_given_back_is_the_keepers_again(town, plan, council_manager) -> None:
    keeper = town[PROGRAMME_MANAGER]
    together.ask_for_section(by=keeper, plan=plan, part="2", organisation=town.council, due=dt.date(2030, 1, 1))
    together.ask_for_section(by=keeper, plan=plan, part="2", organisation=None)
    with pytest.raises(NotAllowed, match="written by Rivershire Board"):
        actions.change_field(by=council_manager, plan=plan, key=VISION, raw="x", seen=plan.latest.number)
    assert plan.section_owners.count() == 2


def test_nobody_but_the_keeper_asks_for_a_section(sign_in, plan, council_manager) -> None:
    assert sign_in(council_manager).post(f"/plans/{plan.pk}/section/2/ask/", {}).status_code == 403


def test_a_comment_is_open_until_somebody_sees_to_it(town, sign_in, plan) -> None:
    provider = sign_in(town[PROVIDER_DIRECTOR])
    provider.post(f"/plans/{plan.pk}/answer/{VISION}/comments/say/", {"words": "Whose home?"})
    section = sign_in(town[FINANCE_LEAD]).get(f"/plans/{plan.pk}/section/2/").content.decode()
    assert "1 open comment" in section
    page = sign_in(town[PROGRAMME_MANAGER]).post(
        f"/plans/{plan.pk}/comments/{Comment.objects.get().pk}/seen-to/", follow=True
    )
    words = page.content.decode()
    assert "No comment is open" in words
    assert "Whose home?" in words
    assert f"Seen to by {town[PROGRAMME_MANAGER].user.name}" in words


def test_who_neither_writes_nor_provides_reads_comments_and_makes_none(town, sign_in, plan) -> None:
    reader = sign_in(town[GP])
    assert reader.get(f"/plans/{plan.pk}/answer/{VISION}/comments/").status_code == 200
    assert reader.post(f"/plans/{plan.pk}/answer/{VISION}/comments/say/", {"words": "x"}).status_code == 403
    empty = sign_in(town[PROVIDER_DIRECTOR]).post(f"/plans/{plan.pk}/answer/{VISION}/comments/say/", {"words": " "})
    assert "There is a problem" in empty.content.decode()


def test_earlier_words_come_back_as_a_new_version(town, sign_in, plan) -> None:
    first = plan.latest
    manager = sign_in(town[PROGRAMME_MANAGER])
    manager.post(f"/plans/{plan.pk}/answer/{VISION}/", {"raw": "A mistake.", "seen": 1})
    assert first.read.text(VISION) in manager.get(f"/plans/{plan.pk}/answer/{VISION}/").content.decode()
    manager.post(f"/plans/{plan.pk}/answer/{VISION}/back/1/")
    latest = _fresh(plan).latest
    assert (latest.number, latest.read.text(VISION)) == (3, first.read.text(VISION))


def test_a_draft_is_offered_again_and_goes_when_the_answer_is_kept(town, sign_in, plan) -> None:
    manager = sign_in(town[PROGRAMME_MANAGER])
    sent = manager.post(f"/plans/{plan.pk}/answer/{VISION}/draft/", {"raw": "Half a thought", "seen": 1})
    assert sent.status_code == 204
    page = manager.get(f"/plans/{plan.pk}/answer/{VISION}/").content.decode()
    assert "Half a thought</textarea>" in page
    assert "not in the plan yet" in page
    assert (
        "Half a thought" not in sign_in(town[FINANCE_LEAD]).get(f"/plans/{plan.pk}/answer/{VISION}/").content.decode()
    )
    manager.post(f"/plans/{plan.pk}/answer/{VISION}/", {"raw": "A whole thought.", "seen": 1})
    assert not Draft.objects.exists()


def test_a_draft_on_old_words_is_told_what_was_saved_meanwhile(town, sign_in, plan) -> None:
    manager = sign_in(town[PROGRAMME_MANAGER])
    manager.post(f"/plans/{plan.pk}/answer/{VISION}/draft/", {"raw": "Mine, cut off", "seen": 1})
    actions.change_field(by=town[FINANCE_LEAD], plan=plan, key=VISION, raw="Theirs.", seen=1)
    assert 'name="seen" value="1"' in manager.get(f"/plans/{plan.pk}/answer/{VISION}/").content.decode()
    page = manager.post(f"/plans/{plan.pk}/answer/{VISION}/", {"raw": "Mine, cut off", "seen": 1}).content.decode()
    assert "Theirs." in page
    assert "Mine, cut off" in page


def test_a_draft_thrown_away_shows_the_answer_as_kept(town, sign_in, plan) -> None:
    manager = sign_in(town[PROGRAMME_MANAGER])
    manager.post(f"/plans/{plan.pk}/answer/{VISION}/draft/", {"raw": "Rubbish", "seen": 1})
    page = manager.post(f"/plans/{plan.pk}/answer/{VISION}/draft/drop/", follow=True).content.decode()
    assert "Rubbish" not in page


def test_a_version_that_never_was_loses_nothing(town, sign_in, plan) -> None:
    page = sign_in(town[PROGRAMME_MANAGER]).post(f"/plans/{plan.pk}/answer/{VISION}/", {"raw": "Mine.", "seen": 77})
    assert "Mine." in page.content.decode()
    assert _fresh(plan).latest.number == 1


def test_a_question_nobody_answered_can_be_answered(town, sign_in, plan) -> None:
    manager = sign_in(town[PROGRAMME_MANAGER])
    key = "4b.governance"
    assert plan.latest.read.get(key) is None
    manager.post(f"/plans/{plan.pk}/answer/{key}/", {"raw": "One board oversees it all.", "seen": 1})
    assert _fresh(plan).latest.read.text(key) == "One board oversees it all."
