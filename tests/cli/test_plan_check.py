"""``joinedup plan check``: findings with their place; 0 without errors, 1 with, 2 when there is nothing to read."""

import zipfile

import pytest

KEYS = {"code", "severity", "message", "fix", "where"}
PLACES = {"file", "field", "line", "page", "text", "row", "column"}


def test_json_is_a_list_of_findings(joinedup, tmp_path) -> None:
    (tmp_path / "plan.txt").write_text(
        "Better Care Fund\n1) PLAN DETAILS\na) Summary of Plan\nLocal Authority\tMadeup Council\n"
    )
    ended = joinedup("plan", "check", "plan.txt", "--format", "json")
    assert ended.status == 1
    assert ended.json
    assert all(set(found) == KEYS and set(found["where"]) <= PLACES for found in ended.json)
    assert all(found["where"]["file"] == "plan.txt" for found in ended.json)


def test_text_counts_what_it_found(joinedup, tmp_path) -> None:
    (tmp_path / "plan.txt").write_text(
        "Better Care Fund\n1) PLAN DETAILS\na) Summary of Plan\nLocal Authority\tMadeup Council\n"
    )
    ended = joinedup("plan", "check", "plan.txt")
    assert ended.status == 1
    assert "read as:" in ended.out.splitlines()[0]
    assert "error" in ended.out.splitlines()[-1]


def test_a_document_without_headings_is_said_to_be_one(joinedup, tmp_path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all,\n\nThe Better Care Fund is on our minds.\n\nYours\n")
    ended = joinedup("plan", "check", "letter.txt", "--format", "json")
    assert ended.status == 1
    assert {"no-headings", "another-fund"} & {found["code"] for found in ended.json}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("empty.docx", b""),
        ("not-a-zip.docx", b"this is no Word document"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"),
        ("cut-off.pdf", b"%PDF-1.7\n1 0 obj\n<<"),
    ],
)
def test_a_file_that_cannot_be_read(name: str, content: bytes, joinedup, tmp_path) -> None:
    (tmp_path / name).write_bytes(content)
    ended = joinedup("plan", "check", name, "--format", "json")
    assert ended.status == 2
    assert ended.out == ""
    assert ended.problem["code"] == "plan-unreadable"
    assert ended.problem["fix"]


def test_a_file_with_another_kinds_name_is_said_to_be_one(joinedup, tmp_path) -> None:
    (tmp_path / "plan.pdf").write_text("Better Care Fund: this is no PDF\n")
    ended = joinedup("plan", "check", "plan.pdf", "--format", "json")
    assert "file-misnamed" in {found["code"] for found in ended.json}


def test_a_zip_that_is_no_document(joinedup, tmp_path) -> None:
    with zipfile.ZipFile(tmp_path / "plan.docx", "w") as packed:
        packed.writestr("hello.txt", "hello")
    assert joinedup("plan", "check", "plan.docx").status == 2


def test_a_file_that_is_not_there(joinedup) -> None:
    ended = joinedup("plan", "check", "nowhere.docx")
    assert ended.status == 2
    assert "nowhere.docx" in ended.err


def test_a_template_that_is_not_there(joinedup, tmp_path) -> None:
    (tmp_path / "plan.txt").write_text("Better Care Fund\n")
    ended = joinedup("plan", "check", "plan.txt", "--template", "p1-1999")
    assert ended.status == 2
    assert "p1-1999" in ended.err
