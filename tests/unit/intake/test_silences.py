"""A service that silently vanishes is said, with the month since when; a quiet one is not."""

from joinedup.engine import connect
from joinedup.intake import CONTRACTS, open_tables
from joinedup.intake.silences import Told, silences

from .made_files import lines

OPA, CLD = CONTRACTS["opa_appointments"], CONTRACTS["cld_events"]


def _told(contract=OPA, organisation="RWF", until="2026-06", **months):
    return Told(contract, organisation, {name.replace("m", "2026-"): rows for name, rows in months.items()}, until)


def _silent(*every):
    return [(found.code, found.message) for found in silences(list(every))]


GOING_ON = _told(organisation="RXX", m01=50, m02=50, m03=50, m04=50, m05=50, m06=50)


def test_one_provider_that_stops_while_another_goes_on_is_said_with_the_month():
    ((code, message),) = _silent(GOING_ON, _told(m01=50, m02=50, m03=50))
    assert code == "source-silent"
    assert message.startswith("Outpatients of RWF has told nothing since 2026-03; other extracts reach 2026-06.")
    assert "missing: outpatient appointments" in message


def test_one_month_late_is_no_silence():
    assert _silent(GOING_ON, _told(m01=50, m02=50, m03=50, m04=50, m05=50)) == []


def test_a_trickle_is_a_silence():
    assert _silent(GOING_ON, _told(m01=50, m02=50, m03=50, m04=2, m05=1, m06=3))


def test_an_extract_that_always_had_few_rows_says_nothing_by_having_none():
    assert _silent(GOING_ON, _told(m01=2, m02=3)) == []


def test_a_quarterly_submission_may_be_quiet_for_longer():
    assert _silent(GOING_ON, _told(CLD, "E1", m01=50, m02=50)) == []
    late = Told(CLD, "E1", {"2025-11": 50, "2025-12": 50}, "2026-06")
    assert [code for code, _ in _silent(GOING_ON, late)] == ["source-silent"]


def test_appointments_in_the_future_are_no_sign_that_others_stopped():
    assert _silent(_told(m03=50, m04=50, m12=50, until="2026-05"), _told(organisation="RXX", m03=50, m04=50)) == []


def test_it_is_found_in_what_arrived(send, workspace):
    def rows(provider, months):
        return [
            {"OPA_Ident": f"{provider}{month}{n}", "Provider_Code": provider, "Appointment_Date": f"2026-{month:02}-03"}
            for month in months
            for n in range(12)
        ]

    send("opa_appointments.csv", lines("opa_appointments", *rows("RWF", range(1, 4)), *rows("RXX", range(1, 8))))
    with connect() as connection:
        findings = open_tables(connection, workspace).findings
    (found,) = [finding for finding in findings if finding.code == "source-silent"]
    assert "Outpatients of RWF has told nothing since 2026-03; other extracts reach 2026-07" in found.message
    assert found.where.text == "opa_appointments"
