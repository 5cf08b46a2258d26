"""One row for each registered person, with what was known of them on an index date: one SQL pass a linked table."""

import datetime as dt

import numpy as np

from joinedup.engine import Connection
from joinedup.risk.again import Again
from joinedup.risk.features.people import Numbers, People
from joinedup.risk.queries import query

# One file each, beside this one; together their columns are the person table.
PARTS = (
    "spells",
    "attendances",
    "appointments",
    "contacts",
    "mental_health_spells",
    "referrals",
    "care_packages",
    "care_events",
    "delays",
    "conditions",
)
KEPT = frozenset({"spells", "attendances", "appointments", "contacts", "conditions"})
"""Those that cost more to count than to write and read: kept for the next build (``again``)."""


def prepare(connection: Connection) -> None:
    """Numbers the specialties, teams and conditions; once for a connection, after the linked tables are open."""
    connection.execute(query("bits.sql"))


def person_table(
    connection: Connection, on: dt.date, population: str = "population", again: Again | None = None
) -> People:
    """Everyone registered and alive on ``on``, with what had happened before it.

    Nothing dated on or after ``on`` is counted, and what ends later (a stay, a care package, a registration, a life)
    is taken as not ended. Who was registered, with practice and ethnic group, stays on the connection as the
    temporary table ``population`` (or the name given). With ``again``, what is as it was is taken from the build
    before, and kept for the next.
    """
    connection.execute(f"set variable index_date = date '{on.isoformat()}'")
    connection.execute(query("windows.sql"))
    _put_population(connection, on, population, again)
    columns = _numbers(connection, f'select place, person_id, age, male, imd_decile from "{population}"')  # noqa: S608
    place = columns.pop("place")
    people = {name: _placed(values, place, len(place)) for name, values in columns.items()}
    for part in PARTS:
        people.update(_part(connection, on, part, population, len(place), again))
    return People(on, people.pop("person_id"), people, condition_bits(connection))


def condition_bits(connection: Connection) -> dict[str, int]:
    """Condition → its bit in ``condition_bits``."""
    return dict(connection.execute("select condition, bit from condition_bits order by bit").fetchall())


def _put_population(connection: Connection, on: dt.date, population: str, again: Again | None) -> None:
    made = query("features/population.sql")
    if again is None:
        connection.execute(f'create or replace temp table "{population}" as {made}')
    else:
        rows = again.table(connection, population, made, on)
        connection.execute(f'create or replace temp table "{population}" as from {rows}')


def _part(
    connection: Connection, on: dt.date, part: str, population: str, people: int, again: Again | None
) -> dict[str, Numbers]:
    """The columns of one file, set out one number a person; nought for those it says nothing of."""
    rows = (
        f"with part as ({query(f'features/{part}.sql')}) "  # noqa: S608 - our own file and names
        f'select place, part.* exclude person_id from part join "{population}" using (person_id)'
    )
    if again is not None and part in KEPT:
        rows = f"from {again.table(connection, f'{population}_{part}', rows, on)}"
    columns = _numbers(connection, rows)
    place = columns.pop("place")
    return {name: _placed(values, place, people) for name, values in columns.items()}


def _placed(values: Numbers, place: Numbers, people: int) -> Numbers:
    out = np.zeros(people, dtype=values.dtype)
    out[place] = values
    return out


def _numbers(connection: Connection, query: str) -> dict[str, Numbers]:
    return {name: np.asarray(values) for name, values in connection.execute(query).fetchnumpy().items()}
