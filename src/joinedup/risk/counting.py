"""The people of one date after another are counted beside the work on those already counted.

DuckDB counts the next date while numpy fits and judges the last: fitting is mostly one processor's work, counting is
anybody's. All that is asked of the connection meanwhile is asked by the one thread that counts, in the order given.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from joinedup.engine import Connection
from joinedup.risk.again import Again, joined, numbers_mark
from joinedup.risk.features import QUERIES, Numbers, People, Read, outcomes, person_table
from joinedup.risk.model.design import looked_at, needed
from joinedup.risk.queries import query


@dataclass(frozen=True)
class Year:
    """People on an index date and what happened to them in the year after it.

    ``mark`` stands for every number of theirs that the model looks at. ``as_before``: the build before was made from
    the same numbers, so ``seen`` was not asked for and is empty.
    """

    people: People
    seen: Mapping[str, Numbers]
    mark: str
    as_before: bool


@contextmanager
def counting(connection: Connection) -> Iterator[Executor]:
    """One thread for what is asked of ``connection``; when the block fails, what was asked is dropped."""
    counter = ThreadPoolExecutor(1, thread_name_prefix="counting")
    try:
        yield counter
    except BaseException:
        connection.interrupt()
        raise
    finally:
        counter.shutdown(cancel_futures=True)


def counted_year(
    connection: Connection,
    again: Again,
    look_back: Mapping[str, int],
    read: Read,
    on: dt.date,
    name: str,
    made: tuple[str, ...],
    *more: str,
) -> Year:
    """The year from ``on``; the tables ``made`` from it, and what ``more`` they are made from, say if it is new.

    The ids of its people stay on the connection as table ``name``.
    """
    people = person_table(connection, on, again, needed(look_back), read, name)
    connection.register(name, {"person_id": people.ids})
    again.known[name] = again.mark(" ".join(map(query, QUERIES)), on)
    told = again.mark(f"{query('features/urgent.sql')} {name}", on)
    mark = joined(numbers_mark(looked_at(people, look_back)), told, repr(sorted(look_back.items())), *more)
    as_before = all(again.holds(table, mark) for table in made)
    return Year(people, {} if as_before else outcomes(connection, people, read.registered), mark, as_before)
