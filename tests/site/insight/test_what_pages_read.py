"""Figures reach a page protected or not at all: no page reads the tables that hold them exact."""

import re
from pathlib import Path

from joinedup import planning, web
from joinedup.measures.compute import CUT_TABLES, TABLES
from joinedup.web.insight.protected import TABLE

ROOMS = (Path(web.__file__).parent, Path(planning.__file__).parent, Path(web.__file__).parents[1] / "exchange")
PROTECTED = "insight/protected.py"
"""Opens the measures, and puts the protected table in the place of the exact one."""
THROUGH = {PROTECTED, "insight/areas.py"}
"""Read ``measure_values`` from what the first gives them."""


def _naming(words: set[str], *, quoted_only: bool = False) -> set[str]:
    """The files of pages, plans and exchange that name one of the words."""
    among = "|".join(sorted(words))
    pattern = re.compile(rf"[\"']({among})[\"']" if quoted_only else rf"\b({among})\b")
    found = (path for room in ROOMS for kind in ("py", "sql", "jinja") for path in room.rglob(f"*.{kind}"))
    return {path.relative_to(ROOMS[0]).as_posix() if path.is_relative_to(ROOMS[0]) else path.as_posix()
            for path in found if pattern.search(path.read_text(encoding="utf-8"))}  # fmt: skip


def test_no_page_names_a_table_of_exact_figures() -> None:
    exact = {*TABLES, *CUT_TABLES} - {TABLE, "measure_values"}
    assert exact >= {"measure_cuts", "measure_standardised", "unit_months", "unit_cuts"}
    assert _naming(exact) == set()


def test_the_measures_are_read_through_one_door_that_puts_the_protected_table_first() -> None:
    assert _naming({"measure_values"}) <= THROUGH
    openers = {
        name
        for name in _naming({"measures"}, quoted_only=True)
        if re.search(r"\b(reading|current_build|series_of)\([^)]*[\"']measures[\"']", _text(name))
    }
    assert openers == {PROTECTED}


def _text(name: str) -> str:
    return (ROOMS[0] / name).read_text(encoding="utf-8")
