"""The fast person table against a slow and obvious one; and nothing that happens later may change it."""

import copy
import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joinedup.engine import connect
from joinedup.risk.features import People, person_table, prepare
from joinedup.risk.reads import READS

ON = dt.date(2026, 4, 1)
PEOPLE = (1, 2, 3)
World = dict[str, list[dict[str, Any]]]

days = st.one_of(st.sampled_from([-2, -1, 0, 1, 30, 31, 90, 91, 365, 366, 730, 731]), st.integers(-60, 900))
date = days.map(lambda ago: ON - dt.timedelta(days=ago))
later = st.one_of(st.none(), st.integers(0, 500))
flag = st.booleans()
who = st.sampled_from(PEOPLE)
money = st.integers(0, 5_000)


def _ended(row: dict[str, Any], start: str, end: str) -> dict[str, Any]:
    lasted = row.pop("lasted")
    return {**row, end: None if lasted is None else row[start] + dt.timedelta(days=lasted)}


def _rows(start: str = "", end: str = "", **columns: Any) -> st.SearchStrategy[list[dict[str, Any]]]:
    row = st.fixed_dictionaries({"person_id": who, **columns, **({"lasted": later} if end else {})})
    return st.lists(row.map(lambda made: _ended(made, start, end)) if end else row, max_size=12)


WORLDS = st.fixed_dictionaries(
    {
        "persons": st.tuples(
            *(
                st.fixed_dictionaries(
                    {
                        "person_id": st.just(number),
                        "date_of_birth": st.one_of(st.none(), st.dates(dt.date(1920, 1, 1), ON + dt.timedelta(5))),
                        "gender": st.sampled_from(["1", "2", None]),
                        "imd_decile": st.one_of(st.none(), st.integers(1, 10)),
                        "date_of_death": st.one_of(st.none(), date),
                        "on_register": st.sampled_from([True, True, True, False]),
                    }
                )
                for number in PEOPLE
            )
        ).map(list),
        "registrations": _rows("started_on", "ended_on", practice_code=st.sampled_from(["P1", "P2"]), started_on=date),
        "spells": _rows(
            "admitted_on",
            "discharged_on",
            admitted_on=date,
            emergency=flag,
            treatment_function=st.sampled_from(["100", "501", None]),
            diagnoses=st.sampled_from(["I500,C780", "S720,W19", "R296", None]),
            cost=money,
        ),
        "attendances": _rows(
            arrived_at=date.map(lambda day: dt.datetime.combine(day, dt.time(23, 30))),
            department_type=st.sampled_from(["01", "03", None]),
            admitted=flag,
            cost=money,
        ),
        "appointments": _rows(
            on_date=date,
            attended=flag,
            first=flag,
            treatment_function=st.sampled_from(["100", "110", None]),
            cost=money,
        ),
        "contacts": _rows(
            source=st.sampled_from(["community", "mental_health"]),
            on_date=date,
            attended=flag,
            team_type=st.sampled_from(["01", "02", None]),
            cost=money,
        ),
        "mental_health_spells": _rows("admitted_on", "discharged_on", admitted_on=date),
        "referrals": _rows(received_on=date),
        "care_packages": _rows(
            "started_on",
            "ended_on",
            service_type=st.sampled_from(
                [
                    "Long Term Support: Community",
                    "Long Term Support: Nursing Care",
                    "Short Term Support: ST-Max",
                    "Short Term Support: Ongoing Low Level",
                ]
            ),
            started_on=date,
            weekly_cost=money,
        ),
        "care_events": _rows(event_type=st.sampled_from(["Request", "Assessment", "Review"]), started_on=date),
        "delays": _rows("started_on", "ended_on", started_on=date),
        "conditions": _rows(condition=st.sampled_from(["copd", "dementia"]), diagnosed_on=date),
    }
)


def fast(world: World) -> dict[int, dict[str, float]]:
    with connect(threads=1) as con:
        for table, columns in READS.items():
            con.execute(f"create table {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")
            cells = [row.get(name) for row in world[table] for name in columns]
            if cells:
                marks = ", ".join(["(" + ", ".join("?" for _ in columns) + ")"] * len(world[table]))
                con.execute(f"insert into {table} values {marks}", cells)
        prepare(con)
        return _by_person(person_table(con, ON))


def _by_person(people: People) -> dict[int, dict[str, float]]:
    bits = people.columns["condition_bits"]
    table = {}
    for place, number in enumerate(people.ids):
        row = {name: float(values[place]) for name, values in people.columns.items() if name != "condition_bits"}
        has = {f"has:{name}": float(bits[place] >> bit & 1) for name, bit in people.conditions.items()}
        table[int(number)] = row | has
    return table


def slow(world: World) -> dict[int, dict[str, float]]:
    return {number: _slow_row(world, number) for number in PEOPLE if _listed(world, number)}


def _listed(world: World, number: int) -> bool:
    person = world["persons"][number - 1]
    here = [
        row
        for row in world["registrations"]
        if row["person_id"] == number and row["started_on"] < ON and (row["ended_on"] is None or row["ended_on"] >= ON)
    ]
    born, died = person["date_of_birth"], person["date_of_death"]
    return bool(here) and person["on_register"] and (born is None or born < ON) and (died is None or died >= ON)


def _slow_row(world: World, number: int) -> dict[str, float]:  # noqa: PLR0915 - one line a feature
    mine = {table: [row for row in rows if row["person_id"] == number] for table, rows in world.items()}
    person = mine["persons"][0]
    row: dict[str, float] = {
        "male": person["gender"] == "1",
        "imd_decile": person["imd_decile"] or 0,
        "age": _age(person["date_of_birth"]),
    }

    def put(name: str, dates: list[tuple[dt.date, float]], windows: tuple[int, ...]) -> None:
        for window in windows:
            row[f"{name}_{window}"] = sum(much for day, much in dates if 1 <= (ON - day).days <= window)

    def each(table: str, column: str, keep: Any = lambda one: True, much: Any = lambda one: 1) -> list[Any]:
        return [(_day(one[column]), much(one)) for one in mine[table] if keep(one)]

    four = (30, 90, 365, 730)
    over = lambda one: one["discharged_on"] is not None and one["discharged_on"] < ON  # noqa: E731
    nights = lambda one: (min(one["discharged_on"] or ON, ON) - one["admitted_on"]).days  # noqa: E731
    urgent = lambda one: one["emergency"]  # noqa: E731
    planned = lambda one: not one["emergency"]  # noqa: E731
    cost = lambda one: one["cost"]  # noqa: E731
    fell = lambda one: urgent(one) and over(one) and one["diagnoses"] in ("S720,W19", "R296")  # noqa: E731
    put("emergency", each("spells", "admitted_on", urgent), four)
    put("planned", each("spells", "admitted_on", planned), four)
    put("emergency_nights", each("spells", "admitted_on", urgent, nights), four)
    put("planned_nights", each("spells", "admitted_on", planned, nights), (365, 730))
    put("short_stays", each("spells", "admitted_on", lambda s: urgent(s) and over(s) and nights(s) < 2), (365, 730))
    put("falls", each("spells", "admitted_on", fell), (365, 730))
    put("emergency_cost", each("spells", "admitted_on", lambda s: urgent(s) and over(s), cost), (365,))
    put("hospital_cost", each("spells", "admitted_on", over, cost), (365, 730))
    last = [(ON - day).days for day, _ in each("spells", "admitted_on", urgent) if 1 <= (ON - day).days <= 730]
    row["emergency_nearness"] = 731 - min(last) if last else 0
    row["in_hospital"] = any(1 <= (ON - s["admitted_on"]).days <= 365 and not over(s) for s in mine["spells"])
    this_year = [one for one in mine["spells"] if 1 <= (ON - one["admitted_on"]).days <= 365]
    row["maternity"] = any(one["treatment_function"] == "501" for one in this_year)
    row["cancer_spread"] = any(over(one) and one["diagnoses"] == "I500,C780" for one in this_year)
    row["stay_specialties_365"] = _different(mine["spells"], "treatment_function", "admitted_on")
    put("attendances", each("attendances", "arrived_at"), four)
    put("major_attendances", each("attendances", "arrived_at", lambda a: a["department_type"] == "01"), (365, 730))
    put("attendances_home", each("attendances", "arrived_at", lambda a: not a["admitted"]), (365, 730))
    put("attendance_cost", each("attendances", "arrived_at", much=cost), (365,))
    put("outpatient", each("appointments", "on_date", lambda a: a["attended"]), four)
    put("outpatient_missed", each("appointments", "on_date", lambda a: not a["attended"]), (365, 730))
    put("outpatient_first", each("appointments", "on_date", lambda a: a["attended"] and a["first"]), (365, 730))
    put("outpatient_cost", each("appointments", "on_date", much=cost), (365,))
    kept = [one for one in mine["appointments"] if one["attended"]]
    row["outpatient_specialties_365"] = _different(kept, "treatment_function", "on_date")
    put("community", each("contacts", "on_date", lambda c: c["attended"] and c["source"] == "community"), four)
    put("mental_health", each("contacts", "on_date", lambda c: c["attended"] and c["source"] != "community"), four)
    missed = {kind: lambda c, kind=kind: not c["attended"] and c["source"] == kind for kind in _SOURCES}
    put("community_missed", each("contacts", "on_date", missed["community"]), (365,))
    put("mental_health_missed", each("contacts", "on_date", missed["mental_health"]), (365,))
    put("contact_cost", each("contacts", "on_date", much=cost), (365,))
    row["teams_365"] = _different([one for one in mine["contacts"] if one["attended"]], "team_type", "on_date")
    put("mental_health_stays", each("mental_health_spells", "admitted_on"), (365, 730))
    put("mental_health_nights", each("mental_health_spells", "admitted_on", much=nights), (365, 730))
    put("referrals", each("referrals", "received_on"), four)
    put("care_requests", each("care_events", "started_on", lambda e: e["event_type"] == "Request"), (90, 365, 730))
    put("care_assessments", each("care_events", "started_on", lambda e: e["event_type"] != "Request"), (365, 730))
    put("care_begun", each("care_packages", "started_on"), (90, 365, 730))
    put("reablement", each("care_packages", "started_on", lambda p: "ST-Max" in p["service_type"]), (365, 730))
    begun = [one for one in mine["care_packages"] if one["started_on"] < ON]
    still = [one for one in begun if one["ended_on"] is None or one["ended_on"] >= ON]
    row["support_at_home"] = any(one["service_type"] == "Long Term Support: Community" for one in still)
    row["care_home"] = any(one["service_type"] == "Long Term Support: Nursing Care" for one in still)
    row["care_weekly_cost"] = sum(one["weekly_cost"] for one in still)
    wait = lambda one: (min(one["ended_on"] or ON, ON) - one["started_on"]).days  # noqa: E731
    put("delayed_days", each("delays", "started_on", much=wait), (365, 730))
    known = [one for one in mine["conditions"] if one["diagnosed_on"] < ON]
    row["conditions"] = len({one["condition"] for one in known})
    fresh = [one for one in known if one["diagnosed_on"] >= ON - dt.timedelta(365)]
    row["new_conditions_365"] = len({one["condition"] for one in fresh})
    for condition in {one["condition"] for one in world["conditions"]}:
        row[f"has:{condition}"] = any(one["condition"] == condition for one in known)
    return {name: float(value) for name, value in row.items()}


_SOURCES = ("community", "mental_health")


def _day(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _different(rows: list[dict[str, Any]], code: str, on: str) -> int:
    return len({one[code] for one in rows if one[code] is not None and 1 <= (ON - one[on]).days <= 365})


def _age(born: dt.date | None) -> int:
    return -1 if born is None else ON.year - born.year - ((ON.month, ON.day) < (born.month, born.day))


_CALM = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


@_CALM
@given(world=WORLDS)
def test_the_fast_person_table_is_the_slow_one(world: World) -> None:
    assert fast(world) == {number: pytest.approx(row) for number, row in slow(world).items()}


def _changed_later(world: World, shift: int) -> World:
    """The same past with another future: what is dated on or after the index date moves, and what had not ended,
    ends on another day, costs something else and turns out to have been for another reason."""
    other = copy.deepcopy(world)
    starts = {"spells": "admitted_on", "mental_health_spells": "admitted_on", "attendances": "arrived_at",
              "appointments": "on_date", "contacts": "on_date", "referrals": "received_on", "delays": "started_on",
              "care_packages": "started_on", "care_events": "started_on", "conditions": "diagnosed_on",
              "registrations": "started_on"}  # fmt: skip
    ends = {"spells": "discharged_on", "mental_health_spells": "discharged_on", "delays": "ended_on",
            "care_packages": "ended_on", "registrations": "ended_on", "persons": "date_of_death"}  # fmt: skip
    ahead = dt.timedelta(days=shift)
    for table, column in starts.items():
        for row in other[table]:
            if _day(row[column]) >= ON:
                row[column] += ahead
    for table, column in ends.items():
        for row in other[table]:
            if row[column] is None or row[column] >= ON:
                row[column] = ON + ahead if table != "persons" or row[column] else None
                if table == "spells":
                    row["cost"], row["diagnoses"] = row["cost"] + 999, "S720,W19"
    return other


@_CALM
@given(world=WORLDS, shift=st.integers(0, 400))
def test_nothing_that_happens_on_or_after_the_index_date_changes_a_feature(world: World, shift: int) -> None:
    assert fast(_changed_later(world, shift)) == fast(world)
