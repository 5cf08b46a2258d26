"""People as columns of numbers: the person table in memory."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
