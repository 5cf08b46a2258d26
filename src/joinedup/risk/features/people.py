"""People as columns of numbers: the person table in memory."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from joinedup.engine import Connection

Numbers = NDArray[Any]


@dataclass(frozen=True)
class People:
    """Everyone registered on one index date, by rising ``person_id``: column → one number a person.

    Counts are whole numbers; ``*_cost_*`` is pounds; ``age`` is completed years, -1 when not known; ``imd_decile`` is
    0 when not known. ``conditions`` says which bit of ``condition_bits`` each condition is.
    """

    on: dt.date
    ids: NDArray[np.int64]
    columns: Mapping[str, Numbers]
    conditions: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, name: str) -> Numbers:
        """A column of the person table, or a condition's flag as ``has:<condition>``."""
        if name.startswith("has:"):
            return np.asarray(self.columns["condition_bits"] >> self.conditions[name.removeprefix("has:")]) & 1
        return self.columns[name]


def numbers(connection: Connection, query: str) -> dict[str, Numbers]:
    """The columns of a query, all of them numbers."""
    return {name: np.asarray(values) for name, values in connection.execute(query).fetchnumpy().items()}


def placed(ids: NDArray[np.int64], who: Numbers) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Which of ``who`` are among the rising ``ids``, and their places there."""
    place = np.searchsorted(ids, who).clip(max=max(len(ids) - 1, 0))
    listed = np.flatnonzero(ids[place] == who) if len(ids) else place[:0]
    return listed, place[listed]


def set_out(values: Numbers, place: Numbers, people: int) -> Numbers:
    """Each value in its place among so many people; nought for the others."""
    out = np.zeros(people, dtype=values.dtype)
    out[place] = values
    return out
