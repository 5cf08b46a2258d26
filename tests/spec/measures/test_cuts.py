"""Cuts by who people are, and standardised rates: worked by hand."""

import datetime as dt

import pytest

from joinedup.measures.compute import cuts_query, put_cuts, standardised_query

from .limits import byar, dobson

DAY = dt.date
YEAR = DAY(2024, 4, 1)


def _cuts(county, *ids):
    county.compute(*ids)
    put_cuts(county.connection)
    county.connection.execute(f"create or replace temp table measure_cuts as {cuts_query()}")


def _by(county, dimension, area=("county", "all")):
    rows = county.connection.execute(
        "select category, numerator, denominator from measure_cuts where dimension = ? and area_kind = ? "
        "and area_code = ? and period_start = ? order by category",
        [dimension, *area, YEAR],
    ).fetchall()
    return {category: (n, d) for category, n, d in rows}


@pytest.fixture
def counted(elders):
    """On 1 October 2024 ages run from 65 to 84, one a year, and ten are 34; three admissions."""
    elders.spell(1, DAY(2024, 6, 30), DAY(2024, 7, 2))  # born 1940-07-01: 83 that day, 84 in October
    elders.spell(6, DAY(2024, 8, 1), DAY(2024, 8, 2))  # 79
    elders.spell(21, DAY(2024, 8, 1), DAY(2024, 8, 2))
    _cuts(elders, "non_elective_admissions", "emergency_admissions_65")
    return elders


def test_age_bands_take_cases_by_age_on_the_day_and_people_by_age_in_october(counted):
    counted.connection.execute("delete from measure_cuts where measure <> 'non_elective_admissions'")
    assert _by(counted, "age band") == {
        "30-34": (1, 10),
        "65-69": (0, 5),
        "70-74": (0, 5),
        "75-79": (1, 5),
        "80-84": (1, 5),
    }


def test_a_measure_of_older_people_has_only_older_people_below_the_line(counted):
    counted.connection.execute("delete from measure_cuts where measure <> 'emergency_admissions_65'")
    assert _by(counted, "sex") == {"male": (2, 20)}
    assert _by(counted, "deprivation fifth") == {"1": (1, 10), "5": (1, 10)}
    assert _by(counted, "ethnic group", ("practice", "P2")) == {"White": (1, 10)}


def test_a_standardised_rate_weights_each_band_as_europe_has_it(elders):
    for _ in range(12):
        elders.spell(1, DAY(2024, 8, 1), DAY(2024, 8, 2))  # 84
    for _ in range(3):
        elders.spell(19, DAY(2024, 8, 1), DAY(2024, 8, 2))  # 66
    _cuts(elders, "emergency_admissions_65")
    row = elders.connection.execute(
        f"select numerator, denominator, value, lower, upper from ({standardised_query()}) "
        "where area_kind = 'county' and period_start = date '2024-04-01'"
    ).fetchone()
    weights = {"65": 5500, "70": 5000, "75": 4000, "80": 2500}
    total = sum(weights.values())
    rate = (5500 * 3 / 5 + 2500 * 12 / 5) / total
    variance = (5500**2 * 3 / 25 + 2500**2 * 12 / 25) / total**2
    assert row[:2] == (15, 20)
    assert row[2] == pytest.approx(rate * 100_000)
    assert row[3:] == pytest.approx(tuple(limit * 100_000 for limit in dobson(rate, variance, 15)))


def test_the_sql_and_the_arrays_give_the_same_limits(elders):
    for _ in range(7):
        elders.spell(1, DAY(2024, 8, 1), DAY(2024, 8, 2))
    elders.compute("emergency_admissions_65")
    lower, upper = elders.connection.execute(
        "select lower, upper from measure_values where period_kind = 'year' and area_kind = 'county' "
        "and period_start = date '2024-04-01'"
    ).fetchone()
    low, high = byar(7)
    assert (lower, upper) == pytest.approx((float(low) / 20 * 100_000, float(high) / 20 * 100_000), rel=1e-12)


def test_a_group_of_small_areas_has_its_own_figures_and_its_wards_keep_theirs(elders):
    # places 1 and 2 become one ward; place 3 is a third small area of it, grouped with the first
    elders.connection.execute("update places set ward = 'W1', district = 'D1', lsoa_group = 'G' || place_id")
    elders.put(
        "places", place_id=3, practice_code="P1", lsoa="S3", lsoa_group="G1", ward="W1", district="D1", council="C1"
    )
    for area, people in (("S1", 300), ("S2", 500), ("S3", 200)):
        elders.put("populations", AREA_CODE=area, YEAR=2023, SEX="1", AGE=70, POPULATION=people)
    elders.person(50, DAY(1950, 1, 1), place_id=3)
    for person in (1, 50, 2):
        elders.spell(person, DAY(2024, 4, 3), DAY(2024, 4, 4))
    elders.compute("non_elective_admissions")
    april = DAY(2024, 4, 1)

    def resident(kind, code):
        return elders.value("non_elective_admissions", april, basis="resident", area=(kind, code))

    assert resident("lsoa_group", "G1") == (2, 500, 400.0, True)
    assert resident("lsoa_group", "G2") == (1, 500, 200.0, True)
    assert resident("ward", "W1") == resident("council", "C1") == (3, 1000, 300.0, True)
