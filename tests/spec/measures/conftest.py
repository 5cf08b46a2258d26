"""A made-up county of linked tables, small enough to work every figure by hand."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from joinedup.engine import Connection, connect
from joinedup.linked import LINKED_TABLES
from joinedup.measures.compute import Span, put_sums, values_query
from joinedup.measures.registry import MEASURES

DAY = dt.date
SPAN = Span(DAY(2024, 4, 1), DAY(2025, 9, 30))
ENDLESS = DAY(9999, 12, 31)


class County:
    """Linked tables under their own names, filled row by row."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        for table in LINKED_TABLES.values():
            connection.execute(table.declaration)
        self.put(
            "places",
            place_id=1,
            practice_code="P1",
            network_code="N1",
            locality_code="L1",
            icb_code="Q1",
            lsoa="S1",
            ward="W1",
            district="D1",
            council="C1",
            imd_decile=1,
        )
        self.put(
            "places",
            place_id=2,
            practice_code="P2",
            network_code="N1",
            locality_code="L1",
            icb_code="Q1",
            lsoa="S2",
            ward="W2",
            district="D2",
            council="C1",
            imd_decile=10,
        )

    def put(self, table: str, **row: Any) -> None:
        """One row; what is not named is empty."""
        names = ", ".join(f'"{name}"' for name in row)
        self.connection.execute(
            f'insert into "{table}" ({names}) values ({", ".join("?" for _ in row)})', list(row.values())
        )

    def person(
        self, person_id: int, born: dt.date, place_id: int = 1, died: dt.date | None = None, **more: Any
    ) -> None:
        """Someone on a list since 2010, until death."""
        self.put(
            "persons",
            person_id=person_id,
            date_of_birth=born,
            date_of_death=died,
            on_register=True,
            gender=more.get("gender", "1"),
            imd_decile=1 if place_id == 1 else 10,
            ethnic_category="A",
        )
        if died:
            self.put("deaths", person_id=person_id, died_on=died, place=more.get("place"))
        self.put(
            "whereabouts",
            person_id=person_id,
            started_on=DAY(1, 1, 1),
            ended_on=ENDLESS,
            place_id=place_id,
            registered_from=DAY(2010, 1, 1),
            registered_to=died + dt.timedelta(1) if died else ENDLESS,
            lived_to=died + dt.timedelta(1) if died else None,
        )

    def spell(self, person_id: int, admitted: dt.date, discharged: dt.date | None, **more: Any) -> None:
        """An emergency stay in general medicine unless told otherwise."""
        row = {
            "admission_method": "21",
            "emergency": True,
            "non_elective": True,
            "general_and_acute": True,
            "discharge_method": "1",
            "discharge_destination": "19",
            "treatment_function": "300",
            "episodes": 1,
            "provider_code": "R1",
        } | more
        number = self.connection.execute("select count(*) from spells").fetchone()[0]
        nights = (discharged - admitted).days if discharged else None
        self.put(
            "spells",
            person_id=person_id,
            spell_id=f"s{number:05}",
            admitted_on=admitted,
            discharged_on=discharged,
            length_of_stay=nights,
            **row,
        )

    def package(
        self, person_id: int, kind: str, started: dt.date, ended: dt.date | None = None, cost: int | None = None
    ) -> None:
        """A care package; ``kind`` is the last words of its service type."""
        group = "Short Term Support" if kind == "ST-Max" else "Long Term Support"
        number = self.connection.execute("select count(*) from care_packages").fetchone()[0]
        self.put(
            "care_packages",
            person_id=person_id,
            package_id=f"c{number}",
            service_type=f"{group}: {kind}",
            started_on=started,
            ended_on=ended,
            weekly_cost=cost,
        )

    def link_reablement(self) -> None:
        """Runs the linked build's own query for reablement over what is here."""
        self.connection.execute("create schema if not exists linked")
        for name in ("care_packages", "spells"):
            self.connection.execute(f"create or replace view linked.{name} as from main.{name}")
        self.connection.execute(f"insert into reablement_clusters {LINKED_TABLES['reablement_clusters'].query}")

    def compute(self, *ids: str, span: Span = SPAN) -> None:
        """Makes ``measure_values``."""
        put_sums(self.connection, [MEASURES[name] for name in ids], dict.fromkeys(ids, span))
        self.connection.execute(f"create or replace table measure_values as {values_query()}")

    def value(
        self,
        measure: str,
        start: dt.date,
        *,
        kind: str = "month",
        area: tuple[str, str] = ("county", "all"),
        basis: str = "registered",
    ) -> tuple[Any, ...] | None:
        """Numerator, denominator, value rounded to 4 places, complete."""
        return self.connection.execute(
            "select numerator, denominator, round(value, 4), complete from measure_values where measure = ? and "
            "period_start = ? and period_kind = ? and area_kind = ? and area_code = ? and basis = ?",
            [measure, start, kind, *area, basis],
        ).fetchone()

    def cases(self, measure: str) -> list[tuple[Any, ...]]:
        """The query's own rows, in order."""
        return self.connection.execute(
            f"select person_id, cast(day as date), n, d from ({MEASURES[measure].query}) order by all"
        ).fetchall()


@pytest.fixture
def county() -> Iterator[County]:
    """Two practices, two wards, one council, nobody yet."""
    with connect(threads=1) as connection:
        yield County(connection)


@pytest.fixture
def elders(county: County) -> Iterable[County]:
    """Twenty people born 1940 to 1959 (1 to 20; even ones in place 2) and ten born 1990 (21 to 30)."""
    for number in range(1, 21):
        county.person(number, DAY(1939 + number, 7, 1), place_id=1 + (number % 2 == 0))
    for number in range(21, 31):
        county.person(number, DAY(1990, 1, 1), place_id=1 + (number % 2 == 0))
    return county
