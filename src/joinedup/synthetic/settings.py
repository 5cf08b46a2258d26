"""The county's figures are data: TOML files beside this one, each figure with its source."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from joinedup.synthetic.dice import Array


@cache
def read(name: str) -> dict[str, Any]:
    """The settings file of that name."""
    return tomllib.loads((files("joinedup.synthetic") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def rate(section: str, name: str) -> Any:
    """One figure or list of figures of rates.toml."""
    return read("rates")[section][name]


def by_band(section: str, name: str) -> Array:
    """A list of figures by five-year age band (0-4 to 95 and over)."""
    return np.asarray(rate(section, name), dtype=np.float64)


def band(age: Array) -> Array:
    """Five-year age band 0 to 19 of ages in years."""
    return np.asarray(np.clip(np.asarray(age) // 5, 0, 19).astype(np.int8))


STAY_AGES = (18, 50, 65, 75, 85)
CONDITION_AGES = (18, 40, 55, 65, 75, 85)
