"""Bad input of every kind into a county that was right: the build finishes, and each outcome is the one stated."""

import datetime as dt
from contextlib import ExitStack

import polars as pl
import pytest

from joinedup.engine import Workspace, connect
from joinedup.intake import CONTRACTS, receive
from joinedup.linked import build_linked
from joinedup.measures import compute_measures
from joinedup.synthetic import write_county

TODAY = dt.date(2026, 11, 20)
MEASURES = ("non_elective_admissions", "emergency_attendances", "last_30_days_visits", "long_term_condition_bed_days")


class Sent:
    """The county as it came, what was sent after it, and a new linked build with its measures."""

    def __init__(self, folder, stack):
        self.folder, self.open = folder, stack
        write_county(folder / "in", people=500, seed=11, files="parquet", today=TODAY)
        self.extracts = {path.stem: pl.read_parquet(path) for path in (folder / "in" / "extracts").glob("*.parquet")}
        self.workspace = Workspace.open(folder / "w", create=True)
        receive(folder / "in", self.workspace)
        self.before = self.built()

    def built(self):
        build = build_linked(self.workspace, today=TODAY)
        measured = compute_measures(self.workspace, MEASURES, cuts=False)
        connection = self.open.enter_context(connect(threads=1))
        build.open_in(connection)
        measured.open_in(connection)
        return connection

    def send(self, table, *rows):
        """One file of rows; columns not named are empty."""
        names = CONTRACTS[table].names
        path = self.folder / f"{table}_more.parquet"
        path.unlink(missing_ok=True)
        pl.DataFrame([{name: row.get(name) for name in names} for row in rows], schema_overrides={}, orient="row").cast(
            pl.String
        ).write_parquet(path)
        (receipt,) = receive(path, self.workspace).files
        return receipt

    def stay(self, ident, admitted, discharged, **more):
        provider, patient = self.patient
        return {
            "APCE_Ident": f"{ident}e", "APCS_Ident": ident, "Provider_Code": provider, "Local_Patient_ID": patient,
            "Episode_Number": "1", "Admission_Date": admitted, "Discharge_Date": discharged,
            "Episode_Start_Date": admitted, "Episode_End_Date": discharged, "Admission_Method": "21",
            "Discharge_Method": "1", "Treatment_Function_Code": "300",
        } | more  # fmt: skip


def _one(connection, query, **asked):
    return connection.execute(query, asked).fetchone()[0]


def _figure(connection, measure, start):
    return connection.execute(
        "select numerator, denominator from measure_values where measure = $m and period_start = $s "
        "and period_kind = 'month' and area_kind = 'county' and basis = 'registered'",
        {"m": measure, "s": start},
    ).fetchone()


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """Every bad thing at once; each test asks about one of them."""
    with ExitStack() as stack:
        yield _sent(tmp_path_factory.mktemp("bad"), stack)


def _sent(folder, stack):
    made = Sent(folder, stack)
    made.person, *made.patient = made.before.execute(
        "select persons.person_id, links.organisation_code, links.source_person_id from persons "
        "join person_links as links on links.person_id = persons.person_id and links.source = 'acute' "
        "where on_register and registered_to is null and registered_from < date '2020-01-01' and date_of_death is null "
        "and persons.person_id not in (select person_id from spells) order by 1 limit 1"
    ).fetchone()
    made.receipts = {
        "spells": made.send(
            "apc_episodes",
            made.stay("long", "2026-03-02", "2026-03-10"),
            made.stay("inside", "2026-03-05", "2026-03-07"),
            made.stay("backwards", "2026-04-10", "2026-04-05"),
            made.stay("edition", "2026-05-10", "2026-05-12", Admission_Method="99"),
            made.stay("place", "2026-06-10", "2026-06-12", Discharge_Destination="30"),
        )
    }
    made.dead = made.before.execute(
        "select died_on, contact.organisation_code, contact.source_person_id from deaths "
        "join person_links as contact on contact.person_id = deaths.person_id and contact.source = 'community' "
        "where died_on between date '2025-01-01' and date '2026-06-01' order by 1 limit 1"
    ).fetchone()
    died, provider, patient = made.dead
    made.receipts["contact"] = made.send(
        "csds_contacts",
        {"unique_care_contact_identifier": "late", "unique_service_request_identifier": "late",
         "attendance_status": "5", "provider_code": provider, "local_patient_identifier": patient,
         "care_contact_date": f"{died + dt.timedelta(20)}"},
    )  # fmt: skip
    register = made.extracts["gp_register"]
    (number,) = made.before.execute(
        "select nhs_number from persons where person_id = $p", {"p": made.person}
    ).fetchone()
    (row,) = register.filter(pl.col("NHS_NO") == number).to_dicts()
    made.other = next(
        one for one in register["GP_PRACTICE_CODE"].unique(maintain_order=True) if one != row["GP_PRACTICE_CODE"]
    )
    made.receipts["register"] = made.send(
        "gp_register",
        {name: f"{value}" for name, value in row.items() if value is not None}
        | {"GP_PRACTICE_CODE": made.other, "REGISTRATION_START_DATE": "2026-01-15"},
    )
    visits = made.extracts["ecds_attendances"]
    january = visits.filter(pl.col("Der_EC_Arrival_Date_Time").dt.strftime("%Y-%m") == "2026-01")
    made.january = january.height
    made.receipts["again"] = made.send(
        "ecds_attendances", *january.cast(pl.String).head(january.height // 2).to_dicts()
    )
    future = january.cast(pl.String).row(0, named=True)
    made.receipts["future"] = made.send(
        "ecds_attendances",
        future
        | {"EC_Ident": "soon", "Der_EC_Arrival_Date_Time": "2027-01-05 10:00", "Der_EC_Departure_Date_Time": None},
    )
    made.after = made.built()
    return made


def _codes(receipt):
    return {finding.code for finding in receipt.findings}


def test_overlapping_stays_both_count_and_are_counted_as_a_contradiction(sent):
    march = dt.date(2026, 3, 1)
    before, after = (_figure(one, "non_elective_admissions", march) for one in (sent.before, sent.after))
    assert after == (before[0] + 2, before[1])
    wrong = "select sum(rows) from contradictions where rule = 'two-beds'"
    assert _one(sent.after, wrong) == _one(sent.before, wrong) + 1


def test_a_discharge_before_admission_is_set_aside_and_in_no_figure(sent):
    assert sent.receipts["spells"].reasons["Discharge_Date: dates-out-of-order"] == 1
    april = dt.date(2026, 4, 1)
    assert _figure(sent.after, "non_elective_admissions", april) == _figure(
        sent.before, "non_elective_admissions", april
    )


def test_a_code_of_another_edition_is_set_aside_where_it_decides_and_left_out_where_it_does_not(sent):
    assert sent.receipts["spells"].reasons["Admission_Method: unknown-code"] == 1
    assert sent.receipts["spells"].values_left_out == 1
    for month, more in ((5, 0), (6, 1)):
        start = dt.date(2026, month, 1)
        before, after = (_figure(one, "non_elective_admissions", start) for one in (sent.before, sent.after))
        assert after == (before[0] + more, before[1])


def test_a_contact_after_death_stays_on_the_record_is_counted_as_wrong_and_is_no_visit_before_death(sent):
    late = "select sum(after_death) from quality where table_name = 'csds_contacts'"
    assert _one(sent.after, late) == _one(sent.before, late) + 1
    rows = "select count(*) from measure_values where measure = 'last_30_days_visits'"
    assert _one(sent.after, rows) == _one(sent.before, rows)
    values = "select sum(numerator) from measure_values where measure = 'last_30_days_visits'"
    assert _one(sent.after, values) == _one(sent.before, values)


def test_a_person_in_two_practices_counts_once_in_the_later_one(sent):
    june = dt.date(2026, 6, 1)
    assert (
        _figure(sent.after, "non_elective_admissions", june)[1]
        == _figure(sent.before, "non_elective_admissions", june)[1]
    )
    practice = "select practice_code from persons where person_id = $p"
    assert _one(sent.after, practice, p=sent.person) == sent.other
    wrong = "select sum(rows) from contradictions where rule = 'on-two-lists'"
    assert _one(sent.after, wrong) == (_one(sent.before, wrong) or 0) + 1


def test_a_date_in_the_future_is_set_aside(sent):
    assert sent.receipts["future"].reasons == {"Der_EC_Arrival_Date_Time: date-in-future": 1}
    assert _one(sent.after, "select count(*) from attendances where arrived_at > $t", t=TODAY) == 0


def test_a_month_delivered_again_with_another_total_is_said_with_both_and_loses_nothing(sent):
    (found,) = [one for one in sent.receipts["again"].findings if one.code == "month-delivered-again"]
    assert "2026-01" in found.message
    january = dt.date(2026, 1, 1)
    assert (
        _figure(sent.after, "emergency_attendances", january)[0]
        == _figure(sent.before, "emergency_attendances", january)[0]
    )
