"""What would come out the same is not worked out again, and the rest is as if everything had been."""

from types import ModuleType

import pytest

from joinedup.engine import Build, Workspace, connect, current_build, new_build, quoted
from joinedup.risk import score_people

PLAIN = ("scores", "segments", "terms", "validation", "calibration", "crisis_years", "band_shares")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, made_up: ModuleType) -> Workspace:
    """3,000 made-up people whose linked tables say what they were made from; scored."""
    workspace = Workspace.open(tmp_path_factory.mktemp("again") / "w", create=True)
    made_up.write_linked(workspace, people=3_000, seed=4)
    delivered(workspace)
    score_people(workspace)
    return workspace


def delivered(workspace: Workspace, **rows: str) -> None:
    """A new linked build: the tables named made of these rows of themselves, the others taken over."""
    before = current_build(workspace, "linked")
    assert before is not None
    with connect() as connection, new_build(workspace, "linked", inputs={}) as draft:
        before.open_in(connection)
        for table in before.tables:
            if table in rows:
                draft.write(connection, table, rows[table])
                draft.mark(table, rows[table])
            else:
                draft.keep(table, before)
                draft.mark(table, draft.tables[table].get("made_from", "as delivered first"))


def scored(workspace: Workspace) -> tuple[Build, set[str]]:
    """The build, and the tables that it took over from the one before."""
    before = current_build(workspace, "risk")
    assert before is not None
    build = score_people(workspace)
    return build, {name for name in build.tables if build.table(name).samefile(before.table(name))}


def assert_as_if_afresh(workspace: Workspace, build: Build) -> None:
    afresh = score_people(workspace, afresh=True)
    with connect() as connection:
        for name in PLAIN:
            one, other = (
                connection.execute(f"from {quoted(found.table(name))} order by all").fetchall()
                for found in (build, afresh)
            )
            assert sorted(map(_plain, one), key=repr) == sorted(map(_plain, other), key=repr), name
            assert build.manifest["tables"][name]["rows"] == afresh.manifest["tables"][name]["rows"], name
    assert _plain({**build.about, "made_from": None}) == _plain({**afresh.about, "made_from": None})


def _plain(found: object) -> object:
    """Without the last digits of what is added up, which two threads may add in another order."""
    if isinstance(found, float):
        return float(f"{found:.8g}")
    if isinstance(found, dict):
        return {name: _plain(value) for name, value in found.items()}
    return [_plain(value) for value in found] if isinstance(found, list | tuple) else found


def test_of_the_same_records_nothing_is_made_again(town: Workspace) -> None:
    build, kept = scored(town)
    assert kept == set(build.tables)
    assert build.about["as_before"] is True


def test_a_late_month_makes_only_the_present_list_again(town: Workspace) -> None:
    delivered(
        town, contacts="from contacts where on_date < (select max(on_date) - 90 from contacts) or person_id % 2 = 0"
    )
    build, kept = scored(town)
    assert {"terms", "validation", "calibration", "band_shares", "crisis_years", "people_now_spells"} <= kept
    assert not {"scores", "contacts_by_year"} & kept
    assert "as_before" not in build.about
    assert_as_if_afresh(town, build)


def test_a_change_long_ago_is_learned_from(town: Workspace) -> None:
    delivered(town, contacts="from contacts where person_id % 3 > 0")
    build, kept = scored(town)
    assert {"people_fitted_spells", "appointments_by_year"} <= kept
    assert not {"terms", "validation", "scores"} & kept
    assert_as_if_afresh(town, build)


def test_stays_change_what_happened_and_so_the_model(town: Workspace) -> None:
    delivered(town, spells="from spells where hash(person_id, admitted_on) % 20 > 0")
    build, kept = scored(town)
    assert not {"terms", "validation", "crisis_years", "scores", "appointments_by_year"} & kept
    assert "contacts_by_year" in kept
    assert_as_if_afresh(town, build)


def test_what_may_not_be_used_any_more_is_not_taken_over(town: Workspace) -> None:
    score_people(town)
    build = score_people(town, without=["contacts"])
    before = current_build(town, "risk")
    assert before is not None
    assert before.id == build.id
    assert "as_before" not in build.about
    with connect() as connection:
        build.open_in(connection, "contacts_by_year", "terms")
        assert connection.execute("select count(*) from contacts_by_year").fetchone() == (0,)
        assert connection.execute("select * from terms where term like 'community%'").fetchall() == []


def test_linked_tables_that_do_not_say_what_they_are_made_from_are_read_again(
    tmp_path_factory: pytest.TempPathFactory, made_up: ModuleType
) -> None:
    workspace = Workspace.open(tmp_path_factory.mktemp("unmarked") / "w", create=True)
    made_up.write_linked(workspace, people=2_000, seed=4)
    score_people(workspace)
    build, kept = scored(workspace)
    assert kept == set()
    assert "as_before" not in build.about
