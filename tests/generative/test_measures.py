"""Every measure's query against a slow and obvious version in Python, over made-up people.

Long because every measure's slow version stands here, one after another, to be read beside the registry.
"""

import datetime as dt
import runpy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joinedup.engine import connect
from joinedup.measures import MEASURES
from joinedup.measures.codes import code_list

FIXTURES = runpy.run_path(str(Path(__file__).parents[1] / "spec" / "measures" / "conftest.py"))
County, SPAN = FIXTURES["County"], FIXTURES["SPAN"]

DAY = dt.date
FIRST = DAY(2024, 3, 1)
RESIDENTIAL = ("Long Term Support: Residential Care", "Long Term Support: Nursing Care")
DIAGNOSES = ("I500", "J181", "S720", "J20X", "J440", "G401", "E86X", "T998", "I639", "L03X", "J120", "E109")


def _days(least: int = 0, most: int = 500):
    return st.integers(least, most).map(lambda days: FIRST + dt.timedelta(days))


people = st.fixed_dictionaries(
    {
        "born": st.integers(1, 36000).map(lambda days: DAY(2024, 2, 29) - dt.timedelta(days)),
        "died": st.none() | _days(),
        "place": st.sampled_from(["Home", "Hospital", "Care home", None]),
        "spells": st.lists(
            st.fixed_dictionaries(
                {
                    "on": _days(),
                    "nights": st.integers(0, 40) | st.none(),
                    "method": st.sampled_from(["21", "21", "2B", "11", "31"]),
                    "general": st.booleans() | st.just(True),
                    "left": st.sampled_from(["1", "1", "4", None]),
                    "ready": st.none() | st.integers(-2, 20),
                    "to": st.sampled_from(["19", "19", "51", None]),
                    "diagnosis": st.sampled_from(DIAGNOSES),
                    "second": st.sampled_from([None, "W010", "J449", "I10X"]),
                }
            ),
            max_size=4,
        ),
        "packages": st.lists(
            st.tuples(
                st.sampled_from(["ST-Max", "ST-Max", "Residential Care", "Nursing Care", "Community"]),
                _days(),
                st.none() | st.integers(0, 90),
                st.none() | st.integers(0, 900),
            ),
            max_size=4,
        ),
        "elsewhere": st.lists(st.tuples(_days(), st.none() | st.integers(0, 40)), max_size=2),
        "waits_elsewhere": st.none() | st.tuples(_days(), st.integers(0, 70)),
        "delays": st.none() | st.tuples(_days(), st.integers(0, 70)),
        "contacts": st.lists(_days(), max_size=3),
        "visits": st.lists(st.tuples(_days(), st.none() | st.integers(0, 500)), max_size=2),
        "conditions": st.dictionaries(st.sampled_from(["dementia", "diabetes"]), _days(), max_size=2),
    }
)


def _age_on(born: dt.date, day: dt.date) -> int:
    """Completed years; someone born on 29 February is a year older on the last day of February of a short year."""
    years = day.year - born.year
    try:
        birthday = born.replace(year=day.year)
    except ValueError:
        birthday = DAY(day.year, 2, 28)
    return years - (day < birthday)


def _filled(connection: Any, drawn: list[dict[str, Any]]) -> Any:
    county = County(connection)
    for number, person in enumerate(drawn, 1):
        person["sex"] = ("male", "female")[number % 2]
        county.person(
            number,
            person["born"],
            1 + number % 2,
            died=person["died"],
            place=person["place"],
            gender=str(1 + number % 2),
        )
        for spell in person["spells"]:
            method = spell["method"]
            county.spell(
                number,
                spell["on"],
                _end(spell),
                admission_method=method,
                emergency=method[0] == "2",
                non_elective=method != "11",
                general_and_acute=spell["general"],
                discharge_method=spell["left"],
                discharge_destination=spell["to"],
                primary_diagnosis=spell["diagnosis"],
                ready_on=_ready(spell),
                diagnoses=spell["diagnosis"] + (f",{spell['second']}" if spell["second"] else ""),
            )
        for kind, start, length, cost in person["packages"]:
            county.package(number, kind, start, None if length is None else start + dt.timedelta(length), cost)
        for turn, (start, nights) in enumerate(person["elsewhere"]):
            table = ("community_stays", "mental_health_spells")[turn]
            end = None if nights is None else start + dt.timedelta(nights)
            county.put(table, person_id=number, admitted_on=start, discharged_on=end)
        for source, wait in (("acute", person["delays"]), ("mental_health", person["waits_elsewhere"])):
            if not wait:
                continue
            start, length = wait
            county.put(
                "delays",
                person_id=number,
                source=source,
                spell_id=f"d{number}",
                provider_code="R1",
                started_on=start,
                ended_on=start + dt.timedelta(length),
                days=length + 1,
            )
        for day in person["contacts"]:
            county.put("contacts", person_id=number, source="community", on_date=day, attended=True)
        for day, minutes in person["visits"]:
            county.put(
                "attendances", person_id=number, arrived_at=dt.datetime.combine(day, dt.time(9)), minutes=minutes
            )
        for condition, day in person["conditions"].items():
            county.put("conditions", person_id=number, condition=condition, diagnosed_on=day)
    county.link_reablement()
    return county


def _end(spell: dict[str, Any]) -> dt.date | None:
    return None if spell["nights"] is None else spell["on"] + dt.timedelta(spell["nights"])


def _ready(spell: dict[str, Any]) -> dt.date | None:
    return None if spell["ready"] is None else spell["on"] + dt.timedelta(spell["ready"])


def _stroke(spell):
    return _emergency(spell) and spell["method"] != "2B" and spell["diagnosis"] == "I639"


def _went_home(spell):
    return spell["nights"] is not None and _alive(spell) and spell["to"] != "51"


def _emergency(spell):
    return spell["method"][0] == "2"


def _alive(spell):
    return spell["left"] in (None, "1")


def _elder_spells(age, keep):
    return lambda person: [
        (spell["on"], 1, None)
        for spell in person["spells"]
        if keep(spell) and _age_on(person["born"], spell["on"]) >= age
    ]


def _spells(keep):
    return lambda person: [(spell["on"], 1, None) for spell in person["spells"] if keep(spell)]


def _placements(person):
    return sorted(
        (start, DAY.max if length is None else start + dt.timedelta(length))
        for kind, start, length, _ in person["packages"]
        if kind in ("Residential Care", "Nursing Care")
    )


def _care_home(person):
    found = []
    placements = _placements(person)
    for start, _ in placements:
        before = [other for other in placements if other[0] < start]
        same_day = [other for other in placements if other[0] == start]
        if any(end >= start - dt.timedelta(28) for _, end in before) or _age_on(person["born"], start) < 65:
            continue
        found += [start] * (1 if len(same_day) == 1 else 0)
        if len(same_day) > 1 and start not in found:
            found.append(start)
    return [(day, 1, None) for day in found]


def _first_care_home(person):
    placements = _placements(person)
    return [(placements[0][0], 1, None)] if placements and _age_on(person["born"], placements[0][0]) >= 65 else []


def _delays(*told):
    def cases(person):
        found = []
        for start, length in (person[name] for name in told if person[name]):
            days = [start + dt.timedelta(offset) for offset in range(length + 1)]
            days = [day for day in days if _age_on(person["born"], day) >= 18]
            for month in sorted({(day.year, day.month) for day in days}):
                here = [day for day in days if (day.year, day.month) == month]
                found.append((here[0], len(here), None))
        return found

    return cases


def _in_codes(person, spell, groups, second_rule=False):
    codes = code_list("avoidable_admissions").groups
    found = any(spell["diagnosis"].startswith(code) for group in groups for code in codes[group])
    if second_rule and spell["diagnosis"].startswith("J20"):
        found = found or (spell["second"] or "")[:3] in codes["chronic_second"]
    return found and _emergency(spell) and spell["method"] != "2B"


def _avoidable(*groups, children=(), second_rule=False):
    def cases(person):
        return [
            (spell["on"], 1, None)
            for spell in person["spells"]
            if (groups and _in_codes(person, spell, groups, second_rule))
            or (children and _age_on(person["born"], spell["on"]) < 19 and _in_codes(person, spell, children))
        ]

    return cases


def _ambulatory(person):
    groups = code_list("strategy_unit_acsc").groups.values()
    listed = [code for codes in groups for code in codes]
    return [
        (spell["on"], 1, None)
        for spell in person["spells"]
        if _emergency(spell) and spell["method"] != "2B" and any(spell["diagnosis"].startswith(code) for code in listed)
    ]


def _delay(person):
    return [
        (_end(spell), max((_end(spell) - _ready(spell)).days, 0), 1)
        for spell in person["spells"]
        if spell["nights"]
        and spell["ready"] is not None
        and _alive(spell)
        and _age_on(person["born"], _end(spell)) >= 18
    ]


def _last_visits(person):
    if not person["died"]:
        return []
    return [(person["died"], sum(0 <= (person["died"] - day).days <= 29 for day in person["contacts"]), 1)]


def _deaths(*places):
    return lambda person: (
        [(person["died"], int(person["place"] in places), 1)] if person["died"] and person["place"] else []
    )


def _weekend(person):
    return [
        (_end(spell), int(_end(spell).isoweekday() >= 6), int(_end(spell).isoweekday() < 6))
        for spell in person["spells"]
        if spell["method"] != "11" and spell["nights"] and _alive(spell)
    ]


def _bed_days(person):
    first = min(person["conditions"].values(), default=DAY.max)
    return [
        (_end(spell), spell["nights"] if first <= spell["on"] else 0, spell["nights"])
        for spell in person["spells"]
        if spell["nights"]
    ]


def _four_hours(person):
    return [(day, int(minutes < 240), 1) for day, minutes in person["visits"] if minutes is not None]


def _stroke_deaths(person):
    return [
        (spell["on"], int(bool(person["died"]) and 0 <= (person["died"] - spell["on"]).days <= 30), 1)
        for spell in person["spells"]
        if _stroke(spell)
    ]


def _stroke_home(person):
    return [
        (spell["on"], int(any(0 <= (start - spell["on"]).days <= 182 for start, _ in _placements(person))), 1)
        for spell in person["spells"]
        if _stroke(spell)
    ]


def _stroke_cost(person):
    found = []
    for spell in person["spells"]:
        if not (_emergency(spell) and spell["diagnosis"] == "I639" and _went_home(spell)):
            continue
        costs = [
            cost
            for kind, start, _, cost in person["packages"]
            if kind != "ST-Max" and cost is not None and 0 <= (start - _end(spell)).days <= 28
        ]
        found += [(_end(spell), sum(costs), 1)] if costs else []
    return found


def _readmissions(person):
    """Stays in the order of their admission; of two on one day the one told first comes first."""
    stays = sorted(
        ((spell["on"], number, spell) for number, spell in enumerate(person["spells"]) if spell["general"]),
        key=lambda stay: stay[:2],
    )
    found = []
    for place, (_, _, spell) in enumerate(stays):
        if not _went_home(spell):
            continue
        back = any(
            _emergency(later) and later["method"] != "2B" and 0 <= (begun - _end(spell)).days <= 30
            for begun, _, later in stays[place + 1 :]
        )
        found.append((_end(spell), int(back), 1))
    return found


def _dementia(person):
    """The days asked for lie between those of SPAN; everybody is on a list until the day of death."""
    known = person["conditions"].get("dementia")
    found = []
    for day in (DAY(2024, 4, 1), DAY(2024, 10, 1), DAY(2025, 4, 1)):
        age = _age_on(person["born"], day)
        if age < 65 or (person["died"] and person["died"] < day):
            continue
        band = "90_plus" if age >= 90 else f"{age // 5 * 5}_{age // 5 * 5 + 4}"
        (cases,) = code_list("dementia_prevalence").groups[f"{person['sex']}_{band}"]
        found.append((day, int(known is not None and known <= day), int(cases) / 10000))
    return found


OBVIOUS = {
    "non_elective_admissions": _spells(lambda spell: spell["method"] != "11" and spell["general"]),
    "emergency_admissions_65": _elder_spells(65, _emergency),
    "emergency_admissions_75": _elder_spells(75, _emergency),
    "short_spells": _spells(lambda spell: _emergency(spell) and spell["nights"] in (0, 1)),
    "falls_admissions": _elder_spells(
        65, lambda spell: _emergency(spell) and spell["diagnosis"] == "S720" and spell["second"] == "W010"
    ),
    "avoidable_chronic": _avoidable("chronic", second_rule=True),
    "avoidable_acute": _avoidable("acute"),
    "avoidable_children_chronic": _avoidable(children=("children_chronic",)),
    "avoidable_children_chest": _avoidable(children=("children_lrti",)),
    "avoidable_admissions": _avoidable(
        "chronic", "acute", children=("children_chronic", "children_lrti"), second_rule=True
    ),
    "avoidable_ambulatory": _ambulatory,
    "care_home_admissions": _care_home,
    "long_term_care_home_admissions": _first_care_home,
    "delayed_days": _delays("delays", "waits_elsewhere"),
    "delayed_days_acute": _delays("delays"),
    "discharge_delay": _delay,
    "last_30_days_visits": _last_visits,
    "deaths_in_usual_place": _deaths("Home", "Care home"),
    "deaths_in_hospital": _deaths("Hospital"),
    "weekend_discharge_ratio": _weekend,
    "long_term_condition_bed_days": _bed_days,
    "emergency_attendances": lambda person: [(day, 1, None) for day, _ in person["visits"]],
    "emergency_four_hours": _four_hours,
    "stroke_30_day_deaths": _stroke_deaths,
    "stroke_care_home": _stroke_home,
    "stroke_care_cost": _stroke_cost,
    "emergency_readmissions": _readmissions,
    "dementia_diagnosis": _dementia,
}


def _clusters(person):
    """Reablement clusters with the discharge each is linked to, step by step."""
    packages = sorted(
        (start, DAY.max if length is None else start + dt.timedelta(length))
        for kind, start, length, _ in person["packages"]
        if kind == "ST-Max"
    )
    clusters: list[list[dt.date]] = []
    for start, end in packages:
        if clusters and (clusters[-1][1] == DAY.max or start <= clusters[-1][1] + dt.timedelta(7)):
            clusters[-1][1] = max(clusters[-1][1], end)
        else:
            clusters.append([start, end])
    return [(start, _linked_discharge(person, start)) for start, _ in clusters]


def _linked_discharge(person, start):
    return max((_end(spell) for spell in person["spells"] if _may_be_linked(person, spell, start)), default=None)


def _may_be_linked(person, spell, start):
    return bool(
        spell["nights"]
        and _alive(spell)
        and spell["general"]
        and spell["to"] != "51"
        and spell["on"] <= start
        and -7 <= (_end(spell) - start).days <= 3
        and not any(begin <= spell["on"] <= end for begin, end in _placements(person))
    )


def _discharges(person):
    """Each discharge that a cluster is linked to, once."""
    linked = {out for _, out in _clusters(person) if out is not None}
    return sorted(out for out in linked if _age_on(person["born"], out) >= 65)


def _at_home_91(person):
    found = []
    for out in _discharges(person):
        day = out + dt.timedelta(91)
        away = (
            (person["died"] is not None and person["died"] <= day)
            or any(spell["on"] <= day and (_end(spell) is None or _end(spell) > day) for spell in person["spells"])
            or any(
                start <= day and (nights is None or start + dt.timedelta(nights) > day)
                for start, nights in person["elsewhere"]
            )
            or any(start <= day <= end for start, end in _placements(person))
        )
        found.append((out, 0 if away else 1, 1))
    return found


def _twelve_weeks(person):
    found = []
    for out in _discharges(person):
        last = out + dt.timedelta(84)
        failed = (
            (person["died"] is not None and person["died"] <= last)
            or any(
                spell["method"] != "11" and spell["nights"] != 0 and out < spell["on"] <= last
                for spell in person["spells"]
            )
            or any(out < start <= last for start, _ in _placements(person))
        )
        found.append((out, 0 if failed else 1, 1))
    return found


def _offered(person):
    """Of stays that end on one day a cluster points to one, the one told first."""
    pointed = {
        min(
            number
            for number, spell in enumerate(person["spells"])
            if _end(spell) == out and _may_be_linked(person, spell, start)
        )
        for start, out in _clusters(person)
        if out is not None
    }
    return [
        (_end(spell), int(number in pointed), 1)
        for number, spell in enumerate(person["spells"])
        if spell["nights"] is not None and _alive(spell) and _age_on(person["born"], _end(spell)) >= 65
    ]


OBVIOUS |= {
    "at_home_91_days": _at_home_91,
    "reablement_12_weeks": _twelve_weeks,
    "reablement_offered": _offered,
}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(people, min_size=1, max_size=12))
def test_every_query_finds_the_cases_that_a_plain_reading_finds(drawn):
    with connect(threads=1) as connection:
        county = _filled(connection, drawn)
        county.compute(*OBVIOUS)
        assert set(OBVIOUS) == set(MEASURES)
        for measure, obvious in OBVIOUS.items():
            expected = sorted((number, *case) for number, person in enumerate(drawn, 1) for case in obvious(person))
            found = sorted(county.cases(measure))
            assert found == expected, measure


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(people, min_size=1, max_size=15))
def test_sums_by_practice_and_period_are_the_cases_added_up(drawn):
    with connect(threads=1) as connection:
        county = _filled(connection, drawn)
        county.compute("emergency_admissions_65", "weekend_discharge_ratio")
        rows = connection.execute(
            "select measure, area_code, period_kind, period_start, period_end, numerator, denominator "
            "from measure_values where basis = 'registered' and area_kind = 'practice'"
        ).fetchall()
        for measure, practice, kind, start, end, numerator, denominator in rows:
            here = [person for number, person in enumerate(drawn, 1) if ("P1", "P2")[number % 2] == practice]
            listed = [
                case
                for person in here
                for case in OBVIOUS[measure](person)
                if start <= case[0] < end
                and SPAN.start <= case[0] <= SPAN.until
                and (person["died"] is None or case[0] <= person["died"])
            ]
            assert numerator == sum(case[1] for case in listed)
            if measure == "weekend_discharge_ratio":
                assert denominator == sum(case[2] for case in listed)
                continue
            months = {"month": 0, "quarter": 1, "year": 6}[kind]
            counted = DAY(start.year + (start.month - 1 + months) // 12, (start.month - 1 + months) % 12 + 1, 1)
            assert denominator == sum(
                _age_on(person["born"], counted) >= 65 and (person["died"] is None or person["died"] >= counted)
                for person in here
            )


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_every_measure_has_words_a_query_and_a_version(measure):
    found = MEASURES[measure]
    assert found.query
    assert all(
        [found.title, found.words, found.numerator, found.denominator, found.population, found.unit, found.version]
    )
    assert found.words.endswith(".")
    assert not found.title.endswith(".")
