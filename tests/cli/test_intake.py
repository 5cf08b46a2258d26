"""``joinedup intake``: good rows load, bad ones are said with their place, and the same content changes nothing."""

from pathlib import Path

import pytest
from running import Run

HEAD = "NHS_NO,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,POSTCODE,GP_PRACTICE_CODE,REGISTRATION_START_DATE"
GOOD = [
    "9990000018,Ashdown,Ada,2,1936-04-05,ZZ1 1AA,Y99001,2001-05-01",
    "9990000026,Birchwood,Ben,1,1951-09-30,ZZ1 1AB,Y99001,2001-05-01",
    "9990000034,Leap,Lea,2,2004-02-29,ZZ1 1AC,Y99001,2004-03-01",
]


def _register(
    folder: Path, *rows: str, head: str = HEAD, encoding: str = "utf-8", name: str = "gp_register.csv"
) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes("\n".join([head, *rows, ""]).encode(encoding))


def _intake(joinedup: Run, what: str = "in"):
    return joinedup("intake", what, "--workspace", "w", "--format", "json")


def test_good_rows_load_and_the_same_file_changes_nothing(joinedup: Run, tmp_path: Path) -> None:
    _register(tmp_path / "in", *GOOD)
    first, again = _intake(joinedup), _intake(joinedup)
    assert (first.status, first.json["loaded"], first.json["set_aside"]) == (0, 3, 0)
    assert again.status == 0
    assert again.json["nothing_new"]
    assert again.json["fingerprint"] == first.json["fingerprint"]


def test_bad_rows_are_set_aside_with_their_place(joinedup: Run, tmp_path: Path) -> None:
    no_such_day = GOOD[0].replace("1936-04-05", "1937-02-29")
    year_one = GOOD[1].replace("1951-09-30", "0001-01-01")
    _register(tmp_path / "in", no_such_day, year_one, GOOD[2])
    ended = _intake(joinedup)
    assert ended.status == 1
    assert (ended.json["loaded"], ended.json["set_aside"]) == (1, 2)
    told = [found for found in ended.json["findings"] if found["severity"] == "error"]
    assert {found["where"]["column"] for found in told} == {"DATE_OF_BIRTH"}
    assert {found["where"]["file"] for found in told} == {"gp_register.csv"}
    assert {found["where"]["row"] for found in told} <= {1, 2}
    assert not any(word in ended.out + ended.err for word in ("Ashdown", "Birchwood", "9990000018", "1937-02-29"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "latin-1", "utf-16"])
def test_other_encodings_are_read(encoding: str, joinedup: Run, tmp_path: Path) -> None:
    _register(tmp_path / "in", GOOD[0].replace("Ashdown", "Åshdöwn"), *GOOD[1:], encoding=encoding)
    ended = _intake(joinedup)
    assert ended.json["loaded"] == 3


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_read(delimiter: str, joinedup: Run, tmp_path: Path) -> None:
    rows = [row.replace(",", delimiter) for row in GOOD]
    _register(tmp_path / "in", *rows, head=HEAD.replace(",", delimiter))
    assert _intake(joinedup).json["loaded"] == 3


def test_files_that_cannot_be_loaded_do_not_stop_the_others(joinedup: Run, tmp_path: Path) -> None:
    _register(tmp_path / "in", *GOOD)
    (tmp_path / "in" / "deaths.csv").write_bytes(b"")
    (tmp_path / "in" / "csds_mpi.csv").write_text("some,other,columns\n1,2,3\n")
    (tmp_path / "in" / "postcodes.parquet").write_bytes(b"PAR1 not really")
    _register(tmp_path / "in", GOOD[0] + ",1", head=HEAD + ",NHS_NO", name="gp_register_2.csv")  # a column twice
    ended = _intake(joinedup)
    assert ended.status == 1
    assert ended.json["loaded"] == 3
    faulty = {found["where"]["file"] for found in ended.json["findings"] if found["severity"] == "error"}
    assert faulty == {"deaths.csv", "csds_mpi.csv", "postcodes.parquet", "gp_register_2.csv"}
    assert all(found["fix"] for found in ended.json["findings"])


def test_a_file_of_no_rows_is_said(joinedup: Run, tmp_path: Path) -> None:
    _register(tmp_path / "in")
    ended = _intake(joinedup)
    assert ended.status == 0
    assert "no-rows" in {found["code"] for found in ended.json["findings"]}


def test_a_missing_column_says_what_it_disables(joinedup: Run, tmp_path: Path) -> None:
    rows = [",".join(cell for place, cell in enumerate(row.split(",")) if place != 5) for row in GOOD]
    _register(tmp_path / "in", *rows, head=HEAD.replace("POSTCODE,", ""))
    [file] = _intake(joinedup).json["files"]
    assert "deprivation" in file["missing_columns"]["POSTCODE"]


def test_a_folder_with_nothing_to_read(joinedup: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    ended = _intake(joinedup)
    assert ended.status == 2
    assert ended.problem["code"] == "intake"


def test_a_folder_that_is_not_there(joinedup: Run) -> None:
    assert _intake(joinedup, "nowhere").status == 2


def test_text_ends_with_the_sum(joinedup: Run, tmp_path: Path) -> None:
    _register(tmp_path / "in", *GOOD)
    ended = joinedup("intake", "in", "--workspace", "w")
    assert ended.out.splitlines()[-1] == "3 of 3 rows loaded; 0 set aside."
