"""Rows are changed, added and taken out on their own page; a plan is carried to another form."""

import pytest

from joinedup import planning
from joinedup.governance.roles import FINANCE_LEAD, PROGRAMME_MANAGER, PROVIDER_DIRECTOR
from joinedup.web.planning.models import Plan

pytestmark = pytest.mark.django_db


def _read(plan: Plan) -> planning.Plan:
    return Plan.objects.get(pk=plan.pk).latest.read


def _typed(plan: Plan, kind: str, number: int, **changed: str) -> dict[str, object]:
    row = planning.row_of(_read(plan), kind, number)
    return {field.key: field.raw for field in row.fields} | {"seen": 1} | changed


def test_a_risk_is_put_right_on_its_page(town, sign_in, whole_plan) -> None:
    manager = sign_in(town[PROGRAMME_MANAGER])
    address = f"/plans/{whole_plan.pk}/row/risk/1/"
    assert "Change risk 1" in manager.get(address).content.decode()
    manager.post(address, _typed(whole_plan, "risk", 1, mitigation="We meet every week."))
    assert planning.row_of(_read(whole_plan), "risk", 1).text("mitigation") == "We meet every week."
    assert Plan.objects.get().latest.words == "Changed risk 1"


def test_two_writers_of_one_row_both_keep_their_words(town, sign_in, whole_plan) -> None:
    address = f"/plans/{whole_plan.pk}/row/risk/1/"
    sign_in(town[FINANCE_LEAD]).post(address, _typed(whole_plan, "risk", 1, mitigation="Theirs."))
    typed = _typed(whole_plan, "risk", 1, mitigation="Mine.")
    page = sign_in(town[PROGRAMME_MANAGER]).post(address, typed).content.decode()
    assert "Theirs." in page
    assert "Mine.</textarea>" in page
    assert "[&#39;" not in page
    assert planning.row_of(_read(whole_plan), "risk", 1).text("mitigation") == "Theirs."


def test_two_writers_of_two_rows_lose_nothing(town, sign_in, whole_plan) -> None:
    for role, number in ((FINANCE_LEAD, 1), (PROGRAMME_MANAGER, 2)):
        typed = _typed(whole_plan, "risk", number, mitigation=f"Way {number}.")
        sign_in(town[role]).post(f"/plans/{whole_plan.pk}/row/risk/{number}/", typed)
    assert [planning.row_of(_read(whole_plan), "risk", n).text("mitigation") for n in (1, 2)] == ["Way 1.", "Way 2."]


def test_a_milestone_added_after_one_was_taken_out_has_a_new_number(town, sign_in, whole_plan) -> None:
    manager, count = sign_in(town[PROGRAMME_MANAGER]), len(whole_plan.latest.read.of_kind("milestone"))
    manager.post(f"/plans/{whole_plan.pk}/row/milestone/{count}/out/")
    typed = {"when": "Spring 2030", "what": "A new beginning", "seen": 2}
    page = manager.post(f"/plans/{whole_plan.pk}/row/milestone/new/", typed, follow=True)
    assert "A new beginning" in page.content.decode()
    assert [row.number for row in _read(whole_plan).of_kind("milestone")] == [*range(1, count), count + 1]


def test_an_empty_row_is_not_added(town, sign_in, whole_plan) -> None:
    page = sign_in(town[PROGRAMME_MANAGER]).post(f"/plans/{whole_plan.pk}/row/risk/new/", {"seen": 1})
    assert "There is a problem" in page.content.decode()
    assert Plan.objects.get().latest.number == 1


@pytest.mark.parametrize("path", ["row/dragon/1/", "row/risk/999/", "row/dragon/new/"])
def test_rows_that_are_not_there_are_not_found(town, sign_in, whole_plan, path) -> None:
    assert sign_in(town[PROGRAMME_MANAGER]).get(f"/plans/{whole_plan.pk}/{path}").status_code == 404


def test_another_organisation_changes_no_row(sign_in, whole_plan, council_manager) -> None:
    browser = sign_in(council_manager)
    assert browser.get(f"/plans/{whole_plan.pk}/row/risk/1/").status_code == 403
    assert browser.post(f"/plans/{whole_plan.pk}/row/risk/1/out/").status_code == 403


def test_a_plan_is_carried_to_the_other_form_and_loses_nothing(town, sign_in, whole_plan) -> None:
    manager = sign_in(town[PROGRAMME_MANAGER])
    read = _read(whole_plan)
    to = planning.neighbours(read.template)[0]
    moved = planning.move(read, to)
    page = manager.get(f"/plans/{whole_plan.pk}/carry/{to}/").content.decode()
    homeless = [field for field in moved.homeless if not field.blank]
    assert f"{len(homeless)} answer" in page
    manager.post(f"/plans/{whole_plan.pk}/carry/{to}/", {"seen": 1})
    after = _read(whole_plan)
    assert after.template == to
    assert all(any(field.raw == one.text for one in after.unplaced) for field in homeless)
    assert manager.get(f"/plans/{whole_plan.pk}/").status_code == 200


def test_a_plan_changed_meanwhile_is_not_carried(town, sign_in, whole_plan) -> None:
    to = planning.neighbours(_read(whole_plan).template)[0]
    page = sign_in(town[PROGRAMME_MANAGER]).post(f"/plans/{whole_plan.pk}/carry/{to}/", {"seen": 0})
    assert "changed meanwhile" in page.content.decode()
    assert Plan.objects.get().latest.number == 1


def test_a_row_is_talked_about_like_an_answer(town, sign_in, whole_plan) -> None:
    key = "row.risk.2"
    provider = sign_in(town[PROVIDER_DIRECTOR])
    said = {"words": "Who bears this one?"}
    page = provider.post(f"/plans/{whole_plan.pk}/answer/{key}/comments/say/", said, follow=True).content.decode()
    assert "Risk 2" in page
    assert planning.row_of(_read(whole_plan), "risk", 2).text("risk") in page
    assert "1 open comment" in sign_in(town[FINANCE_LEAD]).get(f"/plans/{whole_plan.pk}/section/5/").content.decode()
    comment = whole_plan.comments.get()
    done = sign_in(town[PROGRAMME_MANAGER]).post(f"/plans/{whole_plan.pk}/comments/{comment.pk}/seen-to/", follow=True)
    assert "No comment is open" in done.content.decode()


@pytest.mark.parametrize("key", ["row.risk.999", "row.dragon.1", "row.risk.x"])
def test_no_row_that_is_not_there_is_talked_about(town, sign_in, whole_plan, key) -> None:
    assert sign_in(town[PROGRAMME_MANAGER]).get(f"/plans/{whole_plan.pk}/answer/{key}/comments/").status_code == 404


def test_another_organisation_sees_to_no_comment_on_a_row(town, sign_in, whole_plan, council_manager) -> None:
    manager = sign_in(town[PROGRAMME_MANAGER])
    manager.post(f"/plans/{whole_plan.pk}/answer/row.risk.1/comments/say/", {"words": "Ours."})
    comment = whole_plan.comments.get()
    address = f"/plans/{whole_plan.pk}/comments/{comment.pk}/seen-to/"
    assert sign_in(council_manager).post(address).status_code == 403


def test_a_draft_of_a_row_is_offered_again_and_goes_when_it_is_kept(town, sign_in, whole_plan) -> None:
    manager, address = sign_in(town[PROGRAMME_MANAGER]), f"/plans/{whole_plan.pk}/row/risk/1/"
    typed = _typed(whole_plan, "risk", 1, mitigation="Half a thought")
    assert manager.post(f"{address}draft/", typed).status_code == 204
    page = manager.get(address).content.decode()
    assert "Half a thought</textarea>" in page
    assert "not in the plan yet" in page
    assert "Half a thought" not in sign_in(town[FINANCE_LEAD]).get(address).content.decode()
    manager.post(address, typed | {"mitigation": "A whole thought."})
    assert not whole_plan.drafts.exists()
    assert planning.row_of(_read(whole_plan), "risk", 1).text("mitigation") == "A whole thought."


def test_a_draft_of_a_row_on_old_words_meets_what_was_saved_meanwhile(town, sign_in, whole_plan) -> None:
    manager, address = sign_in(town[PROGRAMME_MANAGER]), f"/plans/{whole_plan.pk}/row/risk/1/"
    manager.post(f"{address}draft/", _typed(whole_plan, "risk", 1, mitigation="Mine, cut off"))
    theirs = _typed(whole_plan, "risk", 1, mitigation="Theirs.")
    sign_in(town[FINANCE_LEAD]).post(address, theirs)
    assert 'name="seen" value="1"' in manager.get(address).content.decode()
    page = manager.post(address, _typed(whole_plan, "risk", 1, mitigation="Mine, cut off") | {"seen": 1})
    assert "Theirs." in page.content.decode()
    assert "Mine, cut off" in page.content.decode()


def test_a_draft_of_a_new_row_waits_and_can_be_thrown_away(town, sign_in, whole_plan) -> None:
    manager = sign_in(town[PROGRAMME_MANAGER])
    manager.post(f"/plans/{whole_plan.pk}/row/milestone/0/draft/", {"what": "A new beginning", "seen": 1})
    address = f"/plans/{whole_plan.pk}/row/milestone/new/"
    assert "A new beginning" in manager.get(address).content.decode()
    page = manager.post(f"/plans/{whole_plan.pk}/row/milestone/0/draft/drop/", follow=True).content.decode()
    assert "A new beginning" not in page


def test_another_organisation_drafts_no_row(sign_in, whole_plan, council_manager) -> None:
    browser = sign_in(council_manager)
    assert browser.post(f"/plans/{whole_plan.pk}/row/risk/1/draft/", {"risk": "x", "seen": 1}).status_code == 403
