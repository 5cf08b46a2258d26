"""The person table: what is counted, what is not known yet, who is on it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from joinedup.engine import Build, connect
from joinedup.risk.features import People, person_table, prepare
from joinedup.risk.reads import READS, open_linked

ON = dt.date(2026, 4, 1)


def ago(days: int) -> dt.date:
    return ON - dt.timedelta(days=days)


def at(days: int) -> dt.datetime:
    return dt.datetime.combine(ago(days), dt.time(23, 59))


def person(number: int, **more: Any) -> dict[str, Any]:
    born = {"date_of_birth": dt.date(1946, 4, 2), "gender": "1", "imd_decile": 2, "on_register": True}
    return {"person_id": number, **born, **more}


def registered(number: int, **more: Any) -> dict[str, Any]:
    return {"person_id": number, "practice_code": "P1", "started_on": dt.date(2010, 1, 1), **more}


def table_of(build: Build, on: dt.date = ON) -> People:
    with connect() as connection:
        open_linked(connection, build)
        prepare(connection)
        return person_table(connection, on)


@pytest.fixture
def one(linked: Callable[..., Build]) -> Callable[..., dict[str, float]]:
    """The row of the only person of a world, by column."""

    def row(**tables: Any) -> dict[str, float]:
        people = table_of(linked(persons=[person(1)], registrations=[registered(1)], **tables))
        assert len(people) == 1
        return {name: float(values[0]) for name, values in people.columns.items()}

    return row


def stay(days: int, nights: int | None, **more: Any) -> dict[str, Any]:
    left = None if nights is None else ago(days - nights)
    return {"person_id": 1, "admitted_on": ago(days), "discharged_on": left, "emergency": True, "cost": 100, **more}


def test_counts_fall_in_windows_of_whole_days_before_the_index_date(one) -> None:
    row = one(spells=[stay(days, 0) for days in (0, 1, 30, 31, 90, 91, 365, 366, 730, 731)])
    assert [row[f"emergency_{days}"] for days in (30, 90, 365, 730)] == [2, 4, 6, 8]
    assert row["planned_730"] == 0


def test_age_sex_and_deprivation_are_as_on_the_index_date(one) -> None:
    row = one()
    assert (row["age"], row["male"], row["imd_decile"]) == (79, 1, 2)


def test_a_stay_that_has_not_ended_counts_its_nights_so_far_but_no_cost_and_no_reason(one) -> None:
    row = one(
        spells=[stay(10, None, diagnoses="W01"), stay(20, 25, diagnoses="W01"), stay(40, 3, diagnoses="S720,W19")]
    )
    assert row["emergency_nights_30"] == 30
    assert row["emergency_nights_90"] == 33
    assert row["emergency_cost_365"] == 100
    assert row["falls_365"] == 1
    assert row["in_hospital"] == 1


def test_nearness_is_of_the_last_emergency_admission(one) -> None:
    assert one(spells=[stay(1, 0), stay(400, 0)])["emergency_nearness"] == 730
    assert one(spells=[stay(5, 0, emergency=False), stay(730, 0)])["emergency_nearness"] == 1


def test_different_specialties_are_counted_once(one) -> None:
    seen = [
        {"person_id": 1, "on_date": ago(days), "attended": attended, "first": False, "treatment_function": code}
        for days, attended, code in [(5, True, "300"), (9, True, "300"), (70, True, "110"), (80, False, "502")]
    ]
    row = one(appointments=seen)
    assert row["outpatient_specialties_365"] == 2
    assert (row["outpatient_90"], row["outpatient_missed_365"]) == (3, 1)


def test_more_different_codes_than_an_integer_has_bits_are_a_lower_bound(one) -> None:
    seen = [
        {"person_id": 1, "on_date": ago(5), "attended": True, "treatment_function": str(100 + code)}
        for code in range(80)
    ]
    assert one(appointments=seen)["outpatient_specialties_365"] == 62


def test_attendances_community_and_mental_health_are_kept_apart(one) -> None:
    contacts = [
        {"person_id": 1, "source": source, "on_date": ago(7), "attended": attended, "team_type": "01", "cost": 40}
        for source, attended in [("community", True), ("community", False), ("mental_health", True)]
    ]
    visits = [{"person_id": 1, "arrived_at": at(3), "department_type": kind, "admitted": kind == "01", "cost": 90}
              for kind in ("01", "03")]  # fmt: skip
    row = one(contacts=contacts, attendances=visits)
    assert (row["community_30"], row["community_missed_365"], row["mental_health_30"]) == (1, 1, 1)
    assert (row["attendances_30"], row["major_attendances_365"], row["attendances_home_365"]) == (2, 1, 1)
    assert row["contact_cost_365"] == 120


def test_a_package_is_open_until_its_end_is_past_however_long_ago_it_began(one) -> None:
    packages = [
        {"person_id": 1, "service_type": service, "started_on": ago(begun), "ended_on": end, "weekly_cost": 50}
        for service, begun, end in [
            ("Long Term Support: Nursing Care", 2000, None),
            ("Long Term Support: Community", 400, ago(-5)),
            ("Short Term Support: ST-Max", 60, ago(20)),
            ("Long Term Support: Community", -3, None),
        ]
    ]
    row = one(care_packages=packages)
    assert (row["care_home"], row["support_at_home"], row["reablement_365"]) == (1, 1, 1)
    assert (row["care_begun_365"], row["care_begun_730"], row["care_weekly_cost"]) == (1, 2, 100)


def test_conditions_count_once_diagnosed(one, linked) -> None:
    rows = [
        {"person_id": 1, "condition": condition, "diagnosed_on": ago(days)}
        for condition, days in [("copd", 3000), ("dementia", 100), ("stroke", 0)]
    ]
    row = one(conditions=rows)
    assert (row["conditions"], row["new_conditions_365"]) == (2, 1)


def test_only_those_registered_and_alive_on_the_day_are_listed(linked) -> None:
    people = [
        person(1),
        person(2, date_of_death=ago(1)),
        person(3, date_of_death=ago(-30)),
        person(4),
        person(5, on_register=False),
        person(6, date_of_birth=ON),
        person(7),
    ]
    places = [
        registered(1),
        registered(2),
        registered(3, ended_on=ago(-30)),
        registered(4, ended_on=ago(1)),
        registered(5),
        registered(6, started_on=ON),
        registered(7, ended_on=ago(400)),
        registered(7, started_on=ago(399), practice_code="P2"),
    ]
    assert table_of(linked(persons=people, registrations=places)).ids.tolist() == [1, 3, 7]


def test_two_registrations_on_one_day_make_one_person(linked) -> None:
    people = table_of(linked(persons=[person(1)], registrations=[registered(1), registered(1, practice_code="P2")]))
    assert len(people) == 1


def test_a_person_with_no_date_of_birth_is_listed_with_an_unknown_age(linked) -> None:
    people = table_of(linked(persons=[person(1, date_of_birth=None, imd_decile=None)], registrations=[registered(1)]))
    assert people.column("age").tolist() == [-1]
    assert people.column("imd_decile").tolist() == [0]


def test_there_are_more_than_sixty_features_and_none_names_a_person(linked) -> None:
    people = table_of(linked(persons=[person(1)], registrations=[registered(1)]))
    assert len(people.columns) > 60
    read = {column for columns in READS.values() for column in columns}
    assert not read & {"nhs_number", "family_name", "given_name", "address_line_1", "postcode", "lsoa"}


def test_a_table_that_may_not_be_used_is_not_opened(linked) -> None:
    package = {"person_id": 1, "service_type": "Long Term Support: Nursing Care", "started_on": ago(20)}
    build = linked(persons=[person(1)], registrations=[registered(1)], care_packages=[package])
    with connect() as connection:
        assert "care_packages" in open_linked(connection, build, without=["care_packages"])
        prepare(connection)
        assert person_table(connection, ON).column("care_home").tolist() == [0]
