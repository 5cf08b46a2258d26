"""Linked tables from a handful of made-up people."""

import datetime as dt
from decimal import Decimal

import pytest

from joinedup.linked import LINKED_TABLES, QUALITY, person_story
from joinedup.linked.checks import findings_of
from joinedup.linked.contradictions import CONTRADICTIONS
from joinedup.linked.prices import price_list

DAY = dt.date
ANN, BEN, CY, DEE = 1, 2, 3, 4

EXTRACTS = {
    "organisations": [
        {"ODS_CODE": "P1", "NAME": "Elm", "ROLE": "practice", "PARENT_CODE": "N1"},
        {"ODS_CODE": "P2", "NAME": "Oak", "ROLE": "practice", "PARENT_CODE": "N1"},
        {"ODS_CODE": "N1", "NAME": "North network", "ROLE": "network", "PARENT_CODE": "L1"},
        {"ODS_CODE": "L1", "NAME": "North", "ROLE": "locality", "PARENT_CODE": "QZZ"},
        {"ODS_CODE": "QZZ", "NAME": "County board", "ROLE": "icb"},
    ],
    "postcodes": [
        {"POSTCODE": "ZZ1 1AA", "LSOA": "S1", "WARD": "W1", "DISTRICT": "D1", "COUNCIL": "C1", "IMD_DECILE": 1},
        {"POSTCODE": "ZZ1 1BB", "LSOA": "S2", "WARD": "W1", "DISTRICT": "D2", "COUNCIL": "C1", "IMD_DECILE": 9},
    ],
    "gp_register": [
        # Ann moved house within the practice, then changed practice before the old one had let her go.
        {
            "NHS_NO": "9990000001",
            "FAMILY_NAME": "Able",
            "GIVEN_NAME": "Ann",
            "DATE_OF_BIRTH": DAY(1940, 5, 1),
            "GENDER": "2",
            "POSTCODE": "ZZ1 1AA",
            "GP_PRACTICE_CODE": "P1",
            "REGISTRATION_START_DATE": DAY(2020, 1, 1),
            "REGISTRATION_END_DATE": DAY(2024, 3, 1),
        },
        {
            "NHS_NO": "9990000001",
            "FAMILY_NAME": "Able",
            "GIVEN_NAME": "Ann",
            "DATE_OF_BIRTH": DAY(1940, 5, 1),
            "GENDER": "2",
            "POSTCODE": "ZZ11BB",
            "GP_PRACTICE_CODE": "P1",
            "REGISTRATION_START_DATE": DAY(2024, 3, 1),
            "REGISTRATION_END_DATE": DAY(2025, 8, 1),
        },
        {
            "NHS_NO": "9990000001",
            "FAMILY_NAME": "Abel",
            "GIVEN_NAME": "Ann",
            "DATE_OF_BIRTH": DAY(1940, 5, 1),
            "GENDER": "2",
            "POSTCODE": "ZZ1 1BB",
            "GP_PRACTICE_CODE": "P2",
            "REGISTRATION_START_DATE": DAY(2025, 6, 1),
        },
        {
            "NHS_NO": "9990000002",
            "FAMILY_NAME": "Brook",
            "GIVEN_NAME": "Ben",
            "DATE_OF_BIRTH": DAY(1990, 1, 1),
            "GENDER": "1",
            "POSTCODE": "ZZ1 1AA",
            "GP_PRACTICE_CODE": "P1",
            "REGISTRATION_START_DATE": DAY(2019, 1, 1),
        },
    ],
    "acute_patients": [
        {"PROVIDER_CODE": "RZZ", "LOCAL_PATIENT_ID": "a"},
        {"PROVIDER_CODE": "RZZ", "LOCAL_PATIENT_ID": "b"},
        {
            "PROVIDER_CODE": "RZZ",
            "LOCAL_PATIENT_ID": "c",
            "FAMILY_NAME": "Cole",
            "POSTCODE": "ZZ1 1BB",
            "DATE_OF_BIRTH": DAY(1950, 1, 1),
        },
    ],
    "apc_episodes": [
        {
            "APCE_Ident": "e2",
            "APCS_Ident": "s1",
            "Provider_Code": "RZZ",
            "Local_Patient_ID": "a",
            "Episode_Number": 2,
            "Admission_Date": DAY(2026, 1, 10),
            "Discharge_Date": DAY(2026, 2, 9),
            "Admission_Method": "21",
            "Treatment_Function_Code": "430",
            "Der_Primary_Diagnosis_Code": "I500",
            "Der_Diagnosis_All": "I500",
            "Discharge_Ready_Date": DAY(2026, 2, 1),
            "Discharge_Method": "1",
        },
        {
            "APCE_Ident": "e1",
            "APCS_Ident": "s1",
            "Provider_Code": "RZZ",
            "Local_Patient_ID": "a",
            "Episode_Number": 1,
            "Admission_Date": DAY(2026, 1, 10),
            "Admission_Method": "21",
            "Treatment_Function_Code": "300",
            "Der_Primary_Diagnosis_Code": "J181",
            "Der_Diagnosis_All": "J181|I10X",
        },
        {
            "APCE_Ident": "e3",
            "APCS_Ident": "s2",
            "Provider_Code": "RZZ",
            "Local_Patient_ID": "b",
            "Episode_Number": 1,
            "Admission_Date": DAY(2026, 3, 5),
            "Discharge_Date": DAY(2026, 3, 1),
            "Admission_Method": "11",
            "Treatment_Function_Code": "501",
            "Der_Management_Type": "EL",
        },
        {
            "APCE_Ident": "e4",
            "APCS_Ident": "s3",
            "Provider_Code": "RZZ",
            "Local_Patient_ID": "nobody",
            "Episode_Number": 1,
            "Admission_Date": DAY(2026, 3, 5),
            "Admission_Method": "21",
        },
    ],
    "ecds_attendances": [
        {
            "EC_Ident": "v1",
            "Der_Provider_Code": "RZZ",
            "Local_Patient_ID": "c",
            "EC_Department_Type": "01",
            "Der_EC_Arrival_Date_Time": dt.datetime.fromisoformat("2026-02-01T23:30"),
            "Der_EC_Departure_Date_Time": dt.datetime.fromisoformat("2026-02-02T01:00"),
            "EC_Decision_To_Admit_Time_Since_Arrival": 60,
        },
    ],
    "acute_delays": [
        {
            "Provider_Code": "RZZ",
            "Local_Patient_ID": "a",
            "APCS_Ident": "s1",
            "Delay_Start_Date": DAY(2026, 2, 1),
            "Delay_End_Date": DAY(2026, 2, 4),
            "Delay_Reason_Code": "E",
            "Attributable_Organisation": "SOCIAL",
        },
        {
            "Provider_Code": "RZZ",
            "Local_Patient_ID": "a",
            "APCS_Ident": "s1",
            "Delay_Start_Date": DAY(2026, 2, 4),
            "Delay_End_Date": DAY(2026, 2, 8),
            "Delay_Reason_Code": "F",
            "Attributable_Organisation": "NHS",
        },
    ],
    "cld_clients": [{"LA_Code": "C1", "LA_Person_Unique_Identifier": "k"}],
    "cld_events": [
        {
            "LA_Code": "C1",
            "LA_Person_Unique_Identifier": "k",
            "Event_Type": "Service",
            "Event_Start_Date": DAY(2026, 1, 1),
            "Event_End_Date": DAY(2026, 1, 14),
            "Service_Type": "Short Term Support: ST-Max",
            "Unit_Cost": Decimal("20"),
            "Cost_Frequency": "Hourly",
            "Planned_Units_Per_Week": Decimal("7"),
            "Reporting_Period_End_Date": DAY(2026, 3, 31),
        },
        {
            "LA_Code": "C1",
            "LA_Person_Unique_Identifier": "k",
            "Event_Type": "Service",
            "Event_Start_Date": DAY(2026, 2, 1),
            "Service_Type": "Long Term Support: Community",
            "Reporting_Period_End_Date": DAY(2026, 3, 31),
        },
        {
            "LA_Code": "C1",
            "LA_Person_Unique_Identifier": "k",
            "Event_Type": "Review",
            "Event_Start_Date": DAY(2026, 5, 1),
            "Reporting_Period_End_Date": DAY(2026, 6, 30),
        },
    ],
    "deaths": [{"DEATH_RECORD_ID": "d1", "DATE_OF_DEATH": DAY(2026, 1, 31), "PLACE_OF_DEATH": "Hospital"}],
}
LINKS = [
    ("gp", "", "9990000001", ANN),
    ("gp", "", "9990000002", BEN),
    ("acute", "RZZ", "a", ANN),
    ("acute", "RZZ", "b", BEN),
    ("acute", "RZZ", "c", CY),
    ("social_care", "C1", "k", ANN),
    ("deaths", "", "d1", CY),
]


@pytest.fixture(scope="module")
def county(linked):
    return linked(EXTRACTS, LINKS)


def _all(connection, query):
    return connection.execute(query).fetchall()


def test_every_table_holds_the_columns_it_declares_and_no_others(county):
    for table in (*LINKED_TABLES.values(), QUALITY):
        described = _all(county, f"describe from linked.{table.name}")
        assert {row[0]: row[1] for row in described} == {column.name: column.type for column in table.columns}


def test_everyone_is_one_person_with_the_latest_details(county):
    rows = _all(
        county,
        "select person_id, family_name, practice_code, network_code, locality_code, lsoa, imd_decile, "
        "on_register, date_of_death from linked.persons order by person_id",
    )
    assert rows == [
        (ANN, "Abel", "P2", "N1", "L1", "S2", 9, True, None),
        (BEN, "Brook", "P1", "N1", "L1", "S1", 1, True, None),
        (CY, "Cole", None, None, None, "S2", 9, False, DAY(2026, 1, 31)),
    ]


def test_a_move_within_a_practice_is_one_registration_and_nobody_is_on_two_lists(county):
    rows = _all(county, "select practice_code, started_on, ended_on from linked.registrations where person_id = 1")
    assert rows == [("P1", DAY(2020, 1, 1), DAY(2025, 6, 1)), ("P2", DAY(2025, 6, 1), None)]


def test_residences_merge_while_the_postcode_stays(county):
    rows = _all(county, "select postcode, started_on, ended_on from linked.residences where person_id = 1")
    assert rows == [("ZZ1 1AA", DAY(2020, 1, 1), DAY(2024, 3, 1)), ("ZZ1 1BB", DAY(2024, 3, 1), None)]


def test_every_day_of_a_person_falls_into_one_row_of_whereabouts(county):
    rows = _all(
        county,
        "select w.started_on, w.ended_on, practice_code, lsoa, registered_from, registered_to "
        "from linked.whereabouts w join linked.places using (place_id) where person_id = 1 order by 1",
    )
    assert rows == [
        (DAY(1, 1, 1), DAY(2024, 3, 1), "P1", "S1", DAY(2020, 1, 1), DAY(2024, 3, 1)),
        (DAY(2024, 3, 1), DAY(2025, 6, 1), "P1", "S2", DAY(2024, 3, 1), DAY(2025, 6, 1)),
        (DAY(2025, 6, 1), DAY(9999, 12, 31), "P2", "S2", DAY(2025, 6, 1), DAY(9999, 12, 31)),
    ]


def test_a_stay_of_two_episodes_is_one_spell(county):
    (row,) = _all(
        county,
        "select admitted_on, discharged_on, treatment_function, primary_diagnosis, diagnoses, episodes, "
        "length_of_stay, ready_on, emergency, general_and_acute, cost from linked.spells "
        "where spell_id = 's1'",
    )
    prices = price_list().prices
    nine_nights_over = prices["emergency_spell"].pounds + 9 * prices["excess_bed_day"].pounds
    assert row == (
        DAY(2026, 1, 10),
        DAY(2026, 2, 9),
        "300",
        "J181",
        "J181|I10X|I500",
        2,
        30,
        DAY(2026, 2, 1),
        True,
        True,
        nine_nights_over,
    )


def test_dates_that_contradict_give_no_length_of_stay(county):
    (row,) = _all(
        county, "select length_of_stay, general_and_acute, non_elective from linked.spells where spell_id = 's2'"
    )
    assert row == (None, False, False)


def test_delayed_days_count_both_ends_and_a_shared_day_once(county):
    rows = _all(county, "select started_on, ended_on, days, reason from linked.delays order by 1")
    assert rows == [(DAY(2026, 2, 1), DAY(2026, 2, 4), 4, "E"), (DAY(2026, 2, 5), DAY(2026, 2, 8), 4, "F")]


def test_a_service_that_vanished_is_closed_with_the_last_period_that_held_it(county):
    rows = _all(
        county, "select service_type, ended_on, weekly_cost, cost from linked.care_packages order by started_on"
    )
    assert rows == [
        ("Short Term Support: ST-Max", DAY(2026, 1, 14), Decimal("140.00"), Decimal("280.00")),
        ("Long Term Support: Community", DAY(2026, 3, 31), None, None),
    ]


def test_a_visit_over_midnight_lasts_its_minutes(county):
    assert _all(county, "select minutes, admitted from linked.attendances") == [(90, True)]


def test_quality_counts_rows_without_a_person_and_rows_after_death(county):
    rows = _all(
        county,
        "select table_name, period, rows, with_person, after_death, ends_before_start "
        "from linked.quality where table_name in ('apc_episodes', 'ecds_attendances') order by 1, 2",
    )
    assert rows == [
        ("apc_episodes", DAY(2026, 1, 1), 2, 2, 0, 0),
        ("apc_episodes", DAY(2026, 3, 1), 2, 1, 0, 1),
        ("ecds_attendances", DAY(2026, 2, 1), 1, 1, 1, 0),
    ]
    told = "select sum(rows), sum(with_person) from linked.quality where table_name = 'cld_events'"
    assert _all(county, told) == [(3, 3)]  # services and reviews, each as it came


def test_sources_that_contradict_each_other_are_counted_by_rule_and_month(county):
    rows = _all(
        county,
        "select rule, organisation_code, period, rows, judged from linked.contradictions where rows > 0 order by all",
    )
    assert rows == [
        ("decision-without-stay", "RZZ", DAY(2026, 2, 1), 1, 1),  # Cy, whom the hospital decided to admit, has no stay
        ("died-in-no-bed", "", DAY(2026, 1, 1), 1, 1),  # Cy died in hospital, they say
        ("on-two-lists", "P1", DAY(2025, 6, 1), 1, 1),  # Ann's old list let her go two months late
    ]
    judged = dict(_all(county, "select rule, sum(judged) from linked.contradictions group by rule"))
    assert judged["delay-outside-stay"] == 2
    assert judged["two-beds"] == 2


def test_every_rule_has_words_and_every_word_a_rule(county):
    text = LINKED_TABLES["contradictions"].query
    assert all(f"'{rule}'" in text for rule in CONTRADICTIONS)
    assert {rule for (rule,) in _all(county, "select distinct rule from linked.contradictions")} <= set(CONTRADICTIONS)


def test_the_totals_tie_and_what_does_not_is_said(county):
    findings = findings_of(county)
    assert [(found.code, found.where.file) for found in findings] == [("linked-nobody-known", "apc_episodes")]
    assert "1 of 4 rows" in findings[0].message


def test_a_person_page_tells_the_story_newest_first(county):
    for table in (*LINKED_TABLES, "quality"):
        if table not in ("organisations", "postcodes", "populations", "beds", "person_links", "deaths"):
            county.execute(f"create view {table} as from linked.{table}")
    county.execute("alter table deaths rename to deaths_arrived")
    county.execute("create view deaths as from linked.deaths")
    story = person_story(county, ANN)
    assert story is not None
    assert story.person["family_name"] == "Abel"
    assert {link["source"] for link in story.links} == {"gp", "acute", "social_care"}
    assert [event.kind for event in story.timeline] == [
        "care event",
        "delay",
        "care package",
        "delay",
        "spell",
        "care package",
    ]
    assert person_story(county, 99) is None
