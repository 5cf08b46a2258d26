"""The whole way from extracts to the linked build and its measures, over a small made-up county."""

import datetime as dt

import pytest

from joinedup.engine import Workspace, builds_of, connect, current_build
from joinedup.intake import open_tables, receive
from joinedup.linked import LINKED_TABLES, LinkedError, build_linked, person_story
from joinedup.measures import compute_measures, series
from joinedup.synthetic import write_county

TODAY = dt.date(2026, 11, 20)


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """A workspace with 1,500 made-up people received, and its linked build."""
    folder = tmp_path_factory.mktemp("county")
    write_county(folder / "in", people=1500, seed=7, files="parquet", today=TODAY)
    workspace = Workspace.open(folder / "w", create=True)
    receive(folder / "in", workspace)
    return workspace, build_linked(workspace, today=TODAY)


def test_every_table_is_written_and_named_with_what_it_was_made_from(county):
    _, build = county
    assert set(LINKED_TABLES) <= set(build.tables)
    assert {"quality", "review_pairs"} <= set(build.tables)
    assert build.about["prices"]["year"] == "2026/27"
    assert build.about["missing"] == []
    assert build.inputs["intake"]


def test_everyone_in_every_table_is_a_person(county):
    _, build = county
    with connect() as connection:
        build.open_in(connection)
        for table in LINKED_TABLES.values():
            if table.has_people and table.name != "person_links":
                query = f"select count(*) from {table.name} anti join persons using (person_id)"
                assert connection.execute(query).fetchone() == (0,), table.name


def test_the_days_of_each_person_are_told_once(county):
    _, build = county
    with connect() as connection:
        build.open_in(connection)
        gaps = connection.execute(
            "select count(*) from (select ended_on, lead(started_on) over "
            "(partition by person_id order by started_on) as next "
            "from whereabouts) where next is not null and next <> ended_on"
        ).fetchone()
        ends = connection.execute(
            "select count(*) from (select min(started_on) as first, max(ended_on) as last from whereabouts group by "
            "person_id) where first <> date '0001-01-01' or last <> date '9999-12-31'"
        ).fetchone()
    assert (gaps, ends) == ((0,), (0,))


def test_a_question_about_a_contact_or_an_appointment_goes_back_to_its_id_in_the_source(county):
    workspace, build = county
    with connect() as connection:
        open_tables(connection, workspace)
        build.open_in(connection, "person_links", "contacts", "appointments")
        for kind, event, here, patient, day, found in (
            (
                "community",
                "csds_contacts",
                "provider_code",
                "local_patient_identifier",
                "care_contact_date",
                "contacts",
            ),
            ("acute", "opa_appointments", "Provider_Code", "Local_Patient_ID", "Appointment_Date", "appointments"),
        ):
            told = connection.execute(f"select count(*) from {event}").fetchone()
            met = connection.execute(
                f"select count(*) from {event} as event join person_links as links on links.source = '{kind}' "
                f"and links.organisation_code = event.{here} and links.source_person_id = event.{patient} "
                f"semi join {found} as linked on linked.person_id = links.person_id "
                f"and linked.provider_code = event.{here} and linked.on_date = event.{day}"
            ).fetchone()
            assert told == met
            assert told[0] > 1000


def test_measures_add_up_from_practices_to_the_county(county):
    workspace, _ = county
    build = compute_measures(workspace)
    assert build.about["left_out"] == {}
    with connect() as connection:
        build.open_in(connection)
        rows = connection.execute(
            "select measure, period_kind, period_start, sum(numerator) filter (where area_kind = 'practice'), "
            "sum(numerator) filter (where area_kind = 'network'), sum(numerator) filter (where area_kind = 'county') "
            "from measure_values where basis = 'registered' group by all"
        ).fetchall()
        assert rows
        assert all(practices == networks == county for *_, practices, networks, county in rows)
        found = series(connection, "non_elective_admissions")
    assert len(found.points) >= 30
    assert [point.complete for point in found.points[:-2]].count(False) <= 1
    assert found.chart().centre > 0


def test_a_person_page_can_be_told_from_the_build(county):
    _, build = county
    with connect() as connection:
        build.open_in(connection)
        busiest = connection.execute(
            "select person_id from spells group by person_id order by count(*) desc, person_id limit 1"
        ).fetchone()[0]
        story = person_story(connection, busiest)
    assert story is not None
    assert story.links
    days = [event.on for event in story.timeline]
    assert days == sorted(days, reverse=True)


def test_a_second_build_gives_everyone_the_same_number(county):
    workspace, build = county
    again = build_linked(workspace, today=TODAY)
    with connect() as connection:
        moved = connection.execute(
            f"select count(*) from read_parquet('{build.table('persons')}') as a full join "
            f"read_parquet('{again.table('persons')}') as b using (person_id) "
            "where a.person_id is null or b.person_id is null"
        ).fetchone()
    assert moved == (0,)
    assert [found.id for found in builds_of(workspace, "linked")][-1] == again.id


def test_nothing_received_is_said_in_words(tmp_path):
    workspace = Workspace.open(tmp_path / "w", create=True)
    with pytest.raises(LinkedError, match="No extract has been loaded"):
        build_linked(workspace)
    assert current_build(workspace, "linked") is None


def test_a_source_that_never_came_is_named_and_its_measures_left_out(tmp_path):
    write_county(tmp_path / "in", people=300, seed=3, files="parquet", today=TODAY)
    for path in (tmp_path / "in" / "extracts").glob("cld_*"):
        path.unlink()
    workspace = Workspace.open(tmp_path / "w", create=True)
    receive(tmp_path / "in", workspace)
    build = build_linked(workspace, today=TODAY)
    assert build.about["missing"] == ["cld_clients", "cld_events"]
    assert any("cld_events" in finding["fix"] for finding in build.about["findings"])
    left_out = compute_measures(workspace, cuts=False).about["left_out"]
    assert left_out["care_home_admissions"] == "has never arrived: cld_events"
    assert "non_elective_admissions" not in left_out
