"""Still at home 91 days after discharge to reablement: a worked example."""

import datetime as dt

DAY = dt.date
OUT = DAY(2024, 5, 1)  # everyone's discharge; the 91st day after it is 31 July
LATER = OUT + dt.timedelta(91)


def _discharged_to_reablement(county, *people):
    for person in people:
        county.spell(person, DAY(2024, 4, 20), OUT)
        county.package(person, "ST-Max", OUT, DAY(2024, 6, 1))


def test_dead_in_hospital_or_in_a_care_home_on_the_day_is_not_at_home(elders):
    _discharged_to_reablement(elders, 1, 2, 3, 4, 5, 6, 7)
    elders.connection.execute("update persons set date_of_death = ? where person_id = 1", [LATER])
    elders.connection.execute("update persons set date_of_death = ? where person_id = 2", [LATER + dt.timedelta(1)])
    elders.spell(3, LATER, LATER + dt.timedelta(1))  # in a bed that night
    elders.spell(4, LATER - dt.timedelta(9), LATER)  # went home that day
    elders.package(5, "Nursing Care", LATER)
    elders.package(6, "Residential Care", DAY(2024, 7, 1), LATER - dt.timedelta(1))
    elders.link_reablement()
    elders.compute("at_home_91_days")
    at_home = {person for person, _, n, _ in elders.cases("at_home_91_days") if n}
    assert at_home == {2, 4, 6, 7}
    assert elders.value("at_home_91_days", OUT) == (4, 7, 57.1429, True)


def test_a_discharge_links_from_seven_days_before_to_three_days_after_the_start(elders):
    for person, gap in ((1, -8), (2, -7), (3, 0), (4, 3), (5, 4)):
        start = DAY(2024, 6, 15)
        elders.spell(person, DAY(2024, 6, 1), start + dt.timedelta(gap))
        elders.package(person, "ST-Max", start)
    elders.link_reablement()
    assert [case[0] for case in elders.cases("at_home_91_days")] == [2, 3, 4]


def test_packages_a_week_apart_are_one_cluster(elders):
    elders.spell(1, DAY(2024, 4, 20), OUT)
    elders.package(1, "ST-Max", OUT, DAY(2024, 5, 10))
    elders.package(1, "ST-Max", DAY(2024, 5, 17), DAY(2024, 5, 20))
    elders.package(1, "ST-Max", DAY(2024, 5, 28))
    elders.link_reablement()
    clusters = elders.connection.execute("select started_on, ended_on, packages from reablement_clusters").fetchall()
    assert clusters == [(OUT, DAY(2024, 5, 20), 2), (DAY(2024, 5, 28), None, 1)]


def test_who_died_in_the_stay_or_lived_in_a_home_before_it_is_not_counted(elders):
    _discharged_to_reablement(elders, 1, 2, 21)
    elders.connection.execute("update spells set discharge_method = '4' where person_id = 1")
    elders.package(2, "Residential Care", DAY(2024, 1, 1))
    elders.link_reablement()
    assert elders.cases("at_home_91_days") == []  # 21 is too young


def test_a_month_is_incomplete_until_91_days_have_followed(elders):
    for person, out in ((1, DAY(2025, 6, 1)), (2, DAY(2025, 7, 1))):
        elders.spell(person, out - dt.timedelta(5), out)
        elders.package(person, "ST-Max", out)
    elders.link_reablement()
    elders.compute("at_home_91_days")
    assert elders.value("at_home_91_days", DAY(2025, 6, 1))[3] is True
    assert elders.value("at_home_91_days", DAY(2025, 7, 1))[3] is False
