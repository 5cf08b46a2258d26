"""Part 2 is read into a plan, its rows are changed on their pages, and Part 1 follows; nothing is overwritten."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from joinedup import planning
from joinedup.governance.roles import GP, PROGRAMME_MANAGER
from joinedup.planning.examples import made_up_part2, write_workbook
from joinedup.web.planning import actions, parts
from joinedup.web.planning.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="session")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workbook(made_up_part2(), tmp_path_factory.mktemp("part2") / "part2.xlsx")


def _sent(workbook: Path) -> dict[str, object]:
    return {"document": SimpleUploadedFile("part2.xlsx", workbook.read_bytes())}


@pytest.fixture
def both_parts(town, whole_plan, workbook: Path) -> Plan:
    parts.read_part_2(by=town[PROGRAMME_MANAGER], plan=whole_plan, file=workbook, file_name="part2.xlsx")
    return Plan.objects.get(pk=whole_plan.pk)


def test_part_2_is_read_into_the_plan(town, sign_in, whole_plan, workbook: Path) -> None:
    manager = sign_in(town[PROGRAMME_MANAGER])
    assert "This plan has no Part 2" in manager.get(f"/plans/{whole_plan.pk}/figures/").content.decode()
    page = manager.post(f"/plans/{whole_plan.pk}/part-2/", _sent(workbook), follow=True).content.decode()
    assert "Both parts agree in every figure" in page
    assert "£16,000,000" in page
    assert "Unverified:" in page
    latest = Plan.objects.get().latest
    assert latest.words == "Part 2 read from part2.xlsx"
    assert bytes(latest.document.content) == workbook.read_bytes()
    spending = manager.get(f"/plans/{whole_plan.pk}/section/t3/").content.decode()
    assert "What the money is spent on" in spending
    assert "2015/16, £000" in spending


def test_what_is_no_part_2_is_refused_with_a_reason(town, sign_in, whole_plan, tmp_path: Path) -> None:
    own = planning.export_xlsx(whole_plan.latest.read, tmp_path / "own.xlsx")
    page = sign_in(town[PROGRAMME_MANAGER]).post(f"/plans/{whole_plan.pk}/part-2/", _sent(own)).content.decode()
    assert "It is no Part 2 of this plan." in page
    named = {"document": SimpleUploadedFile("plan.docx", b"PK")}
    page = sign_in(town[PROGRAMME_MANAGER]).post(f"/plans/{whole_plan.pk}/part-2/", named).content.decode()
    assert "Choose an Excel workbook" in page
    assert Plan.objects.get().latest.number == 1


def test_part_1_follows_a_row_of_part_2(town, sign_in, both_parts) -> None:
    manager, address = sign_in(town[PROGRAMME_MANAGER]), f"/plans/{both_parts.pk}/row/contribution/1/"
    page = manager.get(address).content.decode()
    assert "One of: Local Authority Social Services; CCG Minimum Contribution" in page
    row = planning.row_of(both_parts.latest.read, "contribution", 1)
    typed = {one.key: one.raw for one in row.fields} | {"seen": both_parts.latest.number, "pounds.2015_16": "2,000"}
    manager.post(address, typed)
    assert Plan.objects.get().latest.read.text("1a.total_pool.2015_16") == "£16,200,000"


def test_a_difference_stands_until_somebody_decides(town, sign_in, both_parts) -> None:
    keeper = town[PROGRAMME_MANAGER]
    seen = both_parts.latest.number
    actions.change_field(by=keeper, plan=both_parts, key="1a.total_pool.2015_16", raw="£15,000,000", seen=seen)
    manager = sign_in(keeper)
    assert "1 figure differs between Part 1 and Part 2" in manager.get(f"/plans/{both_parts.pk}/").content.decode()
    figures = planning.shared_figures(Plan.objects.get().latest.read)
    number = next(at for at, one in enumerate(figures, 1) if not one.agree)
    assert manager.post(f"/plans/{both_parts.pk}/figures/999/take-over/").status_code == 404
    page = manager.post(f"/plans/{both_parts.pk}/figures/{number}/take-over/", follow=True).content.decode()
    assert "Both parts agree in every figure" in page
    assert Plan.objects.get().latest.read.text("1a.total_pool.2015_16") == "£16,000,000"


def test_others_read_the_figures_and_change_none(town, sign_in, both_parts, council_manager) -> None:
    reader = sign_in(town[GP])
    assert "Let Part 1 say this" not in reader.get(f"/plans/{both_parts.pk}/figures/").content.decode()
    assert sign_in(council_manager).get(f"/plans/{both_parts.pk}/part-2/").status_code == 403
    assert sign_in(council_manager).post(f"/plans/{both_parts.pk}/figures/1/take-over/").status_code == 403


def test_a_table_without_rows_can_have_its_first(town, sign_in, both_parts) -> None:
    manager = sign_in(town[PROGRAMME_MANAGER])
    manager.post(f"/plans/{both_parts.pk}/carry/return-2023-25/", {"seen": both_parts.latest.number})
    page = manager.get(f"/plans/{both_parts.pk}/section/t7/").content.decode()
    assert "None yet." in page
    assert "Add a national condition" in page
    typed = {"condition": "A plan agreed together", "met": "Yes", "seen": both_parts.latest.number + 1}
    page = manager.post(f"/plans/{both_parts.pk}/row/condition/new/", typed, follow=True).content.decode()
    assert "A plan agreed together" in page


def test_both_parts_go_out_and_come_back(town, both_parts, tmp_path: Path) -> None:
    read = both_parts.latest.read
    again = actions.import_plan(
        by=town[PROGRAMME_MANAGER],
        file=planning.export_xlsx(read, tmp_path / "plan.xlsx"),
        file_name="plan.xlsx",
        name="Again",
    )
    assert planning.fingerprint(again.latest.read) == planning.fingerprint(read)
