"""Published figures come back from published counts."""

import csv

import pytest

from joinedup.engine import connect
from joinedup.measures.compute import values_query
from joinedup.measures.feeds import read_feed
from joinedup.measures.feeds.discharge_sitrep import BED_DAYS, BY_PATHWAY, BY_REASON, NOT_MEETING
from joinedup.measures.feeds.fingertips import COUNT, INDICATORS, LOWER, OUT_OF, UPPER
from joinedup.measures.intervals import wilson

from .limits import byar


def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_care_home_rates_are_whole_numbers_of_people_over_residents_of_65_and_over(shared):
    folder = shared / "data" / "care-home-admissions"
    people = {
        row["area_code"]: int(row["population_65_plus_mid_2017"])
        for row in _rows(folder / "population_65plus_mid2017.csv")
    }
    rates = {
        row["area_code"]: float(row["rate_per_100k"])
        for row in _rows(folder / "ascof_2a2_rates.csv")
        if row["period"] == "2017/18" and row["rate_per_100k"] and row["area_code"] != "E92000001"
    }
    assert len(rates) == 15
    for area, rate in rates.items():
        admissions = round(rate * people[area] / 100_000)
        assert round(admissions / people[area] * 100_000, 1) == rate
        low, high = (float(limit) / people[area] * 100_000 for limit in byar(admissions))
        assert low < rate < high


def test_registers_of_dementia_and_diabetes_give_the_published_per_cents(shared):
    rows = _rows(shared / "data" / "falls-and-readmissions" / "fingertips_counts.csv")
    england = {
        (row["indicator_id"], row["period"]): (int(row["count"]), int(row["denominator"]))
        for row in rows
        if row["area_code"] == "E92000001" and row["sex"] == "Persons"
    }
    # published by the Quality and Outcomes Framework to one decimal
    for indicator, year, published in (
        ("247", "2018/19", 0.8),
        ("247", "2020/21", 0.7),
        ("241", "2018/19", 6.9),
        ("241", "2021/22", 7.3),
    ):
        cases, of = england[indicator, year]
        assert round(cases / of * 100, 1) == published
        low, high = wilson(cases, of)
        assert float(low) < cases / of < float(high)
        assert float(high - low) < 0.0002


def test_the_engine_gives_the_published_rates_and_per_cents_with_their_limits(shared):
    rows = _rows(shared / "data" / "falls-and-readmissions" / "fingertips_counts.csv")
    counts = [(row["indicator_id"], row["area_code"], int(row["count"]), int(row["denominator"])) for row in rows]
    people = _rows(shared / "data" / "care-home-admissions" / "population_65plus_mid2017.csv")
    residents = {row["area_code"]: int(row["population_65_plus_mid_2017"]) for row in people}
    published = {
        row["area_code"]: float(row["rate_per_100k"])
        for row in _rows(shared / "data" / "care-home-admissions" / "ascof_2a2_rates.csv")
        if row["period"] == "2017/18" and row["rate_per_100k"] and row["area_code"] != "E92000001"
    }
    counts += [("2A2", area, round(rate * residents[area] / 1e5), residents[area]) for area, rate in published.items()]
    kinds = {"22401": "rate", "2A2": "rate", "41101": "proportion", "241": "proportion", "247": "proportion"}
    with connect(threads=1) as connection:
        connection.execute(
            "create temp table asked as select *, '1' as version, 100000 as per, 0 as follow_up_days, "
            "date '2000-04-01' as covered_from, date '2030-03-31' as covered_until "
            "from (select unnest($ids) as measure, unnest($ids) as id, unnest($kinds) as kind)",
            {"ids": list(kinds), "kinds": list(kinds.values())},
        )
        connection.execute(
            "create temp table sums as select *, 0 as sq, '' as basis, '' as dimension, '' as category, "
            "'' as area_kind, 'year' as period_kind, date '2020-04-01' as period_start, "
            "date '2021-04-01' as period_end, '' as counted_from "
            "from (select unnest($m) as measure, unnest($a) as area_code, "
            "unnest($n)::double as n, unnest($d)::double as d)",
            dict(zip("mand", map(list, zip(*counts, strict=True)), strict=True)),
        )
        found = connection.execute(
            f"select measure, area_code, numerator, denominator, value, lower, upper from ({values_query()})"
        ).fetchall()
    assert len(found) == 828 + 15
    for measure, area, n, d, value, lower, upper in found:
        scale = 100_000 if kinds[measure] == "rate" else 100
        low, high = (limit / d for limit in byar(n)) if kinds[measure] == "rate" else wilson(n, d)
        assert value == pytest.approx(n / d * scale, rel=1e-12)
        assert (lower, upper) == pytest.approx((float(low) * scale, float(high) * scale), rel=1e-9)
        if measure == "2A2":
            assert round(value, 1) == published[area]


@pytest.mark.parametrize(("indicator", "areas"), [("22401", 27), ("247", 27), ("41101", 24)])
def test_a_feed_gives_back_every_count_and_denominator_with_the_limits_of_its_method(shared, indicator, areas):
    """Falls by Byar, registers and readmissions by Wilson, each from the file's own count and denominator."""
    path = shared / "data" / "falls-and-readmissions" / "fingertips_counts.csv"
    words, rate = INDICATORS[indicator].words, INDICATORS[indicator].rate
    found = {
        (one.area_code, one.start.year, one.category, one.figure.removeprefix(words)): one.value
        for one in read_feed(path).values
        if one.figure.startswith(words)
    }
    rows = [row for row in _rows(path) if row["indicator_id"] == indicator]
    assert len({row["area_code"] for row in rows}) == areas
    for row in rows:
        n, d, sex = int(row["count"]), int(row["denominator"]), row["sex"]
        at = row["area_code"], int(row["period"][:4]), "" if sex == "Persons" else sex
        assert (found[*at, COUNT], found[*at, OUT_OF]) == (n, d)
        scale, limits = (100_000 / d, byar(n)) if rate else (100, wilson(n, d))
        assert found[*at, ""] == pytest.approx(n * (scale if rate else scale / d), rel=1e-12)
        assert (found[*at, LOWER], found[*at, UPPER]) == pytest.approx(
            tuple(float(x) * scale for x in limits), rel=1e-9
        )


def test_a_year_of_discharge_reports_loads(shared):
    folder = shared / "data" / "discharge-sitrep"
    for name in ("april2022", "may2022", "march2023"):
        read = read_feed(folder / f"{name}.xlsx")
        figures = {value.figure for value in read.values}
        assert {NOT_MEETING, BED_DAYS, BY_PATHWAY, BY_REASON} <= figures
        assert len({value.area_code for value in read.values if value.area_kind == "trust"}) == 121
        assert len({value.area_code for value in read.values if value.area_kind == "icb"}) == 42
        assert len({value.area_code for value in read.values if value.area_kind == "region"}) == 7
        assert not {"feed-remaining", "feed-regions"} & {finding.code for finding in read.findings}


def test_a_suspect_day_of_one_trust_is_told(shared):
    read = read_feed(shared / "data" / "discharge-sitrep" / "may2022.xlsx")
    (found,) = [
        finding
        for finding in read.findings
        if finding.code == "feed-far" and finding.where.text == "RH8" and finding.where.field == NOT_MEETING
    ]
    assert "1,629" in found.message


@pytest.mark.parametrize(
    ("path", "feed", "values"),
    [
        ("care-home-admissions/ascof_2a2_rates.csv", "care-home-rates", 85),
        ("emergency-activity/icb_ae_monthly.csv", "emergency-by-board", 1008 * 4),
        ("delayed-transfers-england/dtoc_monthly.csv", "delayed-transfers-england", 89 * 3),
        ("falls-and-readmissions/fingertips_counts.csv", "fingertips", 828 * 5),
    ],
)
def test_published_tables_load_whole(shared, path, feed, values):
    read = read_feed(shared / "data" / path)
    assert read.feed == feed
    assert len(read.values) == values


def test_a_board_that_reported_nothing_over_four_hours_is_missing_and_not_perfect(shared):
    read = read_feed(shared / "data" / "emergency-activity" / "icb_ae_monthly.csv")
    nothing = [value for value in read.values if value.area_code == "E54000034" and value.value is None]
    assert len(nothing) == 6
