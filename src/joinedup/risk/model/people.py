"""People as arrays: the person table and, where the year that followed is known, what happened in it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from joinedup.engine import Connection
from joinedup.risk.features import condition_names, person_table

Numbers = NDArray[Any]
_NOT_NUMBERS = ("practice_code", "ethnic_category")


@dataclass(frozen=True)
class People:
    """Everyone on one index date, by rising ``person_id``: column → one number a person."""

    on: dt.date
    ids: NDArray[np.int64]
    columns: Mapping[str, Numbers]
    conditions: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, name: str) -> Numbers:
        """A column of the person table, or a condition's flag as ``has:<condition>``."""
        if name.startswith("has:"):
            return (self.columns["condition_bits"] >> self.conditions[name.removeprefix("has:")]) & 1
        return self.columns[name]


def people_on(connection: Connection, on: dt.date, name: str) -> People:
    """Builds the person table ``name`` for one date and reads its numbers."""
    person_table(connection, on, name)
    columns = _in_order(connection, f'select columns(* exclude ({", ".join(_NOT_NUMBERS)})) from "{name}"')
    return People(on, columns.pop("person_id"), columns, condition_names(connection))


def outcomes(connection: Connection, on: dt.date, name: str) -> Mapping[str, Numbers]:
    """What happened to the people of table ``name`` in the 365 days from ``on``, by rising ``person_id``.

    ``admitted`` (emergency admissions), ``cost`` (pounds), ``nights``, ``died``, ``left_register``; the same is left
    on the connection as the temporary table ``<name>_outcomes``.
    """
    connection.execute(f"set variable index_date = date '{on.isoformat()}'")
    query = files("joinedup.risk").joinpath("outcomes.sql").read_text(encoding="utf-8")
    connection.execute(f'create or replace temp view cohort as select person_id from "{name}"')
    connection.execute(f'create or replace temp table "{name}_outcomes" as {query}')
    return _in_order(connection, f'from "{name}_outcomes"')  # noqa: S608 - our own name


def _in_order(connection: Connection, query: str) -> dict[str, Numbers]:
    fetched = connection.execute(query).fetchnumpy()
    order = np.argsort(fetched["person_id"])
    return {name: np.asarray(values)[order] for name, values in fetched.items()}


def with_history(columns: Iterable[str], look_back: int) -> list[str]:
    """The columns whose window, the number at their end, a source reaching back ``look_back`` days can fill."""
    return [column for column in columns if _window(column) <= look_back]


def _window(column: str) -> int:
    last = column.rpartition("_")[2]
    return int(last) if last.isdigit() else 0
