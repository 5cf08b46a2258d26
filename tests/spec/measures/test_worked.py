"""Every measure against a world of 36 people worked by hand: its cases, and its figures by area and period.

The world is in ``world.py``; what was worked out, with the working, in ``worked/<measure>.toml``.
"""

import datetime as dt
import runpy
import tomllib
from pathlib import Path

import pytest

from joinedup.engine import Workspace, connect, current_build, new_build
from joinedup.linked.writing import write_tables
from joinedup.measures import MEASURES
from joinedup.measures.compute import Span, put_sums, values_query

from .world import PEOPLE, extracts, table

WORKED = Path(__file__).parent / "worked"
SPAN = Span(dt.date(2024, 4, 1), dt.date(2025, 9, 30))
put_extracts = runpy.run_path(str(Path(__file__).parents[2] / "unit" / "linked" / "conftest.py"))["put_extracts"]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """The linked tables made from the world's extracts, and every measure counted from them."""
    workspace = Workspace.open(tmp_path_factory.mktemp("w") / "w", create=True)
    with connect(threads=1) as arriving:
        put_extracts(arriving, *extracts())
        with new_build(workspace, "linked", inputs={}) as draft:
            write_tables(arriving, draft, today=dt.date(2025, 10, 1))
    with connect(threads=1) as connection:
        current_build(workspace, "linked").open_in(connection)
        put_sums(connection, list(MEASURES.values()), dict.fromkeys(MEASURES, SPAN))
        connection.execute(f"create table measure_values as {values_query()}")
        yield connection


def _lines(text: str) -> list[str]:
    return sorted(" ".join(line.split()) for line in text.strip().splitlines())


def _told(number: float | None) -> str:
    return "-" if number is None else f"{float(number):.4f}".rstrip("0").rstrip(".")


def test_every_measure_is_worked_by_hand_and_nothing_else():
    assert {path.stem for path in WORKED.glob("*.toml")} == set(MEASURES)
    assert 20 <= len(table(PEOPLE)) <= 40


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_a_measure_finds_the_cases_and_the_figures_worked_by_hand(world, measure):
    worked = tomllib.loads((WORKED / f"{measure}.toml").read_text(encoding="utf-8"))
    found = world.execute(f"select person_id, cast(day as date), n, d from ({MEASURES[measure].query})").fetchall()
    assert sorted(f"{who} {day} {_told(n)} {_told(d)}" for who, day, n, d in found) == _lines(worked["cases"])
    figures = world.execute(
        "select period_start, basis, area_kind, area_code, numerator, denominator, value, complete from measure_values "
        "where measure = ? and period_kind = ? and area_kind in ('county', 'practice', 'district') and numerator > 0",
        [measure, MEASURES[measure].period],
    ).fetchall()
    told = [
        f"{start} {basis} {kind if kind == 'county' else code} {_told(n)} {_told(d)} {_told(value)} "
        f"{'yes' if whole else 'no'}"
        for start, basis, kind, code, n, d, value, whole in figures
    ]
    assert sorted(told) == _lines(worked["figures"])
