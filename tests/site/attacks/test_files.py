"""Files with something hidden in them, on the way in and on the way out."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from joinedup.engine import Workspace, WorkspaceError
from joinedup.governance.roles import DATA_MANAGER, PROGRAMME_MANAGER
from joinedup.planning.examples import laid_out, made_up, write_word
from joinedup.web.planning import actions
from joinedup.web.planning.models import Plan, PlanDocument

pytestmark = pytest.mark.django_db

FORMULAS = ["=cmd|' /C calc'!A1", "+1+cmd|' /C calc'!A1", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x.example","a")']
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture
def plan(town, tmp_path: Path) -> Plan:
    file = write_word(laid_out(made_up()), tmp_path / "westmoor.docx")
    return actions.import_plan(by=town[PROGRAMME_MANAGER], file=file, file_name="westmoor.docx", name="Westmoor")


def _archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _workbook_with(sheet: bytes) -> bytes:
    made = io.BytesIO()
    Workbook().save(made)
    with zipfile.ZipFile(made) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return _archive(parts | {"xl/worksheets/sheet1.xml": sheet})


def _raw(field: str, name: str, content: bytes) -> dict[str, object]:
    """A form as no browser sends it: the name of its file is not cut to its last part."""
    head = f'--x\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
    return {"data": head.encode() + content + b"\r\n--x--\r\n", "content_type": "multipart/form-data; boundary=x"}


def _sent(browser, name: str, content: bytes) -> str:
    answer = browser.post("/plans/import/", {"document": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200, "the plan was read"
    return answer.content.decode()


@pytest.mark.parametrize("formula", FORMULAS)
def test_words_that_look_like_a_formula_stay_words_in_excel(town, sign_in, plan, formula) -> None:
    browser = sign_in(town[PROGRAMME_MANAGER])
    browser.post(f"/plans/{plan.pk}/answer/2a.vision/", {"raw": formula, "seen": plan.latest.number})
    book = load_workbook(io.BytesIO(browser.get(f"/plans/{plan.pk}/take-away/xlsx/").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    (written,) = [cell for cell in cells if cell.value == formula]
    assert written.data_type == "s"
    assert written.quotePrefix
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_letters_that_no_workbook_holds_stop_nobody_from_taking_the_plan_away(town, sign_in, plan) -> None:
    browser = sign_in(town[PROGRAMME_MANAGER])
    browser.post(f"/plans/{plan.pk}/answer/2a.vision/", {"raw": "one\x0b\x01two", "seen": plan.latest.number})
    for kind in ("docx", "xlsx", "html"):
        assert browser.get(f"/plans/{plan.pk}/take-away/{kind}/").status_code == 200


def test_words_of_a_plan_never_become_part_of_a_page(town, sign_in, plan) -> None:
    browser = sign_in(town[PROGRAMME_MANAGER])
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    browser.post(f"/plans/{plan.pk}/answer/2a.vision/", {"raw": evil, "seen": plan.latest.number})
    browser.post(f"/plans/{plan.pk}/answer/2a.vision/comments/say/", {"words": evil})
    pages = ("", "section/2/", "source/", "differences/", "answer/2a.vision/comments/", "take-away/html/")
    for page in pages:
        shown = browser.get(f"/plans/{plan.pk}/{page}").content.decode()
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown


def test_a_page_taken_away_runs_nothing_wherever_it_is_opened(town, sign_in, plan) -> None:
    answer = sign_in(town[PROGRAMME_MANAGER]).get(f"/plans/{plan.pk}/take-away/html/")
    assert 'http-equiv="Content-Security-Policy" content="default-src \'none\'"' in answer.content.decode()
    assert answer["Content-Disposition"].startswith("attachment;")


def test_a_bomb_is_refused_in_words(town, sign_in) -> None:
    bomb = _archive({"word/document.xml": b"0" * 40_000_000})
    assert "would unpack to far more" in _sent(sign_in(town[PROGRAMME_MANAGER]), "plan.docx", bomb)


def test_a_sheet_that_claims_its_last_cell_costs_little(town, sign_in) -> None:
    rows = f'<worksheet xmlns="{SPREADSHEET}"><dimension ref="A1:XFD1048576"/><sheetData>'
    far = rows + '<row r="400"><c r="XFD400"><v>1</v></c></row><row r="1048576"/></sheetData></worksheet>'
    browser = sign_in(town[PROGRAMME_MANAGER])
    browser.post("/plans/import/", {"document": SimpleUploadedFile("plan.xlsx", _workbook_with(far.encode()))})
    assert len(Plan.objects.get().latest.read.source) <= 20_002


DECLARED = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.mark.parametrize(
    "part",
    [DECLARED, b"<!--" + b" " * 5000 + b"-->" + DECLARED, DECLARED.decode().encode("utf-16")],
    ids=["plain", "behind a long comment", "in another encoding"],
)
@pytest.mark.parametrize("name", ["word/document.xml", "word/DOCUMENT.XML", "word/_rels/document.xml.rels"])
def test_entities_are_refused_wherever_they_stand(town, sign_in, part, name) -> None:
    page = _sent(sign_in(town[PROGRAMME_MANAGER]), "plan.docx", _archive({"word/document.xml": b"<x/>"} | {name: part}))
    assert "declares XML entities" in page
    assert "root:" not in page


@pytest.mark.parametrize("name", ["../../../plan.txt", "..\\..\\plan.txt", "/etc/plan.txt", "%2e%2e%2fplan.txt"])
def test_the_name_of_a_plan_leads_nowhere(town, sign_in, name) -> None:
    text = (
        "Better Care Fund planning template – Part 1\n\n2) VISION FOR HEALTH AND CARE SERVICES\n\nWords.\n"
    ).encode()
    browser = sign_in(town[PROGRAMME_MANAGER])
    assert browser.post("/plans/import/", **_raw("document", name, text)).status_code == 302
    kept = PlanDocument.objects.get()
    assert "/" not in kept.name
    assert ".." not in kept.name
    answer = browser.get(f"/plans/{kept.version.plan_id}/take-away/docx/")
    assert not set(answer["Content-Disposition"]) & set("/\\\r\n")


@pytest.mark.parametrize(
    "name", ["../../gp_register.csv", "/etc/cron.d/gp_register.csv", "gp_register_';drop table x;--.csv", "*.csv"]
)
def test_the_name_of_an_extract_leads_nowhere(town, sign_in, settings, tmp_path, name) -> None:
    settings.WORKSPACE = Workspace.open(tmp_path / "inside" / "w", create=True).root
    before = {path for path in tmp_path.rglob("*") if settings.WORKSPACE not in path.parents}
    sent = _raw("extract", name, b"NHS_NO,FAMILY_NAME\n9990000018,Harbottle\n")
    answer = sign_in(town[DATA_MANAGER]).post("/data/receive/", **sent)
    assert answer.status_code == 200
    assert "harbottle" not in answer.content.decode().casefold()
    assert {path for path in tmp_path.rglob("*") if settings.WORKSPACE not in path.parents} == before
    assert all(path.resolve().is_relative_to(settings.WORKSPACE) for path in settings.WORKSPACE.rglob("*"))


@pytest.mark.parametrize("name", ["../elsewhere", "a/../../elsewhere", "missing", "x\x00y"])
def test_a_folder_that_is_no_workspace_is_never_opened(tmp_path, name) -> None:
    (tmp_path / "elsewhere").mkdir()
    with pytest.raises((WorkspaceError, ValueError)):
        Workspace.open(tmp_path / "here" / name)


@pytest.mark.parametrize("who", [None, PROGRAMME_MANAGER])
def test_more_than_a_page_takes_is_refused_before_it_is_read(town, sign_in, client, who) -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise AssertionError("some of it was read")

    browser = sign_in(town[who]) if who else client
    answer = browser.generic(
        "POST",
        "/plans/import/",
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(10**11), "wsgi.input": Endless()},
    )
    assert answer.status_code == 413
    assert "More was sent than a page takes" in answer.content.decode()
