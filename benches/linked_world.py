"""A made-up linked build of any size, for benchmarks and tests of the rooms that read one. Nobody in it is real.

Every person has a hidden need (age, conditions, deprivation and luck); it drives all they use, so that a score of who
may need help next has something to find. It is not the made-up county: no names, no extracts, no identity errors.
"""

import datetime as dt
import sys

import numpy as np
from numpy.typing import NDArray

from joinedup.engine import Build, Connection, Workspace, connect, current_build, new_build

Column = NDArray[np.generic]

CONDITIONS = (
    "hypertension", "diabetes", "asthma", "copd", "chd", "heart_failure", "atrial_fibrillation", "stroke",
    "ckd", "dementia", "depression", "cancer",
)  # fmt: skip
SPECIALTIES = (100, 101, 110, 120, 130, 300, 301, 320, 330, 340, 361, 400, 410, 430, 502, 650)
DIAGNOSES = ("J449", "I500", "N390", "J181", "R296", "S720", "F03X", "I639", "E119", "L031", "K529", "R55X")


def write_linked(
    workspace: Workspace, *, people: int, seed: int, today: dt.date = dt.date(2026, 4, 1), years: int = 3
) -> Build:
    """A linked build of ``people`` people: about 20 events each over ``years`` years before ``today``."""
    chance = np.random.default_rng(seed)
    persons = _persons(chance, people)
    with connect() as connection, new_build(workspace, "linked", inputs={"intake": "made up"}) as draft:
        connection.execute("create macro day_of(ago) as date '" + str(today) + "' - ago::int")
        connection.register("p", {name: column for name, column in persons.items() if name not in ("need", "has")})
        for name, query, columns in _tables(chance, persons, years * 365):
            connection.register("e", columns)
            draft.write(connection, name, query)
            connection.unregister("e")
        draft.write(connection, "persons", _PERSONS)
        draft.write(connection, "registrations", _REGISTRATIONS)
    return _current(workspace)


def _current(workspace: Workspace) -> Build:
    build = current_build(workspace, "linked")
    assert build is not None
    return build


def _persons(chance: np.random.Generator, people: int) -> dict[str, Column]:
    age = np.minimum(chance.gamma(2.2, 19, people), 101)
    decile = chance.integers(1, 11, people)
    has = chance.random((people, len(CONDITIONS))) < _prevalence(age, decile)
    luck = chance.gamma(1.3, 1 / 1.3, people)
    need = luck * np.exp(0.028 * (age - 40) + 0.45 * has.sum(axis=1) + 0.05 * (5 - decile))
    dead = chance.random(people) < np.minimum(0.002 * need, 0.5)
    left = ~dead & (chance.random(people) < 0.04)
    gone = chance.integers(0, 1095, people)
    return {
        "person_id": np.sort(chance.choice(2**62, people, replace=False)),
        "age": age, "sex": chance.integers(1, 3, people), "decile": decile,
        "practice": chance.integers(1, max(2, people // 9000) + 1, people),
        "died": np.where(dead, gone, -1), "left_on": np.where(left, gone, -1),
        "has": has, "need": need / need.mean(),
    }  # fmt: skip


def _prevalence(age: Column, decile: Column) -> Column:
    middle = np.array([55, 62, 30, 68, 68, 78, 76, 74, 74, 84, 45, 70])
    most = np.array([0.5, 0.2, 0.1, 0.15, 0.2, 0.15, 0.2, 0.12, 0.3, 0.3, 0.2, 0.15])
    curve = most / (1 + np.exp(-(age[:, None] - middle) / 9))
    return curve * (1.25 - decile[:, None] / 20)


def _tables(
    chance: np.random.Generator, persons: dict[str, Column], span: int
) -> list[tuple[str, str, dict[str, Column]]]:
    share = span / 1095
    days = lambda n: chance.integers(1, span + 1, n)  # noqa: E731
    emergency = _who(chance, persons, 0.30 * share, 1.0)
    planned = _who(chance, persons, 1.2 * share, 0.5)
    seen = _who(chance, persons, 2.8 * share, 0.55)
    clinic = _who(chance, persons, 7.2 * share, 0.6)
    visited = _who(chance, persons, 5.9 * share, 1.15)
    mind = _who(chance, persons, 2.2 * share, 0.4, only=chance.random(len(persons["need"])) < 0.05)
    stays = np.concatenate([emergency, planned])
    urgent = np.arange(len(stays)) < len(emergency)
    # most emergency admissions come through the emergency department
    came = days(len(stays))
    seen = np.concatenate([seen, emergency])
    seen_on = np.concatenate([days(len(seen) - len(emergency)), came[urgent]])
    stay = np.where(urgent, np.floor(chance.gamma(0.7, 7, len(stays))), chance.poisson(0.4, len(stays)))
    packages, kind, weekly = _packages(chance, persons)
    begun = days(len(packages)) + chance.integers(0, 500, len(packages))
    lasted = np.where(kind == 2, 42, chance.integers(30, 900, len(packages)))
    persons_with, which = np.nonzero(persons["has"])
    ids = persons["person_id"]

    def some(limit: int, n: int) -> Column:
        return chance.integers(0, limit, n)

    return [
        ("spells", _SPELLS, {
            "person_id": ids[stays], "came": came, "stay": stay.astype("i4"), "urgent": urgent,
            "specialty": some(len(SPECIALTIES), len(stays)), "d1": some(12, len(stays)), "d2": some(12, len(stays)),
        }),
        ("attendances", _ATTENDANCES, {
            "person_id": ids[seen], "came": seen_on, "minute": some(1440, len(seen)),
            "major": chance.random(len(seen)) < 0.7,
            "admitted": np.arange(len(seen)) >= len(seen) - len(emergency),
        }),
        ("appointments", _APPOINTMENTS, {
            "person_id": ids[clinic], "came": days(len(clinic)), "specialty": some(len(SPECIALTIES), len(clinic)),
            "kept": chance.random(len(clinic)) < 0.92, "first": chance.random(len(clinic)) < 0.3,
        }),
        ("contacts", _CONTACTS, {
            "person_id": ids[np.concatenate([visited, mind])],
            "community": np.arange(len(visited) + len(mind)) < len(visited),
            "came": days(len(visited) + len(mind)), "team": some(9, len(visited) + len(mind)),
            "kept": chance.random(len(visited) + len(mind)) < 0.95,
        }),
        ("mental_health_spells", _MENTAL_HEALTH_SPELLS, {
            "person_id": ids[mind[::60]], "came": days(len(mind[::60])), "stay": some(90, len(mind[::60])),
        }),
        ("care_packages", _CARE_PACKAGES, {
            "person_id": ids[packages], "came": begun, "lasted": lasted, "kind": kind, "weekly": weekly,
        }),
        ("conditions", _CONDITIONS, {
            "person_id": ids[persons_with], "which": which,
            "since": chance.integers(1, 6000, len(persons_with)),
        }),
    ]  # fmt: skip


def _who(
    chance: np.random.Generator, persons: dict[str, Column], mean: float, power: float, only: Column | None = None
) -> Column:
    pull = persons["need"] ** power
    pull = pull if only is None else np.where(only, pull, 0)
    rate = np.minimum(pull / pull.mean() * mean, 250)
    who = np.repeat(np.arange(len(rate)), chance.poisson(rate))
    chance.shuffle(who)  # sources arrive in no order
    return who


def _packages(chance: np.random.Generator, persons: dict[str, Column]) -> tuple[Column, Column, Column]:
    wants = chance.random(len(persons["need"])) < np.minimum(0.15 * persons["need"] * (persons["age"] > 60), 0.8)
    who = np.repeat(np.flatnonzero(wants), 3)
    return who, chance.integers(0, 4, len(who)), chance.integers(80, 1100, len(who))


def _listed(values: tuple[str | int, ...]) -> str:
    return "[" + ", ".join(f"'{value}'" for value in values) + "]"


_PERSONS = """
select person_id, date '2026-04-01' - (age * 365.25)::int as date_of_birth, sex::varchar as gender,
       'E0100' || (1 + person_id % 97) as lsoa, decile::int as imd_decile, 'P' || lpad(practice::varchar, 5, '0') as
       practice_code, ['A', 'B', 'C', 'H', 'J', 'M', 'N', 'Z'][1 + person_id % 8] as ethnic_category,
       case when died >= 0 then day_of(died) end as date_of_death, true as on_register from p
"""
_REGISTRATIONS = """
select person_id, 'P' || lpad(practice::varchar, 5, '0') as practice_code,
       greatest(date '2015-06-01', date '2026-04-01' - (age * 365.25)::int) as started_on,
       case when left_on >= 0 then day_of(left_on) when died >= 0 then day_of(died) end as ended_on from p
"""
_SPELLS = f"""
select person_id, 's' || row_number() over () as spell_id, 'RXX' as provider_code,
       day_of(came) as admitted_on, case when came > stay then day_of(came - stay) end as discharged_on,
       case when urgent then '21' else '11' end as admission_method, urgent as emergency, urgent as non_elective,
       true as general_and_acute, {_listed(SPECIALTIES)}[1 + specialty] as treatment_function,
       {_listed(DIAGNOSES)}[1 + d1] as primary_diagnosis,
       '||' || {_listed(DIAGNOSES)}[1 + d1] || ',' || {_listed(DIAGNOSES)}[1 + d2] as diagnoses,
       case when came > stay then stay end as length_of_stay, (1 + stay % 3)::int as episodes,
       (900 + stay * 330)::decimal(12, 2) as cost from e
"""
_ATTENDANCES = """
select person_id, 'a' || row_number() over () as attendance_id, 'RXX' as provider_code,
       case when major then '01' else '03' end as department_type,
       day_of(came)::timestamp + to_minutes(minute::int) as arrived_at, 180 as minutes, admitted,
       case when major then 180 else 70 end::decimal(12, 2) as cost from e
"""
_APPOINTMENTS = f"""
select person_id, 'RXX' as provider_code, day_of(came) as on_date,
       kept as attended, first, {_listed(SPECIALTIES)}[1 + specialty] as treatment_function,
       case when kept then 120 else 0 end::decimal(12, 2) as cost from e
"""
_CONTACTS = """
select person_id, case when community then 'community' else 'mental_health' end as source, 'RYY' as provider_code,
       lpad((1 + team)::varchar, 2, '0') as team_type,
       day_of(came) as on_date, kept as attended, 30 as minutes, 'A01' as place, 45::decimal(12, 2) as cost from e
"""
_MENTAL_HEALTH_SPELLS = """
select person_id, 'm' || row_number() over () as spell_id, 'RZZ' as provider_code, day_of(came) as admitted_on,
       case when came > stay then day_of(came - stay) end as discharged_on, (stay * 400)::decimal(12, 2) as cost from e
"""
_CARE_PACKAGES = """
select person_id, 'k' || row_number() over () as package_id, '999' as council_code,
       ['Long Term Support: Community', 'Long Term Support: Residential Care', 'Short Term Support: ST-Max',
        'Long Term Support: Nursing Care'][1 + kind] as service_type, 'Home Support' as service_component,
       'Physical Support' as support_reason, day_of(came) as started_on,
       case when came > lasted then day_of(came - lasted) end as ended_on, weekly::decimal(12, 2) as weekly_cost,
       (weekly * least(came, lasted) / 7)::decimal(12, 2) as cost from e
"""
_CONDITIONS = f"""
select person_id, {_listed(CONDITIONS)}[1 + which] as condition, day_of(since) as diagnosed_on from e
"""


def _asked(root: str, people: str) -> None:
    workspace = Workspace.open(root, create=True)
    if current_build(workspace, "linked") is None:
        write_linked(workspace, people=int(people), seed=1)


def note(connection: Connection) -> int:
    """How many events the views on ``connection`` hold."""
    events = ("spells", "attendances", "appointments", "contacts", "care_packages", "mental_health_spells")
    total = " + ".join(f"(select count(*) from {name})" for name in events)
    row = connection.execute(f"select {total}").fetchone()
    return int(row[0]) if row else 0


if __name__ == "__main__":
    _asked(*sys.argv[1:3])
