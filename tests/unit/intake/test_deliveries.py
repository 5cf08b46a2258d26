"""One delivery after another: known content, later rows in place of earlier ones, and what stays."""

import datetime as dt

import pytest

from joinedup.engine import Workspace, WorkspaceBusyError, WorkspaceError, connect
from joinedup.intake import CONTRACTS, arrivals, open_tables, receive
from joinedup.intake.ledger import read_ledger

from .made_files import codes, lines

OPA = "opa_appointments"


def appointments(*idents: str, **change: str) -> str:
    return lines(OPA, *({"OPA_Ident": ident, **change} for ident in idents))


def fingerprint(workspace: Workspace) -> str:
    with connect() as connection:
        return open_tables(connection, workspace).fingerprint


def test_the_same_content_twice_changes_nothing_and_says_so(send, workspace, table):
    send("opa_appointments.csv", appointments("O1"))
    before = fingerprint(workspace), sorted(path.name for path in workspace.intake.rglob("*"))
    again = send("opa_appointments_copy.csv.gz", appointments("O1"))
    assert (again.already_known, codes(again), again.loaded) == (True, ["already-received"], 0)
    assert before == (fingerprint(workspace), sorted(path.name for path in workspace.intake.rglob("*")))
    assert len(table("from opa_appointments")) == 1


def test_the_fingerprint_follows_the_rows_not_the_clock(send, workspace, tmp_path, inbox):
    send("opa_appointments.csv", appointments("O1"))
    other = Workspace.open(tmp_path / "other", create=True)
    receive(inbox, other)
    assert fingerprint(workspace) == fingerprint(other)
    send("opa_appointments.csv", appointments("O2"))
    assert fingerprint(workspace) != fingerprint(other)


def test_a_later_delivery_takes_the_place_of_rows_with_its_keys_and_keeps_the_rest(send, workspace, table):
    send("opa_appointments_1.csv", appointments("O1", "O2", "O3"))
    receipt = send(
        "opa_appointments_2.csv", lines(OPA, {"OPA_Ident": "O2"}, {"OPA_Ident": "O3", "Attendance_Status": "3"})
    )
    assert receipt.superseded == 2
    found = table('select "OPA_Ident", "Attendance_Status" from opa_appointments order by 1')
    assert found == [("O1", "5"), ("O2", "5"), ("O3", "3")]
    superseded, month = receipt.findings
    assert (superseded.code, month.code) == ("rows-superseded", "month-delivered-again")
    assert "2 rows of Outpatients had come before: 1 are the same, 1 changed." in superseded.message
    assert "RWF 2026-01: 3 rows before, 1 of which did not come again, 2 now" in month.message
    first, _ = read_ledger(workspace).deliveries
    assert (first.loaded, first.standing_rows) == (3, 1)
    assert all((workspace.intake / name).exists() for name in first.accepted)


def test_a_month_that_comes_again_with_the_same_total_is_no_finding(send):
    send("opa_appointments_1.csv", appointments("O1", "O2"))
    receipt = send("opa_appointments_2.csv", appointments("O1", "O2", Attendance_Status="6"))
    assert codes(receipt) == ["rows-superseded"]


def test_a_delivery_wholly_replaced_and_one_replaced_twice(send, workspace, table):
    for status in ("5", "6", "3"):
        send(f"opa_appointments_{status}.csv", appointments("O1", "O2", Attendance_Status=status))
    assert table('select distinct "Attendance_Status" from opa_appointments') == [("3",)]
    assert [each.standing_rows for each in read_ledger(workspace).deliveries] == [0, 0, 2]
    send("opa_appointments_x.csv", appointments("O2", Attendance_Status="2"))
    assert sorted(table('select "OPA_Ident", "Attendance_Status" from opa_appointments')) == [("O1", "3"), ("O2", "2")]


def test_other_months_and_other_providers_only_add(send, table):
    send("opa_appointments_1.csv", appointments("O1"))
    receipt = send("opa_appointments_2.csv", appointments("O2", Provider_Code="RXX", Appointment_Date="2026-02-01"))
    assert (receipt.superseded, receipt.findings) == (0, ())
    assert len(table("from opa_appointments")) == 2


def test_blank_parts_of_a_key_match_blank_parts(send, table):
    header = "LA_Code,LA_Person_Unique_Identifier,Event_Type,Event_Start_Date,Service_Type,Event_Outcome"
    service = "Long Term Support: Community"
    send("cld_events_1.csv", f"{header}\nE1,C1,Request,2026-01-01,,First\nE1,C1,Service,2026-01-02,{service},First\n")
    receipt = send("cld_events_2.csv", f"{header}\nE1,C1,Request,2026-01-01,,Second\n")
    assert receipt.superseded == 1
    assert sorted(table("select Event_Type, Event_Outcome from cld_events")) == [
        ("Request", "Second"),
        ("Service", "First"),
    ]


def test_a_council_s_submission_sent_again_replaces_the_whole_quarter(send, table):
    header = "LA_Code,LA_Person_Unique_Identifier,Reporting_Period_Start_Date,Reporting_Period_End_Date"
    header += ",Event_Type,Event_Start_Date"
    quarter, before = "2026-01-01,2026-03-31", "2025-10-01,2025-12-31"
    send("cld_events_1.csv", f"{header}\nE1,C1,{quarter},Request,2026-01-02\nE1,C2,{quarter},Request,2026-01-03\n")
    send("cld_events_0.csv", f"{header}\nE1,C1,{before},Request,2025-11-02\n")
    receipt = send("cld_events_2.csv", f"{header}\nE1,C1,{quarter},Request,2026-01-04\n")
    assert receipt.superseded == 2
    assert "submission-replaced" in codes(receipt)
    assert table("select Event_Start_Date::varchar from cld_events order by 1") == [("2025-11-02",), ("2026-01-04",)]


def test_a_file_judged_by_another_contract_is_judged_again(send, workspace, monkeypatch):
    send("opa_appointments.csv", appointments("O1"))
    monkeypatch.setattr("joinedup.intake.ledger.contract_mark", lambda contract: "another")
    assert not send("opa_appointments.csv", appointments("O1")).already_known


def test_every_table_is_a_typed_view_even_when_nothing_arrived(workspace):
    with connect() as connection:
        arrived = open_tables(connection, workspace)
        for name, contract in CONTRACTS.items():
            described = connection.execute(f'describe "{name}"').fetchall()
            assert [row[0] for row in described] == list(contract.names)
        types = dict(row[:2] for row in connection.execute("describe cld_events").fetchall())
    assert (types["Unit_Cost"], types["Event_Start_Date"], types["Event_Type"]) == ("DECIMAL(12,2)", "DATE", "VARCHAR")
    assert arrived.present == frozenset()
    assert arrived.missing == frozenset(CONTRACTS)
    assert {finding.code for finding in arrived.findings} == {"table-missing"}
    assert all("this disables " in finding.message for finding in arrived.findings)


def test_every_contract_says_what_is_lost_without_it():
    assert [table for table, contract in CONTRACTS.items() if not contract.disables] == []


def test_a_column_that_stops_coming_is_said_with_the_day(send, workspace):
    send("opa_appointments_1.csv", appointments("O1"))
    without = lines("acute_patients", {}).replace("POSTCODE", "ZIP").replace("NHS_NO,", "NUMBER,")
    send("acute_patients.csv", without)
    with connect() as connection:
        arrived = open_tables(connection, workspace)
    assert arrived.missing_columns == {"acute_patients": ("NHS_NO", "POSTCODE")}
    (finding,) = (found for found in arrived.findings if found.code == "column-missing")
    assert "came without NHS_NO so far; this disables matching by NHS Number" in finding.message
    send("acute_patients_2.csv", lines("acute_patients", {"LOCAL_PATIENT_ID": "P2"}))
    with connect() as connection:
        assert open_tables(connection, workspace).missing_columns == {}


def test_months_without_rows_between_full_ones_are_said(send, workspace):
    months = {"2025-11-05": 40, "2025-12-05": 40, "2026-02-05": 40}
    rows = [{"OPA_Ident": f"{day}{n}", "Appointment_Date": day} for day, count in months.items() for n in range(count)]
    send("opa_appointments.csv", lines(OPA, *rows))
    with connect() as connection:
        found = [finding for finding in open_tables(connection, workspace).findings if finding.code == "months-missing"]
    assert len(found) == 1
    assert "Outpatients of RWF has no row in 2026-01" in found[0].message


def test_the_data_manager_sees_what_stands_of_each_table(send, workspace):
    send("opa_appointments.csv", lines(OPA, {}, {"OPA_Ident": "O2", "Appointment_Date": "never"}))
    listed = {arrival.table: arrival for arrival in arrivals(workspace)}
    assert set(listed) == set(CONTRACTS)
    came, never = listed[OPA], listed["deaths"]
    assert (came.deliveries, came.rows, came.set_aside, came.first_month, came.last_month) == (
        1,
        1,
        1,
        "2026-01",
        "2026-01",
    )
    assert came.last_received is not None
    assert came.last_received.tzinfo is dt.UTC
    assert (never.rows, never.last_received, never.disables) == (0, None, "deaths, and place of death")


def test_files_of_one_table_that_come_together_are_entered_in_their_order_and_a_copy_once(workspace, inbox, table):
    (inbox / "opa_appointments.csv").write_text(appointments("O1"))
    (inbox / "opa_appointments_2.csv").write_text(appointments("O1"))
    (inbox / "opa_appointments_3.csv").write_text(appointments("O1", "O2"))
    receipt = receive(inbox, workspace)
    assert [(file.already_known, file.loaded, file.superseded) for file in receipt.files] == [
        (False, 1, 0),
        (True, 0, 0),
        (False, 2, 1),
    ]
    assert table("select OPA_Ident from opa_appointments order by 1") == [("O1",), ("O2",)]
    assert {path.name for path in (workspace.intake / "opa_appointments").iterdir()} == {
        name.split("/")[1] for name in read_ledger(workspace).files
    }


def test_a_second_writer_is_told_and_the_first_goes_on(workspace, inbox):
    (inbox / "opa_appointments.csv").write_text(appointments("O1"))
    with workspace.writing(), pytest.raises(WorkspaceBusyError):
        receive(inbox, workspace)
    assert receive(inbox, workspace).loaded == 1


def test_a_damaged_ledger_is_said_and_nothing_is_swept(send, workspace):
    send("opa_appointments.csv", appointments("O1"))
    files = sorted(workspace.intake.rglob("*.parquet"))
    (workspace.intake / "ledger.json").write_text("{")
    with pytest.raises(WorkspaceError):
        send("opa_appointments.csv", appointments("O2"))
    assert sorted(workspace.intake.rglob("*.parquet")) == files


def test_a_copy_that_comes_in_the_same_moment_takes_no_accepted_row_away(workspace, inbox, table, time_machine):
    time_machine.move_to(dt.datetime(2026, 4, 1, 12, tzinfo=dt.UTC), tick=False)
    (inbox / "opa_appointments.csv").write_text(appointments("O1"))
    (inbox / "opa_appointments_2.csv").write_text(appointments("O1"))
    receive(inbox, workspace)
    assert table("select OPA_Ident from opa_appointments") == [("O1",)]
