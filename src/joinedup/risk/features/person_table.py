"""One row for each registered person, with what was known of them on an index date.

The longest tables and the register are read once for all dates, the others in one SQL pass a table and date.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from joinedup.engine import Connection
from joinedup.risk.again import Again
from joinedup.risk.features.long import LONG, Years, years_of
from joinedup.risk.features.needed import EVERYTHING, Needed
from joinedup.risk.features.people import Numbers, People, numbers, placed, set_out
from joinedup.risk.features.registered import Registered, read_registered
from joinedup.risk.queries import query

# One file each, beside this one; with those of LONG their columns are the person table.
PARTS = (
    "spells",
    "attendances",
    "mental_health_spells",
    "referrals",
    "care_packages",
    "care_events",
    "delays",
    "conditions",
)
KEPT = frozenset({"spells"})
"""Those that cost more to count than to write and read: kept for the next build (``again``)."""


@dataclass(frozen=True)
class Read:
    """What is read once for all index dates: the register, and the years of the longest tables."""

    registered: Registered
    years: Mapping[str, Years]


def prepare(connection: Connection) -> None:
    """Numbers the specialties, teams and conditions; once for a connection, after the linked tables are open.

    From then on, rows are read in the order in which they stand: that of their people, in a linked table.
    """
    connection.execute("set preserve_insertion_order = true")
    connection.execute(query("bits.sql"))


def read_once(
    connection: Connection,
    dates: Sequence[dt.date],
    again: Again | None = None,
    needed: Sequence[Needed] = (EVERYTHING,),
) -> Read:
    """What all of ``dates``, whole years apart, are counted from: no more of it than one of ``needed`` asks for."""
    before = (max(dates) - min(dates)).days // 365
    years = {part: years_of(connection, part, max(dates), needed, before, again) for part in LONG}
    return Read(read_registered(connection, max(dates)), years)


def person_table(
    connection: Connection,
    on: dt.date,
    again: Again | None = None,
    needed: Needed = EVERYTHING,
    read: Read | None = None,
    name: str = "",
) -> People:
    """Everyone registered and alive on ``on``, with what had happened before it.

    Nothing dated on or after ``on`` is counted, and what ends later (a stay, a care package, a registration, a life)
    is taken as not ended. ``read`` is what was read for several dates. With ``again``, what is as it was is taken from
    the build before, and kept for the next under ``name``; with ``needed``, other columns are not counted, nor days
    further back.
    """
    read = read or read_once(connection, [on])
    connection.execute(f"set variable index_date = date '{on.isoformat()}'")
    connection.execute(query("windows.sql"))
    who = read.registered.on(on)
    ids = read.registered.ids[who]
    columns = {column: read.registered.people[column][who] for column in ("male", "imd_decile", *needed.of_people)}
    columns["age"] = read.registered.ages(on)[who]
    for part in PARTS:
        columns.update(_part(connection, on, part, name, ids, again, needed))
    for years in read.years.values():
        columns.update(years.columns(on, ids, needed))
    return People(on, ids, columns, condition_bits(connection))


def condition_bits(connection: Connection) -> dict[str, int]:
    """Condition → its bit in ``condition_bits``."""
    return dict(connection.execute("select condition, bit from condition_bits order by bit").fetchall())


def _part(
    connection: Connection,
    on: dt.date,
    part: str,
    name: str,
    ids: NDArray[np.int64],
    again: Again | None,
    needed: Needed,
) -> dict[str, Numbers]:
    """The columns of one file that are needed, set out one number a person; nought for those it says nothing of."""
    connection.execute(f"set variable reach = {needed.days(part)}")
    rows = f"with part as ({query(f'features/{part}.sql')}) select {needed.in_sql} from part"  # noqa: S608 - our own
    if again is not None and part in KEPT:
        rows = f"from {again.table(connection, f'{name}_{part}', rows, on, str(needed.days(part)))}"
    columns = numbers(connection, rows)
    listed, place = placed(ids, columns.pop("person_id"))
    return {column: set_out(values[listed], place, len(ids)) for column, values in columns.items()}
