"""A plan leaves as Word, Excel or a page; what we write, we read back as the same plan."""

from pathlib import Path

import pytest

from joinedup import planning
from joinedup.governance.roles import FINANCE_LEAD, PROGRAMME_MANAGER, SYSTEM_ADMINISTRATOR
from joinedup.web.planning import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(town, document: Path):
    return actions.import_plan(by=town[PROGRAMME_MANAGER], file=document, file_name="rivershire.txt", name="Rivershire")


def test_the_word_file_reads_back_as_the_same_answers(town, sign_in, plan, tmp_path) -> None:
    sent = sign_in(town[FINANCE_LEAD]).get(f"/plans/{plan.pk}/take-away/docx/")
    assert sent.headers["Content-Disposition"] == 'attachment; filename="rivershire-version-1.docx"'
    file = tmp_path / "back.docx"
    file.write_bytes(sent.content)
    back = planning.read_plan(file)
    assert {one.key: one.text for one in back.fields} == {one.key: one.text for one in plan.latest.read.fields}


def test_excel_and_a_page_are_to_be_had_and_nothing_else(town, sign_in, plan) -> None:
    finance = sign_in(town[FINANCE_LEAD])
    assert finance.get(f"/plans/{plan.pk}/take-away/xlsx/").content[:2] == b"PK"
    assert b"Rivershire" in finance.get(f"/plans/{plan.pk}/take-away/html/").content
    assert finance.get(f"/plans/{plan.pk}/take-away/exe/").status_code == 404


def test_who_reads_no_plan_takes_none_away(town, sign_in, plan) -> None:
    assert sign_in(town[SYSTEM_ADMINISTRATOR]).get(f"/plans/{plan.pk}/take-away/docx/").status_code == 403
