"""A batch trace out and in: what is asked, what is written back, and the whole way through two mailboxes.

The tracing service at the other mailbox is ``joinedup trace`` itself, against a register the place has not got.
"""

import csv
import shutil
from pathlib import Path

import pytest

from joinedup.basics.nhs_number import check_digit
from joinedup.basics.progress import silent
from joinedup.engine import Workspace, connect
from joinedup.exchange import TraceResponseError, take_response, write_request
from joinedup.identity import trace
from joinedup.intake import open_tables, receive
from joinedup.linked import build_linked
from joinedup.linked.who import link, read_traced

HEAD = "LA_Code,LA_Person_Unique_Identifier,NHS_Number,Family_Name,Given_Name,Gender,Date_of_Birth,Postcode\n"
REGISTER = """NHS_NO,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,ADDRESS_LINE1,POSTCODE,GP_PRACTICE_CODE,\
REGISTRATION_START_DATE
9990000018,Harbottle,Agnes,2,1938-03-27,1 Mill Lane,ZX1 1AA,A99001,2010-01-01
9990000026,Quillfeather,Bertram,1,1944-07-09,2 Mill Lane,ZX1 1AB,A99001,2010-01-01
"""
CLIENTS = (
    HEAD
    + """999,MARRIED,,Oldname,Agnes,2,1938-03-27,ZX9 9ZZ
999,ELSEWHERE,,Faraway,Ursula,2,1950-02-03,ZY1 1AA
999,TOO-LITTLE,,,Somebody,,1950-02-03,ZY1 1AA
999,KNOWN,9990000026,Quillfeather,Bertram,1,1944-07-09,ZX1 1AB
"""
)
HISTORY = """UNIQUE REFERENCE,NHS_NO,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,POSTCODE
1,9990000018,Oldname,Agnes,2,19380327,ZX9 9ZZ
1,9990000018,Harbottle,Agnes,2,19380327,ZX1 1AA
2,{faraway},Faraway,Ursula,2,19500203,ZY1 1AA
"""


def _number(nine: int) -> str:
    return f"{nine}{check_digit(str(nine))}"


FARAWAY, OLD = _number(999000110), _number(999000111)


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("linked")
    made = Workspace.open(folder / "w", create=True)
    for name, text in (("gp_register.csv", REGISTER), ("cld_clients.csv", CLIENTS)):
        (folder / name).write_text(text, encoding="utf-8")
        receive(folder / name, made)
    build_linked(made)
    return made.root


@pytest.fixture
def workspace(linked: Path, tmp_path: Path) -> Workspace:
    return Workspace.open(shutil.copytree(linked, tmp_path / "w"))


def _links(workspace: Workspace) -> dict[str, tuple[str, int]]:
    with connect() as connection:
        open_tables(connection, workspace)
        link(connection, workspace, silent)
        rows = connection.execute("select source_person_id, method, person_id from person_links").fetchall()
    return {name: (method, person) for name, method, person in rows}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _answer(workspace: Workspace, path: Path, **said: str) -> Path:
    """A response to the one record of Agnes, as the service would write it."""
    asked = path.with_name("asked.csv")
    write_request(workspace, asked, again=True)
    (row,) = [row for row in _rows(asked) if row["GIVEN_NAME"] == "Agnes"]
    usual = {"MATCHED_NHS_NO": "9990000018", "ERROR_SUCCESS_CODE": "20", "MATCHED_ALGORITHM_INDICATOR": "3"}
    made = {"UNIQUE REFERENCE": row["UNIQUE REFERENCE"], "REQ_NHS_NO": "", **usual}
    made |= {"MATCHED_CONFIDENCE_PERCENTAGE": "100", **said}
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, made)
        writer.writeheader()
        writer.writerow(made)
    return path


def test_only_those_who_found_nobody_are_asked_about_and_no_more_is_said_than_needed(workspace, tmp_path) -> None:
    out = tmp_path / "request.csv"
    made = write_request(workspace, out)
    assert (made.rows, made.too_little, made.answered) == (2, 1, 0)
    assert {row["FAMILY_NAME"] for row in _rows(out)} == {"Oldname", "Faraway"}
    assert _rows(out)[0]["DATE_OF_BIRTH"] in ("19380327", "19500203")
    assert out.stat().st_mode & 0o077 == 0
    assert "MARRIED" not in out.read_text()  # the council's own id stays at home
    assert "ADDRESS" not in out.read_text()
    assert write_request(workspace, tmp_path / "other.csv", source="acute").rows == 0


def test_out_by_mesh_and_in_again_joins_who_was_not_found(workspace, tmp_path, mailbox, service) -> None:
    before = _links(workspace)
    assert before["MARRIED"][0] == "unmatched"
    request, spine, answer = (tmp_path / name for name in ("request.csv", "spine.csv", "answer.csv"))
    write_request(workspace, request)
    mailbox.send(request, to="TESTPDS", workflow="TRACE_1", local_id="first")
    (waiting,) = service.inbox("TRACE_1")
    asked = service.receive(waiting, tmp_path)
    spine.write_text(HISTORY.format(faraway=FARAWAY))
    trace(asked.file, spine, answer)
    service.send(answer, to="TESTMB1", workflow="TRACE_2", local_id=asked.local_id)
    service.acknowledge(waiting)
    (back,) = mailbox.inbox()
    got = mailbox.receive(back, tmp_path)
    mailbox.acknowledge(back)
    assert got.local_id == "first"

    made = take_response(workspace, got.file)
    assert (made.rows, made.written_back, made.outcomes) == (2, 2, {"20": 2})
    after = _links(workspace)
    assert after["MARRIED"] == ("traced", after["9990000018"][1])
    assert after["KNOWN"] == before["KNOWN"]
    assert after["ELSEWHERE"][0] == "unmatched"  # has a number now, but is on no register here
    assert write_request(workspace, request).answered == 2
    assert _links(workspace) == after
    again = take_response(workspace, got.file)
    assert (again.rows, again.written_back) == (2, 2)
    assert _links(workspace) == after


@pytest.mark.parametrize(
    "said",
    [
        {"ERROR_SUCCESS_CODE": "22"},
        {"ERROR_SUCCESS_CODE": "21", "MATCHED_NHS_NO": ""},
        {"MATCHED_NHS_NO": "0000000000"},
        {"MATCHED_NHS_NO": "9990000019"},
        {"MATCHED_ALGORITHM_INDICATOR": "4", "MATCHED_CONFIDENCE_PERCENTAGE": "71.5"},
        {"MATCHED_ALGORITHM_INDICATOR": "4", "MATCHED_CONFIDENCE_PERCENTAGE": "much"},
    ],
    ids=["several", "nobody", "no number", "no valid number", "not sure", "no confidence"],
)
def test_what_is_not_single_and_sure_is_never_written_back(workspace, tmp_path, said) -> None:
    made = take_response(workspace, _answer(workspace, tmp_path / "answer.csv", **said))
    assert (made.rows, made.written_back) == (1, 0)
    assert [row[3] for row in read_traced(workspace)] == [""]


def test_a_number_that_was_replaced_leads_to_the_new_one(workspace, tmp_path) -> None:
    said = {"REQ_NHS_NO": OLD, "ERROR_SUCCESS_CODE": "40"}
    assert take_response(workspace, _answer(workspace, tmp_path / "answer.csv", **said)).replaced == 1
    (tmp_path / "cld_clients_late.csv").write_text(HEAD + f"999,LATE,{OLD},Harbottle,Agnes,2,1938-03-27,ZX1 1AA\n")
    receive(tmp_path / "cld_clients_late.csv", workspace)
    links = _links(workspace)
    assert links["LATE"][1] == links["9990000018"][1]


def test_people_who_looked_stand_above_the_service(workspace, tmp_path) -> None:
    take_response(workspace, _answer(workspace, tmp_path / "answer.csv"))
    assert _links(workspace)["MARRIED"][0] == "traced"
    (workspace.root / "identity" / "decisions.csv").write_text(
        "source,organisation_code,source_person_id,nhs_number,decision,decided_by,decided_at\n"
        "social_care,999,MARRIED,9990000018,reject,7,2026-01-01 10:00:00\n"
    )
    assert _links(workspace)["MARRIED"][0] == "unmatched"


def test_a_record_answered_twice_and_differently_keeps_neither(workspace, tmp_path) -> None:
    path = _answer(workspace, tmp_path / "answer.csv")
    head, row = path.read_text().splitlines()
    path.write_text("\n".join((head, row, row.replace("9990000018", "9990000026"), row.replace(row[:5], "zzzzz"))))
    made = take_response(workspace, path)
    assert made.written_back == 0
    assert [one.code for one in made.findings] == [
        "trace-response-unknown",
        "trace-response-torn",
        "trace-layout-unverified",
    ]
    assert not [one for one in made.findings if "9990000018" in one.message]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "\x00\x01"])
def test_what_is_no_response_is_refused(workspace, tmp_path, text) -> None:
    path = tmp_path / "answer.csv"
    path.write_text(text)
    with pytest.raises(TraceResponseError):
        take_response(workspace, path)


def test_a_place_may_correct_the_layout_without_a_release(workspace, tmp_path) -> None:
    from importlib.resources import files

    text = (files("joinedup.exchange") / "pds_mesh.json").read_text()
    corrected = text.replace('"POSTCODE"', '"POST_CODE"').replace('"verified": false', '"verified": true')
    (workspace.root / "pds_mesh.json").write_text(corrected)
    made = write_request(workspace, tmp_path / "request.csv")
    assert made.verified
    assert "POST_CODE" in (tmp_path / "request.csv").read_text()
