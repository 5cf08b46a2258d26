"""What happens to a row: it loads, loads without one value, or is set aside with its number, column and reason."""

import pytest

from joinedup.basics.finding import Severity
from joinedup.intake import set_aside_rows
from joinedup.intake.scanning import scan

from .made_files import codes, lines

APC, OPA, PATIENTS = "apc_episodes", "opa_appointments", "acute_patients"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Admission_Date": ""}, "Admission_Date: missing-value"),
        ({"Admission_Date": "NULL"}, "Admission_Date: missing-value"),
        ({"Admission_Date": "46023"}, "Admission_Date: not-a-date"),
        ({"Discharge_Date": "2026-02-29"}, "Discharge_Date: no-such-date"),
        ({"Discharge_Date": "1900-01-00"}, "Discharge_Date: no-such-date"),
        ({"Discharge_Date": "0001-01-01"}, "Discharge_Date: date-too-early"),
        ({"Discharge_Date": "2026-04-02"}, "Discharge_Date: date-in-future"),
        ({"Episode_Number": "1.5"}, "Episode_Number: not-a-number"),
        ({"Episode_Number": "100"}, "Episode_Number: out-of-range"),
        ({"Admission_Method": "99"}, "Admission_Method: unknown-code"),
        ({"Local_Patient_ID": "x" * 4001}, "Local_Patient_ID: too-long"),
        ({"Discharge_Date": "2025-12-31"}, "Discharge_Date: dates-out-of-order"),
        ({"Episode_Start_Date": "2025-12-31"}, "Episode_Start_Date: dates-out-of-order"),
    ],
)
def test_a_row_that_means_nothing_or_something_else_is_set_aside(send, workspace, change, reason):
    receipt = send("apc_episodes.csv", lines(APC, {}, {"APCE_Ident": "E2", **change}))
    assert (receipt.read, receipt.loaded, receipt.set_aside, receipt.reasons) == (2, 1, 1, {reason: 1})
    (finding,) = receipt.findings
    assert (finding.severity, finding.where.file, finding.where.row) == (Severity.ERROR, "apc_episodes.csv", 2)
    assert finding.where.column == reason.split(":")[0]
    assert finding.fix
    (row,) = set_aside_rows(workspace).rows
    assert (row.table, row.row, row.column, row.reason, row.kept) == (APC, 2, *reason.split(": "), False)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"GENDER": "W"}, "GENDER: unknown-code"),
        ({"DATE_OF_BIRTH": "2023-02-29"}, "DATE_OF_BIRTH: no-such-date"),
        ({"DATE_OF_BIRTH": "1900-01-01"}, "DATE_OF_BIRTH: date-too-early"),
        ({"NHS_NO_STATUS": "77"}, "NHS_NO_STATUS: unknown-code"),
    ],
)
def test_a_patient_is_not_lost_for_one_bad_detail(send, table, change, reason):
    receipt = send("acute_patients.csv", lines(PATIENTS, change))
    assert (receipt.loaded, receipt.set_aside, receipt.values_left_out) == (1, 0, 1)
    assert receipt.reasons == {reason: 1}
    assert receipt.findings[0].severity is Severity.WARNING
    column = reason.split(":")[0]
    assert table(f"select {column}, FAMILY_NAME from acute_patients") == [(None, "Smith")]


def test_births_on_29_february_of_a_leap_year_load(send, table):
    send("acute_patients.csv", lines(PATIENTS, {"DATE_OF_BIRTH": "1948-02-29"}))
    assert table("select DATE_OF_BIRTH::varchar from acute_patients") == [("1948-02-29",)]


def test_cells_are_trimmed_and_a_spreadsheet_s_apostrophe_goes_but_not_a_name_s(send, table):
    row = {
        "LOCAL_PATIENT_ID": "' P1 ",
        "NHS_NO": '"=""9990000018"""',
        "FAMILY_NAME": "'t Hooft\u00a0",
        "GIVEN_NAME": "Null",
        "OTHER_GIVEN_NAME": "NULL",
        "GENDER": " 2",
        "POSTCODE": "  ",
    }
    assert send("acute_patients.csv", lines(PATIENTS, row)).findings == ()
    found = "LOCAL_PATIENT_ID, NHS_NO, FAMILY_NAME, GIVEN_NAME, OTHER_GIVEN_NAME, GENDER, POSTCODE"
    assert table(f"select {found} from acute_patients") == [("P1", "9990000018", "'t Hooft", "Null", "NULL", "2", None)]


def test_a_code_that_lost_its_nought_or_case_is_mended_and_said(send, table):
    rows = [{"NHS_NO_STATUS": "1"}, {"LOCAL_PATIENT_ID": "P2", "NHS_NO_STATUS": "02", "GENDER": "x"}]
    receipt = send("acute_patients.csv", lines(PATIENTS, *rows))
    assert [(found.code, found.where.column) for found in receipt.findings] == [
        ("code-mended", "NHS_NO_STATUS"),
        ("code-mended", "GENDER"),
    ]
    assert sorted(table("select NHS_NO_STATUS, GENDER from acute_patients")) == [("01", "2"), ("02", "X")]


def test_slashed_dates_are_day_first_and_said(send, table):
    rows = [{"Appointment_Date": "05/01/2026"}, {"OPA_Ident": "O2", "Appointment_Date": "20260125"}]
    receipt = send("opa_appointments.csv", lines(OPA, *rows))
    assert codes(receipt) == ["day-first"]
    found = table('select "Appointment_Date"::varchar from opa_appointments order by 1')
    assert found == [("2026-01-05",), ("2026-01-25",)]


def test_slashed_dates_that_could_be_either_are_set_aside_once_the_file_shows_its_month_first(send, table):
    days = ["01/25/2026", "01/05/2026", "03/03/2026", "25/01/2026"]
    receipt = send("opa_appointments.csv", lines(OPA, *({"OPA_Ident": d, "Appointment_Date": d} for d in days)))
    assert receipt.reasons == {"Appointment_Date: date-ambiguous": 1, "Appointment_Date: no-such-date": 1}
    assert sorted(table('select "Appointment_Date"::varchar from opa_appointments')) == [
        ("2026-01-25",),
        ("2026-03-03",),
    ]


def test_far_future_ends_mean_not_ended(send, table):
    header = "ODS_CODE,NAME,ROLE,PARENT_CODE,OPEN_DATE,CLOSE_DATE"
    send("organisations.csv", f"{header}\nG1,Made-up Surgery,practice,,1990-01-01,9999-12-31\n")
    assert table("select OPEN_DATE::varchar, CLOSE_DATE from organisations") == [("1990-01-01", None)]


def test_a_rule_that_only_warns_loads_the_row(send, table):
    header = "LA_Code,LA_Person_Unique_Identifier,Date_of_Birth,Date_of_Death"
    receipt = send("cld_clients.csv", f"{header}\nE1,C1,1950-01-01,1940-01-01\n")
    warned = [finding for finding in receipt.findings if finding.code == "dates-out-of-order"]
    assert [finding.severity for finding in warned] == [Severity.WARNING]
    assert receipt.loaded == len(table("from cld_clients")) == 1


def test_the_same_row_again_loads_once_and_one_key_with_two_rows_takes_the_last(send, table):
    rows = [{}, {"OPA_Ident": "O2"}, {}, {"OPA_Ident": "O3", "Attendance_Status": "5"}]
    rows.append({"OPA_Ident": "O3", "Attendance_Status": "3"})
    receipt = send("opa_appointments.csv", lines(OPA, *rows))
    assert (receipt.read, receipt.loaded, receipt.set_aside) == (5, 3, 2)
    assert receipt.reasons == {"OPA_Ident: repeated-row": 1, "OPA_Ident: repeated-key": 1}
    assert {finding.code: finding.where.row for finding in receipt.findings} == {"repeated-row": 1, "repeated-key": 4}
    found = table('select "OPA_Ident", "Attendance_Status" from opa_appointments order by 1')
    assert found == [("O1", "5"), ("O2", "5"), ("O3", "3")]


def test_findings_of_one_kind_are_one_with_its_count_and_first_rows(send, workspace):
    bad = [{"OPA_Ident": f"O{n}", "Appointment_Date": "soon"} for n in range(200)]
    receipt = send("opa_appointments.csv", lines(OPA, {}, *bad))
    (finding,) = receipt.findings
    assert finding.message == "200 rows set aside: Appointment_Date is not a date. First rows: 2, 3, 4, 5, 6."
    page = set_aside_rows(workspace, table=OPA, offset=195, limit=50)
    assert (page.total, [row.row for row in page.rows]) == (200, [197, 198, 199, 200, 201])
    assert set_aside_rows(workspace, reason="ragged-row").total == 0


def test_no_finding_or_ledger_holds_what_is_in_a_cell_about_a_person(send, workspace, tmp_path):
    rows = [
        {"LOCAL_PATIENT_ID": "LOCALSECRET", "DATE_OF_BIRTH": "SECRETDAY", "GENDER": "SECRETCODE"},
        {"LOCAL_PATIENT_ID": "", "FAMILY_NAME": "SECRETNAME"},
    ]
    text = lines(PATIENTS, *rows) + 'RWF,SECRETLOOSE\nRWF,P9,"SECRET"QUOTE,\n'
    receipt = send("acute_patients.csv", text)
    assert receipt.set_aside == 3
    ledger = (workspace.intake / "ledger.json").read_text()
    assert "SECRET" not in str(receipt.as_dict()) + ledger + str(set_aside_rows(workspace))
    (tmp_path / "x.csv").write_text(text)
    assert "SECRET" not in repr(scan(tmp_path / "x.csv"))


def test_a_short_code_of_an_administrative_column_is_shown(send):
    receipt = send(
        "apc_episodes.csv", lines(APC, {"Admission_Method": "99"}, {"APCE_Ident": "E2", "Admission_Method": "Smith"})
    )
    assert receipt.findings[0].message.endswith("Codes: 99.")
    assert "Smith" not in receipt.findings[0].message
