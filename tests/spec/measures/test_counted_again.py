"""Measures whose records did not change are not counted again, and the figures are those of counting all of them."""

import datetime as dt

import pytest

from joinedup.engine import Build, Workspace, connect, current_build, quoted
from joinedup.intake import receive
from joinedup.linked import build_linked
from joinedup.measures import MEASURES, compute_measures
from joinedup.measures.again import figures_marks
from joinedup.synthetic import write_county

TODAY = dt.date(2026, 11, 20)
TABLES = ("measure_values", "measure_shown", "measure_cuts", "measure_standardised", "unit_months", "unit_cuts")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """1,000 made-up people, linked and measured."""
    folder = tmp_path_factory.mktemp("county")
    write_county(folder / "in", people=1000, seed=6, files="parquet", today=TODAY)
    opened = Workspace.open(folder / "w", create=True)
    receive(folder / "in", opened, today=TODAY)
    build_linked(opened, today=TODAY)
    compute_measures(opened)
    with connect() as connection:
        path = folder / "in" / "extracts" / "ecds_attendances.parquet"
        longer = "Der_EC_Departure_Date_Time::timestamp + interval 5 hours as Der_EC_Departure_Date_Time"
        connection.execute(
            f"copy (select * replace ({longer}) from {quoted(path)} where Der_EC_Arrival_Date_Time < '2026-10-01') "
            f"to {quoted(folder / 'ecds_attendances.parquet')} (format parquet)"
        )
    return opened, folder / "ecds_attendances.parquet"


def figures(build: Build, table: str) -> list[tuple]:
    with connect() as connection:
        rows = connection.execute(f"from {quoted(build.table(table))} order by all").fetchall()
    return [tuple(float(f"{cell:.8g}") if isinstance(cell, float) else cell for cell in row) for row in rows]


def counted(opened: Workspace, **how: bool) -> tuple[Build, set[str]]:
    titles: set[str] = set()
    build = compute_measures(opened, tell=lambda title, _done, _of: titles.add(title), **how)
    return build, titles & {measure.title for measure in MEASURES.values()}


def test_only_what_reads_a_changed_table_is_counted_again(workspace):
    opened, attendances = workspace
    before = current_build(opened, "measures")
    again, none = counted(opened)
    assert none == set()
    assert before is not None
    assert all(again.table(table).samefile(before.table(table)) for table in TABLES)
    receive(attendances, opened, today=TODAY)
    build_linked(opened, today=TODAY)
    after, some = counted(opened)
    assert MEASURES["emergency_four_hours"].title in some
    assert MEASURES["short_spells"].title not in some
    afresh, every = counted(opened, afresh=True)
    assert some < every
    for table in TABLES:
        assert figures(after, table) == figures(afresh, table), table
    assert figures(after, "measure_values") != figures(again, "measure_values")


def test_measures_asked_for_by_name_take_part_of_what_was_kept(workspace):
    opened, _ = workspace
    whole = compute_measures(opened, afresh=True)
    few, titles = compute_measures(opened, ("delayed_days", "short_spells")), set()
    assert titles == set()
    wanted = [row for row in figures(whole, "measure_values") if row[0] in ("delayed_days", "short_spells")]
    assert figures(few, "measure_values") == wanted


def test_parts_of_one_measure_are_protected_again_together(workspace):
    opened, _ = workspace
    linked = current_build(opened, "linked")
    assert linked is not None
    some = [MEASURES[name] for name in ("avoidable_acute", "avoidable_admissions", "avoidable_chronic", "short_spells")]
    cases = {measure.id: "as before" for measure in some}
    before = figures_marks(some, cases, (1, 2), linked)
    after = figures_marks(some, cases | {"avoidable_acute": "changed"}, (1, 2), linked)
    assert {name for name in before if before[name] != after[name]} == {
        "avoidable_acute", "avoidable_admissions", "avoidable_chronic"
    }  # fmt: skip
    del cases["avoidable_acute"]
    assert set(figures_marks(some, cases, (1, 2), linked)) == {"short_spells"}
