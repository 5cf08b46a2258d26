"""Rows are changed, added and taken out on their own page; a plan is carried to another form."""

import pytest

from joinedup import planning
from joinedup.governance.roles import FINANCE_LEAD, PROGRAMME_MANAGER
from joinedup.web.planning import rows
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
    assert "Mine." in page
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
    to = rows.forms_for(read)[0]
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
    to = rows.forms_for(_read(whole_plan))[0]
    page = sign_in(town[PROGRAMME_MANAGER]).post(f"/plans/{whole_plan.pk}/carry/{to}/", {"seen": 0})
    assert "changed meanwhile" in page.content.decode()
    assert Plan.objects.get().latest.number == 1
