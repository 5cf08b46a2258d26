"""One row for each registered person, with what was known of them on an index date: one SQL pass a linked table."""

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from joinedup.engine import Connection
from joinedup.risk.again import Again
from joinedup.risk.features.needed import EVERYTHING, Needed
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
NUMBERS = "person_id, age, male, imd_decile"  # of those registered; the model knows them by no more
KEPT = frozenset({"spells", "appointments", "contacts"})
"""Those that cost more to count than to write and read: kept for the next build (``again``)."""


def prepare(connection: Connection) -> None:
    """Numbers the specialties, teams and conditions; once for a connection, after the linked tables are open."""
    connection.execute(query("bits.sql"))


def person_table(
    connection: Connection,
    on: dt.date,
    population: str = "population",
    again: Again | None = None,
    needed: Needed = EVERYTHING,
) -> People:
    """Everyone registered and alive on ``on``, with what had happened before it.

    Nothing dated on or after ``on`` is counted, and what ends later (a stay, a care package, a registration, a life)
    is taken as not ended. Who was registered, with the columns ``needed.of_people``, stays on the connection as the
    temporary table ``population`` (or the name given). With ``again``, what is as it was is taken from the build
    before, and kept for the next; with ``needed``, other columns are not counted, nor days further back.
    """
    connection.execute(f"set variable index_date = date '{on.isoformat()}'")
    connection.execute(query("windows.sql"))
    _put_population(connection, on, population, again, needed)
    people = _numbers(connection, f'select {NUMBERS} from "{population}"')  # noqa: S608
    order = np.argsort(people["person_id"], kind="stable")
    people = {name: values[order] for name, values in people.items()}
    ids = people.pop("person_id")
    for part in PARTS:
        people.update(_part(connection, on, part, population, ids, again, needed))
    return People(on, ids, people, condition_bits(connection))


def condition_bits(connection: Connection) -> dict[str, int]:
    """Condition → its bit in ``condition_bits``."""
    return dict(connection.execute("select condition, bit from condition_bits order by bit").fetchall())


def _put_population(connection: Connection, on: dt.date, population: str, again: Again | None, needed: Needed) -> None:
    columns = ", ".join((NUMBERS, *needed.of_people))
    made = f"select {columns} from ({query('features/population.sql')})"  # noqa: S608 - our own file and names
    connection.execute(f'create or replace temp table "{population}" as {made}')
    if again is not None:
        again.known[population] = again.mark(made, on)


def _part(
    connection: Connection,
    on: dt.date,
    part: str,
    population: str,
    ids: NDArray[np.int64],
    again: Again | None,
    needed: Needed,
) -> dict[str, Numbers]:
    """The columns of one file that are needed, set out one number a person; nought for those it says nothing of."""
    connection.execute(f"set variable reach = {needed.days(part)}")
    rows = f"with part as ({query(f'features/{part}.sql')}) select {needed.in_sql} from part"  # noqa: S608 - our own
    if again is not None and part in KEPT:
        rows = f"from {again.table(connection, f'{population}_{part}', rows, on, str(needed.days(part)))}"
    columns = _numbers(connection, rows)
    who = columns.pop("person_id")
    place = np.searchsorted(ids, who).clip(max=max(len(ids) - 1, 0))
    listed = np.flatnonzero(ids[place] == who) if len(ids) else place[:0]
    return {name: _placed(values[listed], place[listed], len(ids)) for name, values in columns.items()}


def _placed(values: Numbers, place: Numbers, people: int) -> Numbers:
    out = np.zeros(people, dtype=values.dtype)
    out[place] = values
    return out


def _numbers(connection: Connection, query: str) -> dict[str, Numbers]:
    return {name: np.asarray(values) for name, values in connection.execute(query).fetchnumpy().items()}
