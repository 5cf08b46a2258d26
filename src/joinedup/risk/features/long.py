"""Appointments and contacts: millions of rows, read once and added up once for every index date.

Index dates lie whole years apart, so what a person had in each year before the last of them serves all of them. The
rows of a linked table stand in the order of their people and days: those of one person's year are neighbours, and numpy
adds them up where they stand, in a third of the time that it takes to group them by hash for each date.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from joinedup.engine import Connection
from joinedup.risk.again import Again, joined
from joinedup.risk.features.needed import Needed
from joinedup.risk.features.people import Numbers, numbers, placed, set_out
from joinedup.risk.queries import query

YEAR = 365
_FIELD = 15  # bits of a packed count: 1-30, 31-90 and 91-365 days before the end of a year
_MOST = (1 << _FIELD) - 1
_ROWS = ("person_id", "ago")


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of each person: rows where all ``flags`` hold, or what ``made`` makes of another column of theirs.

    ``windows`` are those that the person table has of it, in days.
    """

    stem: str
    windows: tuple[int, ...]
    flags: tuple[str, ...] = ("kept",)
    made: str = "times"

    def named(self, needed: Needed) -> tuple[tuple[str, int], ...]:
        """The columns of the person table that somebody looks at, with their windows."""
        every = ((f"{self.stem}_{days}", days) for days in self.windows)
        return tuple((name, days) for name, days in every if needed.columns is None or name in needed.columns)

    @property
    def reads(self) -> frozenset[str]:
        """What it needs of a row."""
        return frozenset(self.flags) | ({self.made} - {"times"})


_EVERY = (30, 90, 365, 730)
LONG: Mapping[str, tuple[Counted, ...]] = {
    "appointments": (
        Counted("outpatient", _EVERY),
        Counted("outpatient_missed", (365, 730), ("missed",)),
        Counted("outpatient_first", (365, 730), ("kept", "first")),
        Counted("outpatient_cost", (365,), (), "cost"),
        Counted("outpatient_specialties", (365,), ("kept",), "bit"),
    ),
    "contacts": (
        Counted("community", _EVERY, ("kept", "community")),
        Counted("community_missed", (365,), ("missed", "community")),
        Counted("mental_health", _EVERY, ("kept", "mental_health")),
        Counted("mental_health_missed", (365,), ("missed", "mental_health")),
        Counted("contact_cost", (365,), (), "cost"),
        Counted("teams", (365,), ("kept",), "bit"),
    ),
}


@dataclass(frozen=True)
class Years:
    """What people had in each 365 days before ``last``: ``year`` 0 ends the day before, 1 a year earlier, and so on.

    ``sums`` has a row for each ``person_id`` and ``year`` with rows, and a column for each stem that somebody needs.
    """

    part: str
    last: dt.date
    sums: Mapping[str, Numbers]

    def columns(self, on: dt.date, ids: NDArray[np.int64], needed: Needed) -> dict[str, Numbers]:
        """The columns of the person table on a date whole years before ``last``, one number for each of ``ids``."""
        year = (self.last - on).days // YEAR
        near, far = _OneYear.of(self.sums, year, ids), _OneYear.of(self.sums, year + 1, ids)
        return {
            name: _WINDOWED[counted.made](counted.stem, days, near, far)
            for counted in LONG[self.part]
            for name, days in counted.named(needed)
        }


@dataclass(frozen=True)
class _OneYear:
    sums: Mapping[str, Numbers]
    rows: NDArray[np.intp]
    place: NDArray[np.intp]
    people: int

    @classmethod
    def of(cls, sums: Mapping[str, Numbers], year: int, ids: NDArray[np.int64]) -> "_OneYear":
        rows = np.flatnonzero(sums["year"] == year)
        listed, place = placed(ids, sums["person_id"][rows])
        return cls(sums, rows[listed], place, len(ids))

    def each(self, stem: str) -> Numbers:
        """The sums of a stem, one for each person."""
        return set_out(self.sums[stem][self.rows], self.place, self.people)


def _times(stem: str, days: int, near: _OneYear, far: _OneYear) -> Numbers:
    fields = {30: 1, 90: 2}.get(days, 3)
    found = _unpacked(near.each(stem), fields)
    return (found + _unpacked(far.each(stem), 3) if days > YEAR else found).astype(np.uint16)


def _unpacked(packed: Numbers, fields: int) -> Numbers:
    return np.asarray(sum((packed >> field * _FIELD) & _MOST for field in range(fields)))


def _pounds(stem: str, _days: int, near: _OneYear, _far: _OneYear) -> Numbers:
    return near.each(stem).astype(np.float32)


def _different(stem: str, _days: int, near: _OneYear, _far: _OneYear) -> Numbers:
    return np.bitwise_count(near.each(stem))


_WINDOWED = {"times": _times, "cost": _pounds, "bit": _different}


def years_of(
    connection: Connection, part: str, last: dt.date, needed: Iterable[Needed], before: int, again: Again | None = None
) -> Years:
    """Reads the rows of a part, ``before`` years and one more back from ``last``, and adds them up.

    With ``again``, taken from the build before where nothing has changed, and kept for the next.
    """
    wanted = [one for one in LONG[part] if any(one.named(need) for need in needed)]
    made = _rows(part, wanted)
    connection.execute(f"set variable index_date = date '{last.isoformat()}'")
    connection.execute(f"set variable days = {(before + 2) * YEAR}")
    if again is None:
        return Years(part, last, _summed(numbers(connection, made), wanted))
    name = f"{part}_by_year"
    mark = joined(again.mark(made, last), repr((wanted, before)))
    if again.holds(name, mark):
        again.write(connection, name, "", mark)
        return Years(part, last, numbers(connection, f"from {again.kept(name)}"))
    sums = _summed(numbers(connection, made), wanted)
    connection.register("years", sums)
    again.write(connection, name, "from years", mark)
    return Years(part, last, sums)


def _rows(part: str, wanted: Iterable[Counted]) -> str:
    columns = dict.fromkeys(_ROWS) | dict.fromkeys(sorted({name for one in wanted for name in one.reads}))
    return f"select {', '.join(columns)} from (\n{query(f'features/{part}.sql')}\n)"  # noqa: S608 - our own


def _summed(rows: dict[str, Numbers], wanted: Iterable[Counted]) -> dict[str, Numbers]:
    """A row for each person and year: the sums of what is wanted."""
    rows["year"] = ((rows["ago"] - 1) // YEAR).astype(np.uint8)
    if not _in_order(rows):
        order = np.lexsort((-rows["ago"], rows["person_id"]))
        rows = {name: values[order] for name, values in rows.items()}
    person, year = rows["person_id"], rows["year"]
    first = np.flatnonzero(np.append(True, (person[1:] != person[:-1]) | (year[1:] != year[:-1]))[: len(person)])
    packed = _PACKED[(rows["ago"] - 1) % YEAR]
    return {
        "person_id": person[first],
        "year": year[first],
        **{one.stem: _sum(one, rows, packed, first) for one in wanted},
    }


def _in_order(rows: Mapping[str, Numbers]) -> bool:
    """True where the rows of one person's year are neighbours, as they are in a linked table."""
    person, year = rows["person_id"], rows["year"]
    same = person[1:] == person[:-1]
    return bool(((person[1:] > person[:-1]) | (same & (year[1:] <= year[:-1]))).all())


_DAYS = np.arange(YEAR)
_PACKED = np.int64(1) << _FIELD * ((_DAYS >= 30).astype(np.int64) + (_DAYS >= 90))
"""What a row adds to a packed count, by how many days before the end of a year it is."""
_BITS = np.append(np.int64(1) << np.arange(62), 0)
"""What a code adds, by its number; the last is that of no code, -1."""


def _sum(one: Counted, rows: Mapping[str, Numbers], packed: Numbers, first: NDArray[np.intp]) -> Numbers:
    if one.made == "cost":
        return np.asarray(np.add.reduceat(rows["cost"], first))
    holds = np.logical_and.reduce([rows[flag] for flag in one.flags])
    if one.made == "bit":
        return np.asarray(np.bitwise_or.reduceat(np.where(holds, _BITS[rows["bit"]], 0), first))
    return np.asarray(np.add.reduceat(np.where(holds, packed, 0), first))
