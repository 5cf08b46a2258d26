"""Files as they really arrive: each loads, loads in part, or is refused with a reason."""

import codecs
import gzip
import os
from pathlib import Path

import polars as pl
import pytest

from joinedup.engine import Workspace
from joinedup.intake import CONTRACTS, IntakeError, receive

from .made_files import codes, lines

OPA = "opa_appointments"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_separator_is_read(send, table, delimiter):
    receipt = send("opa_appointments.csv", lines(OPA, {}, {"OPA_Ident": "O2"}, delimiter=delimiter))
    assert (receipt.read, receipt.loaded, receipt.findings) == (2, 2, ())
    assert table('select "OPA_Ident" from opa_appointments order by 1') == [("O1",), ("O2",)]


@pytest.mark.parametrize("name", ["opa_appointments.csv", "OPA_Appointments 2024-04.csv", "opa-appointments_v2.csv.gz"])
def test_a_file_is_known_by_the_table_its_name_begins_with(send, name):
    assert send(name, lines(OPA, {})).loaded == 1


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.replace("\n", "\r\n", 1).encode(),
        lambda text: ("\n\n" + text).encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: ("Extract of appointments\n\n" + text).encode(),
    ],
    ids=["bom", "utf-16", "utf-16-le", "utf-16-be", "crlf", "cr", "mixed ends", "blank first", "no end", "title"],
)
def test_encodings_line_ends_and_titles_do_not_matter(send, table, encode):
    receipt = send("acute_patients.csv", encode(lines("acute_patients", {"FAMILY_NAME": "Müller"})))
    assert (receipt.read, receipt.loaded) == (1, 1)
    assert table("select FAMILY_NAME, DATE_OF_BIRTH::varchar from acute_patients") == [("Müller", "1950-02-03")]


def test_bytes_that_are_not_utf_8_are_read_as_windows_1252_even_in_a_mixed_file(send, table):
    utf8 = lines("acute_patients", {"FAMILY_NAME": "José"}).encode()
    windows = lines("acute_patients", {"LOCAL_PATIENT_ID": "P2", "FAMILY_NAME": "O\u2019Zoë"}).split("\n")[1]
    receipt = send("acute_patients.csv", utf8 + windows.encode("windows-1252") + b"\n")
    assert codes(receipt) == ["not-utf-8"]
    assert table("select FAMILY_NAME from acute_patients order by LOCAL_PATIENT_ID") == [("José",), ("O\u2019Zoë",)]


def test_headings_in_any_case_order_or_spacing_are_the_contract_s(send, table):
    names = [*reversed(CONTRACTS[OPA].names)]
    cells = ["100", "1", "5", "2026-01-05", "P1", "RWF", "O1"]
    header = ",".join(name.lower().replace("_", " ") for name in names)
    assert send("opa_appointments.csv", f"{header}\n{','.join(cells)}\n").findings == ()
    assert table('select "OPA_Ident", "Treatment_Function_Code" from opa_appointments') == [("O1", "100")]


def test_a_missing_column_is_named_with_what_it_disables(send, table):
    kept = [name for name in CONTRACTS["acute_patients"].names if name != "NHS_NO"]
    row = ["RWF", "P1", "01", "Smith", "Ann", "", "2", "1950-02-03", "1 High St", "ME1 1AA", "G1"]
    receipt = send("acute_patients.csv", f"{','.join(kept)}\n{','.join(row)}\n")
    assert receipt.missing_columns == {"NHS_NO": "matching by NHS Number"}
    (finding,) = receipt.findings
    assert (finding.code, finding.where.column) == ("column-missing", "NHS_NO")
    assert "disables matching by NHS Number" in finding.message
    assert table("select NHS_NO, typeof(DATE_OF_BIRTH) from acute_patients") == [(None, "DATE")]


def test_a_file_without_a_required_column_is_not_loaded_and_the_likely_heading_is_named(send, table):
    content = lines("acute_patients", {}).replace("LOCAL_PATIENT_ID", "LOCAL_PATIENT_IDENT")
    receipt = send("acute_patients.csv", content)
    (finding,) = receipt.findings
    assert (receipt.loaded, finding.code, finding.where.column) == (0, "required-column-missing", "LOCAL_PATIENT_ID")
    assert finding.fix == "Name the column LOCAL_PATIENT_IDENT LOCAL_PATIENT_ID."
    assert table("from acute_patients") == []


def test_columns_nobody_asked_for_are_listed_and_kept_out(send, table):
    content = lines(OPA, {}).replace("OPA_Ident", "Shoe_Size,OPA_Ident").replace("O1,", "42,O1,")
    receipt = send("opa_appointments.csv", content)
    assert codes(receipt) == ["unknown-columns"]
    assert "Shoe_Size" in receipt.findings[0].message
    assert receipt.loaded == 1


def test_a_column_that_comes_twice_is_not_used(send, table):
    content = lines(OPA, {}).replace("Attendance_Status", "Attendance_Status,Attendance_Status").replace(",5,", ",5,6,")
    receipt = send("opa_appointments.csv", content)
    assert codes(receipt) == ["column-twice"]
    assert table('select "Attendance_Status" from opa_appointments') == [(None,)]
    required = lines(OPA, {}).replace("OPA_Ident", "OPA_Ident,OPA Ident").replace("O1,", "O1,O2,")
    refused = send("opa_appointments_b.csv", required)
    assert (codes(refused), refused.loaded) == (["column-twice"], 0)


def test_ragged_rows_and_nul_bytes_are_set_aside_with_their_numbers(send, table):
    good = lines(OPA, {}, {"OPA_Ident": "O2"}, {"OPA_Ident": "O3"})
    content = good + "O4,RWF,P1\nO5,RWF,P\x001,2026-01-05,5,1,100\nO6,RWF,P1,2026-01-05,5,1,100,,,\n(6 rows affected)\n"
    receipt = send("opa_appointments.csv", content)
    assert (receipt.read, receipt.loaded, receipt.set_aside) == (7, 4, 3)
    assert receipt.reasons == {"ragged-row": 2, "broken-text": 1}
    assert {finding.code: finding.where.row for finding in receipt.findings} == {"ragged-row": 4, "broken-text": 5}
    assert table('select "OPA_Ident" from opa_appointments order by 1') == [("O1",), ("O2",), ("O3",), ("O6",)]


def test_quoted_line_breaks_and_doubled_quotation_marks_belong_to_their_cell(send, table):
    row = {"ADDRESS_LINE1": '"Flat ""A""\n1, High St"'}
    receipt = send("acute_patients.csv", lines("acute_patients", row, {"LOCAL_PATIENT_ID": "P2"}))
    assert (receipt.read, receipt.loaded) == (2, 2)
    assert table("select ADDRESS_LINE1 from acute_patients where LOCAL_PATIENT_ID = 'P1'") == [
        ('Flat "A"\n1, High St',)
    ]


def test_stray_quotation_marks_do_not_stop_a_file(send, table):
    rows = [{"FAMILY_NAME": 'O"Brien'}, {"LOCAL_PATIENT_ID": "P2", "FAMILY_NAME": '"Ann" Lee'}]
    assert send("acute_patients.csv", lines("acute_patients", *rows)).loaded == 2


def test_a_quotation_mark_that_never_closes_says_after_which_row(send):
    many = "".join(f"O{n},RWF,P1,2026-01-05,5,1,100\n" for n in range(3, 200_000))
    content = lines(OPA, {}, {"OPA_Ident": '"O2'}) + many
    receipt = send("opa_appointments.csv", content)
    (finding,) = receipt.findings
    assert (finding.code, receipt.loaded) == ("broken-quotation", 0)
    assert "After row 1" in finding.message


def test_blank_lines_are_nothing_and_empty_rows_are_counted(send):
    receipt = send("opa_appointments.csv", lines(OPA, {}) + "\n\n,,,,,,\n" + "O2,RWF,P1,2026-01-05,5,1,100\n")
    assert (receipt.read, receipt.loaded, receipt.reasons) == (3, 2, {"blank-row": 1})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"PK\x03\x04rest of a workbook", "not-a-csv"),
        (b"\xd0\xcf\x11\xe0old workbook", "not-a-csv"),
        (b"PAR1 parquet", "not-a-csv"),
        (b'{"a": 1}', "not-a-csv"),
        (b"what,is,this\n1,2,3\n", "no-header"),
        (b"O1,RWF,P1,2026-01-05,5,1,100\n", "no-header"),
        (b"\xff\xfe\xff\xfe\xff", "no-header"),
    ],
)
def test_what_is_no_table_is_refused_in_words(send, content, code):
    receipt = send("opa_appointments.csv", content)
    assert (codes(receipt), receipt.loaded, receipt.delivery) == ([code], 0, None)


def test_a_header_alone_is_a_delivery_of_nothing(send):
    receipt = send("opa_appointments.csv", lines(OPA))
    assert (codes(receipt), receipt.read) == (["no-rows"], 0)
    assert send("opa_appointments.csv", lines(OPA)).already_known


def test_huge_fields_are_set_aside(send):
    rows = [{"Treatment_Function_Code": "9" * 3_000_000}, {"OPA_Ident": "O2"}, {"OPA_Ident": "x" * 5000}]
    receipt = send("opa_appointments.csv", lines(OPA, *rows))
    assert (receipt.loaded, receipt.reasons) == (1, {"too-long": 1, "OPA_Ident: too-long": 1})


def test_a_damaged_gzip_is_refused(send, inbox, workspace):
    send("opa_appointments.csv.gz", lines(OPA, *({"OPA_Ident": f"O{n}"} for n in range(2000))))
    path = inbox / "opa_appointments.csv.gz"
    path.write_bytes(path.read_bytes()[:-100])
    (receipt,) = receive(path, workspace).files
    assert codes(receipt) == ["damaged-gzip"]
    path.write_text(lines(OPA, {"OPA_Ident": "plain"}))
    assert receive(path, workspace).loaded == 1


def test_a_gzip_that_unpacks_to_far_more_is_refused_before_it_fills_the_disk(inbox, workspace):
    path = inbox / "opa_appointments.csv.gz"
    with gzip.open(path, "wb") as packed:
        for _ in range(100):
            packed.write(b"," * 1_000_000)
    assert path.stat().st_size < 200_000
    (receipt,) = receive(path, workspace).files
    assert codes(receipt) == ["unpacks-to-too-much"]
    assert not [file for file in workspace.root.rglob("*") if file.is_file() and file.stat().st_size > 1_000_000]


def test_parquet_of_other_types_is_read_as_a_csv_would_be(inbox, workspace, table):
    frame = pl.DataFrame(
        {
            "opa ident": [1, 2, 3],
            "PROVIDER_CODE": pl.Series(["RWF"] * 3, dtype=pl.Categorical),
            "Local_Patient_ID": [b"P1", b"P2", b"P3"],
            "Appointment_Date": pl.Series(["2026-01-05", "2026-01-06", None]).str.to_datetime(),
            "Attendance_Status": [5.0, 6.0, None],
            "First_Attendance": [[1], [2], [3]],
        }
    )
    frame.write_parquet(inbox / "opa_appointments.parquet")
    (receipt,) = receive(inbox, workspace).files
    assert (receipt.read, receipt.loaded, receipt.reasons) == (3, 2, {"Appointment_Date: missing-value": 1})
    assert {"column-unreadable", "column-missing"} <= set(codes(receipt)) | {"column-missing"}
    assert [finding.where.row for finding in receipt.findings if finding.code == "missing-value"] == [3]
    found = table(
        'select "OPA_Ident", "Local_Patient_ID", "Appointment_Date"::varchar, "Attendance_Status" from opa_appointments'
    )
    assert sorted(found) == [("1", "P1", "2026-01-05", "5"), ("2", "P2", "2026-01-06", "6")]


@pytest.mark.parametrize("content", [b"", b"PAR1 cut short", lines(OPA, {}).encode()])
def test_a_parquet_file_that_is_none_is_refused(send, content):
    receipt = send("opa_appointments.parquet", content)
    assert codes(receipt) == ["damaged-parquet"]


def test_a_parquet_file_damaged_inside_is_refused_and_leaves_nothing(inbox, workspace):
    path = inbox / "opa_appointments.parquet"
    names = CONTRACTS[OPA].names
    pl.DataFrame({name: [f"{name}{n}" for n in range(20_000)] for name in names}).write_parquet(path)
    data = bytearray(path.read_bytes())
    data[200:4000] = os.urandom(3800)
    path.write_bytes(data)
    (receipt,) = receive(path, workspace).files
    assert (codes(receipt), receipt.loaded) == (["damaged-file"], 0)


def test_folders_broken_links_and_other_files_are_told_apart(inbox, workspace):
    (inbox / "opa_appointments.csv").mkdir()
    (inbox / "deaths.csv").symlink_to(inbox / "nowhere.csv")
    os.mkfifo(inbox / "ecds_attendances.csv")
    (inbox / "populations.xlsx").write_bytes(b"PK\x03\x04")
    (inbox / "apc_episode.csv").write_text("x")
    (inbox / "README.txt").write_text("notes")
    (inbox / ".DS_Store").write_text("")
    receipt = receive(inbox, workspace)
    found = {finding.where.file: finding.code for finding in receipt.findings}
    assert found == {
        "opa_appointments.csv": "not-a-file",
        "deaths.csv": "not-a-file",
        "ecds_attendances.csv": "not-a-file",
        "populations.xlsx": "not-a-csv",
        "apc_episode.csv": "unknown-table",
    }
    assert any(finding.fix.startswith("Is it apc_episodes?") for finding in receipt.findings)


def test_a_link_to_a_file_is_followed_and_truth_is_never_read(inbox, workspace, tmp_path):
    real = tmp_path / "elsewhere.csv"
    real.write_text(lines(OPA, {}))
    for folder in ("extracts", "truth"):
        (inbox / folder).mkdir()
    (inbox / "extracts" / "opa_appointments.csv").symlink_to(real)
    (inbox / "truth" / "deaths.csv").write_text("not for us")
    receipt = receive(inbox, workspace)
    assert [file.file for file in receipt.files] == ["opa_appointments.csv"]
    assert receipt.loaded == 1


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_nothing_to_read_is_an_error_that_says_what_to_do(inbox: Path, workspace: Workspace, name: str):
    (inbox / "empty").mkdir()
    with pytest.raises(IntakeError) as raised:
        receive(inbox / name, workspace)
    assert raised.value.fix
    assert name in raised.value.message
