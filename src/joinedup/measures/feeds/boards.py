"""One board under its two codes: statistics name it by one (E54…), services by another (Q..)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def same_area(code: str) -> frozenset[str]:
    """Every code of the area: its own, and for a board the other one."""
    other = next((both for both in _boards().items() if code in (both[0], both[1][0])), None)
    return frozenset({code} if other is None else {other[0], other[1][0]})


def board_name(code: str) -> str:
    """The name of a board under either code; empty for anything else."""
    return next((name for ons, (ods, name) in _boards().items() if code in (ons, ods)), "")


@cache
def _boards() -> Mapping[str, tuple[str, str]]:
    """ONS code → ODS code and name."""
    path = files("joinedup.measures.feeds").joinpath("codes", "boards_2022.toml")
    return {
        code: (ods, name) for code, (ods, name) in tomllib.loads(path.read_text(encoding="utf-8"))["boards"].items()
    }
