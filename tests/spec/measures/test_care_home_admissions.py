"""Permanent care-home admissions, 65 and over: a worked example."""

import datetime as dt

DAY = dt.date


def test_first_placements_count_and_moves_between_homes_do_not(elders):
    elders.package(1, "Residential Care", DAY(2024, 5, 1), DAY(2024, 8, 1))
    elders.package(1, "Nursing Care", DAY(2024, 8, 2))  # a move
    elders.package(2, "Nursing Care", DAY(2024, 5, 20), DAY(2024, 6, 1))
    elders.package(2, "Residential Care", DAY(2024, 6, 30))  # 29 days later: admitted again
    elders.package(3, "Nursing Care", DAY(2024, 5, 20), DAY(2024, 6, 1))
    elders.package(3, "Residential Care", DAY(2024, 6, 29))  # 28 days later: a move
    elders.package(4, "Community", DAY(2024, 5, 1))
    elders.package(21, "Nursing Care", DAY(2024, 5, 1))  # 34 years old
    elders.compute("care_home_admissions")
    assert elders.cases("care_home_admissions") == [
        (1, DAY(2024, 5, 1), 1, None),
        (2, DAY(2024, 5, 20), 1, None),
        (2, DAY(2024, 6, 30), 1, None),
        (3, DAY(2024, 5, 20), 1, None),
    ]


def test_the_denominator_is_people_of_65_and_over_in_october(elders):
    elders.package(20, "Nursing Care", DAY(2024, 6, 30))  # born 1959-07-01: 64 that day
    elders.package(19, "Nursing Care", DAY(2024, 6, 30))  # born 1958-07-01
    elders.compute("care_home_admissions")
    # born 1940 to 1959, counted on 1 October 2024: all twenty are 65 by then; in April the youngest is not
    assert elders.value("care_home_admissions", DAY(2024, 4, 1), kind="year") == (1, 20, 5000.0, True)
    assert elders.value("care_home_admissions", DAY(2024, 4, 1))[1] == 19
