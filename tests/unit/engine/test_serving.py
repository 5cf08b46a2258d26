"""Readers see the build that serves, and a new one at their next reading."""

from pathlib import Path

import pytest

from joinedup.engine import NothingBuiltError, Serving, Workspace, connect, new_build


def _build(workspace: Workspace, value: int) -> str:
    with connect() as connection, new_build(workspace, "linked", inputs={}) as draft:
        draft.write(connection, "persons", f"select {value} as person_id")
        return draft.id


def test_a_flipped_pointer_is_seen_at_the_next_reading(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "w", create=True)
    serving = Serving(workspace)
    first = _build(workspace, 1)
    with serving.reading("linked") as before:
        second = _build(workspace, 2)
        assert before.builds["linked"].id == first
        assert before.connection.execute("select person_id from persons").fetchall() == [(1,)]
        with serving.reading("linked") as after:
            assert after.builds["linked"].id == second
            assert after.connection.execute("select person_id from persons").fetchall() == [(2,)]


def test_a_layer_never_built_says_which_command_makes_it(tmp_path: Path) -> None:
    serving = Serving(Workspace.open(tmp_path / "w", create=True))
    with pytest.raises(NothingBuiltError) as problem, serving.reading("risk"):
        pass
    assert "joinedup score" in problem.value.fix
