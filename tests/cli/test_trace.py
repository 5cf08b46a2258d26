"""``joinedup trace``: one answer a row, in the order asked, and only counts on the screen."""

import csv
from pathlib import Path

import pytest

HEAD = "UNIQUE REFERENCE,NHS_NO,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,ADDRESS_LINE1,POSTCODE"
SPINE = f"""{HEAD}
1,9990000018,Ashdown,Ada,2,19360405,1 Made Up Road,ZZ1 1AA
2,9990000026,Birchwood,Ben,1,19510930,2 Made Up Road,ZZ1 1AB
3,9990000034,Carter,Cora,2,20040229,3 Made Up Road,ZZ1 1AC
"""
REQUEST = f"""{HEAD}
c,,CARTER,Cora,2,20040229,3 Made Up Road,ZZ1 1AC
a,9990000018,Ashdown,Ada,2,19360405,1 Made Up Road,ZZ1 1AA
x,,Nobody,Noel,1,19990101,9 Nowhere Lane,ZZ9 9ZZ
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "spine.csv").write_text(SPINE)
    (tmp_path / "request.csv").write_text(REQUEST)
    return tmp_path


def _trace(joinedup, *more: str):
    return joinedup("trace", "request.csv", "--against", "spine.csv", "--out", "response.csv", *more)


def test_one_answer_a_row_in_the_order_asked(joinedup, files: Path) -> None:
    assert _trace(joinedup).status == 0
    with (files / "response.csv").open(newline="") as response:
        rows = list(csv.DictReader(response))
    found = [(row["UNIQUE REFERENCE"], row["MATCHED_NHS_NO"], row["ERROR_SUCCESS_CODE"]) for row in rows]
    assert found == [("c", "9990000034", "20"), ("a", "9990000018", "30"), ("x", "", "21")]


def test_json_counts(joinedup, files: Path) -> None:
    said = _trace(joinedup, "--format", "json").json
    assert said == {
        "asked": 3,
        "matched": 2,
        "for_review": 0,
        "outcomes": {"20": 1, "21": 1, "30": 1},
        "methods": {"0": 1, "1": 1, "3": 1},
    }


def test_no_person_is_on_the_screen(joinedup, files: Path) -> None:
    ended = _trace(joinedup)
    assert not any(word in ended.out + ended.err for word in ("Ashdown", "Cora", "9990000018", "ZZ1", "1936"))


@pytest.mark.parametrize(
    ("start", "ending", "delimiter"), [("\ufeff", "\r\n", ","), ("", "\n", ";"), ("\ufeff", "\n", "\t")]
)
def test_a_file_however_it_was_saved(start: str, ending: str, delimiter: str, joinedup, files: Path) -> None:
    text = start + REQUEST.replace("\n", ending).replace(",", delimiter)
    (files / "request.csv").write_bytes(text.encode())
    assert _trace(joinedup, "--format", "json").json["matched"] == 2


@pytest.mark.parametrize(
    "text",
    ["", "\n", "a;b\n1;2\n", "no columns that mean anything\n"],
    ids=["empty", "blank", "other columns", "prose"],
)
def test_a_request_that_cannot_be_read(text: str, joinedup, files: Path) -> None:
    (files / "request.csv").write_text(text)
    ended = _trace(joinedup, "--format", "json")
    assert ended.status == 2
    assert ended.problem["code"] == "trace-file"
    assert ended.problem["where"]["file"] == "request.csv"
    assert not (files / "response.csv").exists()


def test_a_request_of_no_rows_has_an_answer_of_no_rows(joinedup, files: Path) -> None:
    (files / "request.csv").write_text(HEAD + "\n")
    ended = _trace(joinedup, "--format", "json")
    assert ended.status == 0
    assert ended.json["asked"] == 0
    assert len((files / "response.csv").read_text().splitlines()) == 1


def test_a_folder_that_is_not_there(joinedup, files: Path) -> None:
    ended = joinedup("trace", "request.csv", "--against", "spine.csv", "--out", "answers/response.csv")
    assert ended.status == 2
    assert "answers" in ended.err
