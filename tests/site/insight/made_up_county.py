"""A county of eight practices and four wards, with a random number of emergency admissions and deaths in each month."""

import numpy as np

from joinedup.engine import Connection, Workspace, connect, new_build
from joinedup.linked import LINKED_TABLES
from joinedup.measures import compute_measures

PRACTICES, WARDS, MONTHS = 8, 4, 12
PLACES = [(practice, ward) for practice in range(PRACTICES) for ward in range(WARDS)]
FIRST, LAST = "2024-04-01", "2025-03-31"
LIST = 100  # people of 80 for each practice and ward
MEASURES = ("emergency_admissions_65", "deaths_in_hospital")


def made(workspace: Workspace, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Writes the linked and measures builds; returns the admissions, each of which ended in a death, and the deaths
    elsewhere than in hospital, by practice, ward and month."""
    dice = np.random.default_rng(seed)
    busy = dice.choice([0.05, 0.3, 1.0, 3.0], size=(PRACTICES, WARDS, 1))
    cases = dice.poisson(busy, size=(PRACTICES, WARDS, MONTHS))
    elsewhere = dice.binomial(cases, 0.4)
    with connect() as connection, new_build(workspace, "linked", inputs={}) as draft:
        for table in LINKED_TABLES.values():
            connection.execute(table.declaration)
        _fill(connection, cases, elsewhere)
        for table in LINKED_TABLES:
            draft.write(connection, table, f'from "{table}"')
        covered = {"from": FIRST, "until": LAST, "source_until": LAST}
        draft.about |= {"coverage": dict.fromkeys(("apc_episodes", "deaths"), covered), "missing": {}}
    compute_measures(workspace, MEASURES)
    return cases, elsewhere


def _fill(connection: Connection, cases: np.ndarray, elsewhere: np.ndarray) -> None:
    for at, (practice, ward) in enumerate(PLACES):
        connection.execute(
            """insert into places by name select $1 as place_id, 'P' || $2 as practice_code,
            'N' || $2 // 2 as network_code, 'L' || $2 // 4 as locality_code, 'Q' as icb_code, 'S' || $1 as lsoa,
            'W' || $3 as ward, 'D' || $3 // 2 as district, 'C' as council, 5 as imd_decile""",
            [at, practice, ward],
        )
    people = LIST * len(PLACES)
    connection.execute(
        """insert into persons by name select 1 + number as person_id, date '1944-01-01' as date_of_birth,
        true as on_register, '1' as gender, 'A' as ethnic_category from range($1) as numbers(number)""",
        [people],
    )
    connection.execute(
        """insert into whereabouts by name select person_id, date '0001-01-01' as started_on,
        date '9999-12-31' as ended_on, (person_id - 1) // $1 as place_id, date '2010-01-01' as registered_from,
        date '9999-12-31' as registered_to from persons""",
        [LIST],
    )
    connection.execute(
        """insert into populations by name select lsoa as "AREA_CODE", 2024 as "YEAR", 80 as "AGE", '1' as "SEX",
        $1 as "POPULATION" from places""",
        [LIST],
    )
    at, month = (grid.ravel() for grid in np.indices((len(PLACES), MONTHS)))
    drawn = [
        (1 + place * LIST, number, died)
        for place, number, all_of_them, away in zip(at, month, cases.ravel(), elsewhere.ravel(), strict=True)
        for died in ["Hospital"] * (all_of_them - away) + ["Home"] * away
    ]
    person, number, died = (np.array(column) for column in zip(*drawn, strict=True))
    connection.register("drawn", {"person_id": person, "month": number, "place": died.astype(object)})
    connection.execute(
        """insert into spells by name select person_id, 's' || row_number() over () as spell_id,
        date '2024-04-10' + to_months(cast(month as integer)) as admitted_on,
        admitted_on + interval 2 day as discharged_on,
        '21' as admission_method, true as emergency, true as non_elective, true as general_and_acute,
        2 as length_of_stay from drawn"""
    )
    connection.execute(
        """insert into deaths by name select person_id, place,
        date '2024-04-10' + to_months(cast(month as integer)) as died_on from drawn"""
    )
