"""A linked build takes over what need not be made again, and is the same as one made afresh."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from joinedup.engine import Build, Workspace, connect, quoted
from joinedup.intake import receive
from joinedup.linked import LINKED_TABLES, build_linked
from joinedup.synthetic import write_county

TODAY = dt.date(2026, 11, 20)


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """A folder with the extracts of 1,000 made-up people."""
    folder = tmp_path_factory.mktemp("county")
    write_county(folder, people=1000, seed=5, files="csv", today=TODAY)
    return folder / "extracts"


@pytest.fixture(scope="module")
def workspace(county, tmp_path_factory):
    opened = Workspace.open(tmp_path_factory.mktemp("w") / "w", create=True)
    receive(county, opened, today=TODAY)
    build_linked(opened, today=TODAY)
    return opened


def rows_of(build: Build, table: str) -> set[tuple]:
    with connect() as connection:
        found = connection.execute(f"from read_parquet({quoted(build.table(table))})").fetchall()
    return {tuple(round(value, 10) if isinstance(value, float) else value for value in row) for row in found}


def same_file(one: Build, other: Build, table: str) -> bool:
    return one.table(table).samefile(other.table(table))


def some_month(county: Path, table: str, column: str, change: str, to: str, folder: Path) -> Path:
    """One month of an extract as its source would send it again: the later half of its rows with another value."""
    with (county / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    month = max(row[column] for row in rows)[:7]
    chosen = [row for row in rows if row[column].startswith(month)]
    for row in chosen[len(chosen) // 2 :]:
        row[change] = to
    path = folder / f"{table}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(chosen)
    return path


def test_the_same_deliveries_are_not_linked_again(workspace):
    first, second = build_linked(workspace, today=TODAY), build_linked(workspace, today=TODAY)
    assert all(same_file(first, second, name) for name in (*LINKED_TABLES, "quality"))
    assert second.about == first.about


@pytest.mark.parametrize(
    ("table", "column", "change", "to", "untouched"),
    [
        ("csds_contacts", "care_contact_date", "attendance_status", "2", ("spells", "appointments", "persons")),
        ("acute_patients", "DATE_OF_BIRTH", "POSTCODE", "", ("contacts", "conditions", "registrations")),
        pytest.param(
            *("apc_episodes", "Admission_Date", "Admission_Method", "11", ("contacts", "attendances", "whereabouts")),
            marks=pytest.mark.slow,
        ),
        pytest.param(
            *("deaths", "DATE_OF_DEATH", "PLACE_OF_DEATH", "Home", ("spells", "contacts", "care_packages")),
            marks=pytest.mark.slow,
        ),
    ],
)
def test_one_changed_file_makes_again_what_reads_it_and_nothing_else(
    county, workspace, tmp_path, table, column, change, to, untouched
):
    before = build_linked(workspace, today=TODAY)
    receive(some_month(county, table, column, change, to, tmp_path), workspace, today=TODAY)
    after = build_linked(workspace, today=TODAY)
    afresh = build_linked(workspace, today=TODAY, afresh=True)
    for name in (*LINKED_TABLES, "review_pairs", "quality"):
        assert rows_of(after, name) == rows_of(afresh, name), name
    assert {key: told for key, told in after.about.items() if key != "identity_made_from"} == {
        key: told for key, told in afresh.about.items() if key != "identity_made_from"
    }
    assert [name for name in untouched if not same_file(before, after, name)] == []


def test_a_table_that_is_damaged_is_made_again(workspace):
    before = build_linked(workspace, today=TODAY)
    whole = rows_of(before, "deaths")
    before.table("deaths").write_bytes(b"PAR1")
    after = build_linked(workspace, today=TODAY)
    assert rows_of(after, "deaths") == whole
    assert same_file(before, after, "spells")


def test_another_day_is_another_answer_only_where_the_day_counts(workspace):
    before = build_linked(workspace, today=TODAY)
    earlier = build_linked(workspace, today=TODAY - dt.timedelta(days=200))
    afresh = build_linked(workspace, today=TODAY - dt.timedelta(days=200), afresh=True)
    assert same_file(before, earlier, "spells")
    assert rows_of(earlier, "quality") == rows_of(afresh, "quality")
    assert rows_of(earlier, "care_packages") == rows_of(afresh, "care_packages")
