"""Who was registered when, and what they were then: read once, asked for several dates."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from joinedup.engine import Connection
from joinedup.risk.features.people import Numbers, numbers, placed
from joinedup.risk.queries import query

Flags = NDArray[np.bool_]
QUERIES = ("features/people.sql", "features/lists.sql")


@dataclass(frozen=True)
class Registered:
    """Everyone on the register, by rising ``ids``; ``people`` and ``lists`` as their queries say.

    ``last`` is the day from which days are counted back. ``where`` is each list's place among the people.
    """

    last: dt.date
    ids: NDArray[np.int64]
    people: Mapping[str, Numbers]
    lists: Mapping[str, Numbers]
    where: NDArray[np.intp]
    practices: tuple[str, ...]

    def on(self, day: dt.date) -> Flags:
        """Who was registered with a practice and alive, and born before the day."""
        ago = self._ago(day)
        return self.listed(day) & (self.people["born"] > ago) & (self.people["died"] <= ago)

    def listed(self, day: dt.date) -> Flags:
        """Who had been on a list since before the day, and was on it still."""
        found = np.zeros(len(self.ids), dtype=bool)
        found[self.where[self._open(day)]] = True
        return found

    def dead_by(self, day: dt.date) -> Flags:
        """Who had died before the day."""
        return np.asarray(self.people["died"] > self._ago(day))

    def ages(self, day: dt.date) -> NDArray[np.int16]:
        """Completed years on the day, -1 when not known. Those of 29 February complete a year when February ends."""
        born = self.people["born_on"]
        ends = (day + dt.timedelta(days=1)).month > day.month == 2
        reached = day.year * 10_000 + day.month * 100 + (29 if ends else day.day)
        return np.where(born < 0, -1, (reached - born) // 10_000).astype(np.int16)

    def practice(self, day: dt.date) -> NDArray[np.int32]:
        """The place in ``practices`` of the list each is on, the one begun last; -1 for none."""
        found = np.full(len(self.ids), -1, dtype=np.int32)
        open_then = self._open(day)
        begun = open_then[np.argsort(-self.lists["started"][open_then], kind="stable")]
        found[self.where[begun]] = self.lists["practice"][begun]
        return found

    def _open(self, day: dt.date) -> NDArray[np.intp]:
        ago = self._ago(day)
        return np.flatnonzero((self.lists["started"] > ago) & (self.lists["ended"] <= ago))

    def _ago(self, day: dt.date) -> int:
        return (self.last - day).days


def read_registered(connection: Connection, last: dt.date) -> Registered:
    """Reads the register as it is told of the days up to ``last``, and of the year after."""
    connection.execute(f"set variable index_date = date '{last.isoformat()}'")
    practices = connection.execute("select distinct practice_code from registrations order by all").fetchall()
    known = [code for (code,) in practices if code is not None]
    connection.execute("set variable practices = ?", [known])
    people, lists = (numbers(connection, query(path)) for path in QUERIES)
    ids = people.pop("person_id")
    if not (ids[1:] > ids[:-1]).all():
        order = np.argsort(ids, kind="stable")
        ids, people = ids[order], {name: values[order] for name, values in people.items()}
    listed, where = placed(ids, lists.pop("person_id"))
    lists = {name: values[listed] for name, values in lists.items()}
    return Registered(last, ids, people, lists, where, tuple(known))
