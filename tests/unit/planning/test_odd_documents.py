"""Documents nobody hopes for: locked, empty, scanned, bombs, of another fund; each with a clear word and a way out."""

import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook

from joinedup.planning import CannotReadPlan, Plan, check_plan, read_plan
from joinedup.planning.examples import Layout, laid_out, made_up, write_text, write_word
from joinedup.planning.examples.writing import _Page, _pdf


def _codes(plan: Plan) -> set[str]:
    return {finding.code for finding in check_plan(plan)}


def _file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.docx", b"", "empty"),
        ("plan.txt", b"", "empty"),
        ("plan.docx", b"not a zip at all", "not a Word or Excel file"),
        ("plan.docx", b"PK\x03\x04 broken", "damaged"),
        ("plan.pdf", b"%PDF-1.4 and then nothing", "damaged"),
        ("plan.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old Word or Excel format"),
        (
            "plan.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked with a password",
        ),
        ("plan.bin", b"\x01\x00\x02\x07\x00\x09" * 40, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    with pytest.raises(CannotReadPlan, match=said) as caught:
        read_plan(_file(tmp_path, name, content))
    assert caught.value.exit_status == 2
    assert caught.value.fix
    assert caught.value.where.file == name


def test_a_missing_file() -> None:
    with pytest.raises(CannotReadPlan, match="cannot be opened"):
        read_plan("/nowhere/plan.txt")


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 40_000_000)
    with pytest.raises(CannotReadPlan, match="unpack to far more"):
        read_plan(path)


def test_declared_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "entities.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(CannotReadPlan, match="entities"):
        read_plan(path)


def test_a_scanned_pdf(tmp_path: Path) -> None:
    path = _file(tmp_path, "scan.pdf", _pdf([_Page(), _Page()]))
    with pytest.raises(CannotReadPlan, match="pictures of pages"):
        read_plan(path)


def test_a_pdf_of_which_some_pages_are_scanned_is_read_and_told(tmp_path: Path) -> None:
    page = _Page()
    page.text(50, 700, "Better Care Fund plan")
    plan = read_plan(_file(tmp_path, "half.pdf", _pdf([page, _Page()])))
    assert "pages-without-text" in _codes(plan)


def test_a_workbook_named_docx_is_read_as_what_it_is(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Local Authority", "Westmoor County Council"])
    book.active.append(["Total agreed value of pooled budget: 2015/16", 16_000_000])
    book.save(tmp_path / "plan.xlsx")
    plan = read_plan((tmp_path / "plan.xlsx").rename(tmp_path / "plan.docx"))
    assert "file-misnamed" in _codes(plan)
    assert plan.text("1a.local_authority") == "Westmoor County Council"


def test_tracked_changes_comments_and_macros_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("Better Care Fund. The board agreed ")
    for tag, inner, words in (("w:ins", "w:t", "in March"), ("w:del", "w:delText", "in May")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    mark = OxmlElement("w:commentReference")
    mark.set(qn("w:id"), "0")
    paragraph.add_run()._r.append(mark)
    path = tmp_path / "changes.docx"
    document.save(str(path))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\x00")
    plan = read_plan(path)
    assert {"tracked-changes", "comments-left-in", "macros"} <= _codes(plan)
    assert any("agreed in March" in line.text for line in plan.source)
    assert not any("May" in line.text for line in plan.source)


def test_merged_cells_and_nested_tables_keep_their_words(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Local Authority"
    table.cell(0, 2).text = "Westmoor County Council"
    table.cell(1, 0).text = "Date submitted:"
    table.cell(1, 2).add_table(rows=1, cols=2).cell(0, 0).text = "19 September 2014"
    document.save(str(tmp_path / "plan.docx"))
    plan = read_plan(tmp_path / "plan.docx")
    assert plan.text("1a.local_authority") == "Westmoor County Council"
    assert "19 September 2014" in plan.text("1a.date_submitted")


def test_a_plan_without_headings_and_a_plan_of_another_fund(tmp_path: Path) -> None:
    loose = _file(tmp_path, "loose.txt", b"The Better Care Fund will help.\nWe meet every month.\n")
    assert "no-headings" in _codes(read_plan(loose))
    other = _file(tmp_path, "other.txt", b"Towns Fund bid\nWe will rebuild the market hall.\n")
    assert "another-fund" in _codes(read_plan(other))


def test_right_to_left_words_are_kept(tmp_path: Path) -> None:
    words = "خطة الرعاية المشتركة للسكان المحليين"
    path = tmp_path / "plan.txt"
    path.write_text(f"Better Care Fund\nPLAN DETAILS\n{words}\n", encoding="utf-8")
    plan = read_plan(path)
    assert "right-to-left-text" in _codes(plan)
    assert any(words in line.text for line in plan.source)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_text_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("Better Care Fund\nMinimum required value of pooled budget 2014/15: £957,000\n", encoding=encoding)
    assert read_plan(path).text("1a.min_pool.2014_15") == "£957,000"


def test_a_draft_in_the_margin_of_a_word_document_is_seen(tmp_path: Path) -> None:
    path = write_word(laid_out(made_up(), Layout()), tmp_path / "plan.docx")
    document = Document(str(path))
    document.sections[0].header.paragraphs[0].text = "DRAFT v2"
    document.save(str(path))
    assert "draft-mark" in _codes(read_plan(path))


def test_control_characters_and_one_endless_line_do_no_harm(tmp_path: Path) -> None:
    blocks = laid_out(made_up(), Layout())
    path = write_text(blocks, tmp_path / "plan.txt")
    path.write_text(path.read_text(encoding="utf-8") + "\x07\x1b" + "word " * 40_000, encoding="utf-8")
    assert read_plan(path).text("1a.local_authority") == "Westmoor County Council"


def test_a_pdf_with_a_password_is_refused_with_what_to_do(tmp_path: Path) -> None:
    page = _Page()
    page.text(50, 700, "Better Care Fund plan")
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"
    content = _pdf([page]).replace(b"/Root 1 0 R", b"/Root 1 0 R /ID [<00><00>] " + lock)
    with pytest.raises(CannotReadPlan, match="locked with a password"):
        read_plan(_file(tmp_path, "plan.pdf", content))


def test_of_a_pdf_of_more_than_500_pages_the_first_500_are_read_and_it_is_said(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 504):
        page = _Page()
        page.text(50, 700, f"Better Care Fund plan, sheet {number} of many")
        pages.append(page)
    plan = read_plan(_file(tmp_path, "long.pdf", _pdf(pages)))
    assert "document-cut" in _codes(plan)
    assert "sheet 500 of many" in plan.source[-1].text


def test_a_first_part_kept_in_a_workbook_is_no_return(tmp_path: Path) -> None:
    book = Workbook()
    for block in laid_out(made_up(), Layout()):
        for row in block.rows or ((block.text,),):
            book.active.append(list(row))
    book.save(tmp_path / "plan.xlsx")
    plan = read_plan(tmp_path / "plan.xlsx")
    assert plan.template == "p1-2014-07"
    assert plan.text("4b.governance").startswith("The health and wellbeing board owns this plan.")
