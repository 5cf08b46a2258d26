"""A plan is read beside its source, put right field by field, and loses nothing when two people write."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from joinedup.governance.roles import FINANCE_LEAD, GP, PROGRAMME_MANAGER, SYSTEM_ADMINISTRATOR
from joinedup.web.planning import actions
from joinedup.web.planning.models import Plan, PlanDocument

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(town, document: Path) -> Plan:
    return actions.import_plan(by=town[PROGRAMME_MANAGER], file=document, file_name="rivershire.txt", name="Rivershire")


def _upload(name: str, content: bytes) -> dict[str, object]:
    return {"document": SimpleUploadedFile(name, content), "name": ""}


def test_an_imported_plan_keeps_its_document_and_says_what_stops_it(town, sign_in, document) -> None:
    manager = sign_in(town[PROGRAMME_MANAGER])
    page = manager.post("/plans/import/", _upload("rivershire.txt", document.read_bytes()), follow=True)
    words = page.content.decode()
    assert "stop" in words.split("<h1")[1].split("</h1>")[0]
    assert PlanDocument.objects.get().content == document.read_bytes()
    assert "9,500m" in manager.get(f"/plans/{Plan.objects.get().pk}/section/1/").content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.txt", b""), ("not-a-zip.docx", b"not a zip"), ("plan.exe", b"MZ"), ("broken.pdf", b"%PDF-1.4 broken")],
)
def test_a_document_that_cannot_be_read_says_why_at_its_field(town, sign_in, name, content) -> None:
    page = sign_in(town[PROGRAMME_MANAGER]).post("/plans/import/", _upload(name, content))
    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()
    assert not Plan.objects.exists()


def test_each_finding_stands_at_its_words_with_a_link_to_its_line(town, sign_in, plan) -> None:
    page = sign_in(town[FINANCE_LEAD]).get(f"/plans/{plan.pk}/section/1/").content.decode()
    assert "placeholder-left-in" in page
    assert f"/plans/{plan.pk}/source/#line-" in page
    source = sign_in(town[FINANCE_LEAD]).get(f"/plans/{plan.pk}/source/").content.decode()
    assert 'id="line-10"' in source


def test_putting_an_answer_right_makes_a_version_and_takes_its_finding_away(town, sign_in, plan) -> None:
    manager = sign_in(town[PROGRAMME_MANAGER])
    before = plan.latest
    assert any(one.where.field == "1a.date_agreed_hwb" for one in before.found)
    typed = {"raw": "17 September 2014", "seen": before.number}
    page = manager.post(f"/plans/{plan.pk}/answer/1a.date_agreed_hwb/", typed, follow=True)
    assert "17 September 2014" in page.content.decode()
    after = Plan.objects.get().latest
    assert after.number == before.number + 1
    assert not any(one.where.field == "1a.date_agreed_hwb" for one in after.found)


def test_two_writers_of_one_answer_both_keep_their_words(town, sign_in, plan) -> None:
    first, second = sign_in(town[PROGRAMME_MANAGER]), sign_in(town[FINANCE_LEAD])
    seen = plan.latest.number
    first.post(f"/plans/{plan.pk}/answer/2a.vision/", {"raw": "Theirs, saved first.", "seen": seen})
    page = second.post(f"/plans/{plan.pk}/answer/2a.vision/", {"raw": "Mine, typed meanwhile.", "seen": seen})
    words = page.content.decode()
    assert "Theirs, saved first." in words
    assert "Mine, typed meanwhile." in words
    assert Plan.objects.get().latest.read.text("2a.vision") == "Theirs, saved first."


def test_two_writers_of_different_answers_lose_nothing(town, sign_in, plan) -> None:
    seen = plan.latest.number
    actions.change_field(by=town[PROGRAMME_MANAGER], plan=plan, key="2a.vision", raw="One.", seen=seen)
    actions.change_field(by=town[FINANCE_LEAD], plan=plan, key="2b.outcome_difference", raw="Two.", seen=seen)
    read = Plan.objects.get().latest.read
    assert (read.text("2a.vision"), read.text("2b.outcome_difference")) == ("One.", "Two.")


def test_a_finding_stands_with_a_reason_and_not_without(town, sign_in, plan) -> None:
    manager = sign_in(town[PROGRAMME_MANAGER])
    asked = {"code": "placeholder-left-in", "field": "1a.date_agreed_hwb"}
    assert "There is a problem" in manager.post(f"/plans/{plan.pk}/let-stand/", asked).content.decode()
    before = plan.latest.errors
    manager.post(f"/plans/{plan.pk}/let-stand/", asked | {"reason": "The board meets after the deadline."})
    assert Plan.objects.get().latest.errors < before
    assert "The board meets after the deadline." in manager.get(f"/plans/{plan.pk}/").content.decode()


@pytest.mark.parametrize("role", [GP], ids=str)
def test_a_reader_sees_no_way_to_change_and_has_none(town, sign_in, plan, role) -> None:
    reader = sign_in(town[role])
    assert "Import a plan" not in reader.get("/plans/").content.decode()
    answered = reader.post(f"/plans/{plan.pk}/answer/2a.vision/", {"raw": "x", "seen": plan.latest.number})
    assert answered.status_code == 403


def test_an_administrator_reads_no_plan(town, sign_in, plan) -> None:
    assert sign_in(town[SYSTEM_ADMINISTRATOR]).get(f"/plans/{plan.pk}/").status_code == 403


def test_the_first_page_says_what_stops_the_own_plans(town, sign_in, plan) -> None:
    assert "1 plan cannot be sent yet." in sign_in(town[PROGRAMME_MANAGER]).get("/").content.decode()


def test_history_lists_every_version_with_its_maker(town, sign_in, plan) -> None:
    page = sign_in(town[FINANCE_LEAD]).get(f"/plans/{plan.pk}/history/").content.decode()
    assert "Imported from rivershire.txt" in page
