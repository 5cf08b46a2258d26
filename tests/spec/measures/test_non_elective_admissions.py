"""Non-elective admissions: a worked example of 30 people."""

import datetime as dt

DAY = dt.date


def test_unplanned_spells_in_general_and_acute_beds_count_in_the_month_they_begin(elders):
    elders.spell(1, DAY(2024, 4, 1), DAY(2024, 4, 9))
    elders.spell(1, DAY(2024, 4, 30), DAY(2024, 5, 2))
    elders.spell(2, DAY(2024, 4, 10), DAY(2024, 4, 10), admission_method="31", emergency=False)
    elders.spell(3, DAY(2024, 4, 10), None, admission_method="11", emergency=False, non_elective=False)
    elders.spell(4, DAY(2024, 4, 10), None, treatment_function="501", general_and_acute=False)
    elders.compute("non_elective_admissions")
    assert elders.value("non_elective_admissions", DAY(2024, 4, 1)) == (3, 30, 10000.0, True)
    assert elders.value("non_elective_admissions", DAY(2024, 4, 1), area=("practice", "P1")) == (
        2,
        15,
        13333.3333,
        True,
    )
    assert elders.value("non_elective_admissions", DAY(2024, 5, 1)) == (0, 30, 0.0, True)


def test_quarters_and_years_add_the_months_up(elders):
    for month in (4, 5, 6, 9):
        elders.spell(5, DAY(2024, month, 15), DAY(2024, month, 16))
    elders.compute("non_elective_admissions")
    assert elders.value("non_elective_admissions", DAY(2024, 4, 1), kind="quarter")[:2] == (3, 30)
    assert elders.value("non_elective_admissions", DAY(2024, 4, 1), kind="year")[:2] == (4, 30)


def test_a_year_that_is_not_over_is_marked(elders):
    elders.compute("non_elective_admissions")
    assert elders.value("non_elective_admissions", DAY(2024, 4, 1), kind="year")[3] is True
    assert elders.value("non_elective_admissions", DAY(2025, 4, 1), kind="year")[3] is False
    assert elders.value("non_elective_admissions", DAY(2025, 9, 1))[3] is True


def test_someone_on_no_list_that_day_counts_among_residents_only(elders):
    elders.put("persons", person_id=99, date_of_birth=DAY(1950, 1, 1), on_register=False)
    elders.put("places", place_id=3, lsoa="S1", ward="W1", district="D1", council="C1")
    elders.put("whereabouts", person_id=99, started_on=DAY(1, 1, 1), ended_on=DAY(9999, 12, 31), place_id=3)
    elders.spell(99, DAY(2024, 4, 3), DAY(2024, 4, 4))
    for area, people in (("D1", 4000), ("D2", 6000)):
        elders.put("populations", AREA_CODE=area, YEAR=2023, SEX="1", AGE=70, POPULATION=people)
    elders.compute("non_elective_admissions")
    april = DAY(2024, 4, 1)
    assert elders.value("non_elective_admissions", april)[:2] == (0, 30)
    assert elders.value("non_elective_admissions", april, basis="resident", area=("district", "D1"))[:2] == (1, 4000)
    assert elders.value("non_elective_admissions", april, basis="resident", area=("council", "C1"))[:2] == (1, 10000)
    assert elders.value("non_elective_admissions", april, basis="resident")[:2] == (1, 10000)


def test_the_list_is_counted_on_the_first_day_of_the_month_and_leaves_out_the_dead(elders):
    elders.person(40, DAY(1950, 1, 1), died=DAY(2024, 5, 31))
    elders.person(41, DAY(1950, 1, 1), died=DAY(2024, 6, 1))
    elders.compute("non_elective_admissions")
    people = [elders.value("non_elective_admissions", DAY(2024, month, 1))[1] for month in (5, 6, 7)]
    assert people == [32, 31, 30]


def test_the_interval_is_byars(elders):
    for _ in range(10):
        elders.spell(6, DAY(2024, 4, 15), DAY(2024, 4, 16))
    elders.compute("non_elective_admissions")
    lower, upper, method = elders.connection.execute(
        "select lower, upper, method from measure_values where area_kind = 'county' and period_kind = 'month' "
        "and period_start = date '2024-04-01' and basis = 'registered'"
    ).fetchone()
    # Byar for 10 events: 4.790 to 18.391 (Public Health England, technical guide)
    assert round(lower * 30 / 100000, 2) == 4.79
    assert round(upper * 30 / 100000, 2) == 18.39
    assert method == "Byar, people on the list"
