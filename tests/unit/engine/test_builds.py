"""A build is finished or it is not there; the one that serves is never touched."""

import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from joinedup.engine import (
    DiskFullError,
    EngineError,
    Workspace,
    WorkspaceBusyError,
    builds_of,
    connect,
    current_build,
    new_build,
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.open(tmp_path / "w", create=True)


def made(workspace: Workspace, value: int, layer: str = "linked") -> str:
    with connect() as connection, new_build(workspace, layer, inputs={"intake": "x"}) as draft:
        draft.write(connection, "numbers", f"select {value} as n")
    return draft.id


def served(workspace: Workspace) -> int:
    build = current_build(workspace, "linked")
    assert build is not None
    with connect() as connection:
        build.open_in(connection)
        return connection.execute("select n from numbers").fetchall()[0][0]


def left_over(workspace: Workspace) -> list[str]:
    return [path.name for path in workspace.layer("linked").iterdir() if path.name.startswith(".")]


def test_a_build_names_its_inputs_tables_and_columns(workspace):
    build_id = made(workspace, 1)
    build = current_build(workspace, "linked")
    assert (build.id, build.inputs, build.tables) == (build_id, {"intake": "x"}, ("numbers",))
    assert build.manifest["tables"]["numbers"]["rows"] == 1
    assert build.manifest["tables"]["numbers"]["columns"] == {"n": "INTEGER"}
    with pytest.raises(KeyError):
        build.table("nothing")


def test_there_is_no_current_build_before_the_first(workspace):
    assert current_build(workspace, "linked") is None
    assert builds_of(workspace, "linked") == []


def test_an_old_build_stays_as_it_was_while_a_new_one_serves(workspace):
    made(workspace, 1)
    old = current_build(workspace, "linked")
    before = {path.name: path.read_bytes() for path in old.folder.iterdir()}
    made(workspace, 2)
    assert served(workspace) == 2
    assert {path.name: path.read_bytes() for path in old.folder.iterdir()} == before


def test_three_builds_are_kept_and_the_one_that_serves_is_never_forgotten(workspace):
    ids = [made(workspace, n) for n in range(5)]
    assert [build.id for build in builds_of(workspace, "linked")] == sorted(ids[-3:])
    pointer = workspace.layer("linked") / "current"
    pointer.write_text(ids[2] + "\n")
    for n in range(2):
        with pytest.raises(ZeroDivisionError), new_build(workspace, "linked", inputs={}):
            raise ZeroDivisionError
        assert current_build(workspace, "linked").id == ids[2], n


def test_a_build_that_fails_leaves_no_trace(workspace):
    made(workspace, 1)
    with pytest.raises(ZeroDivisionError), connect() as connection, new_build(workspace, "linked", inputs={}) as draft:
        raise ZeroDivisionError(draft.write(connection, "numbers", "select 2 as n"))
    assert (served(workspace), len(builds_of(workspace, "linked")), left_over(workspace)) == (1, 1, [])


@pytest.mark.parametrize("last_step", ["draft.write", "rename", "pointer"])
def test_a_killed_process_leaves_the_old_build_serving_and_the_next_run_finishes(workspace, last_step):
    made(workspace, 1)
    script = """
        import os, signal, sys
        from pathlib import Path
        from joinedup.engine import Workspace, builds, connect, new_build
        def stop(*arguments):
            os.kill(os.getpid(), signal.SIGKILL)
        with connect() as connection, new_build(Workspace.open(sys.argv[1]), "linked", inputs={}) as draft:
            draft.write(connection, "numbers", "select 2 as n")
            if sys.argv[2] == "draft.write":
                stop()
            if sys.argv[2] == "rename":
                Path.rename = stop
            real = builds.write_durably
            builds.write_durably = lambda path, text: stop() if path.name == "current" else real(path, text)
        """
    command = [sys.executable, "-c", textwrap.dedent(script), str(workspace.root), last_step]
    assert subprocess.run(command, timeout=120, check=False).returncode == -signal.SIGKILL
    assert served(workspace) == 1
    made(workspace, 3)
    assert (served(workspace), left_over(workspace)) == (3, [])


def test_a_second_writer_is_told_at_once(workspace):
    with new_build(workspace, "linked", inputs={}) as draft:
        with pytest.raises(WorkspaceBusyError) as raised, new_build(workspace, "risk", inputs={}):
            pass
        with connect() as connection:
            draft.write(connection, "numbers", "select 1 as n")
    assert raised.value.fix
    assert served(workspace) == 1


def test_a_full_disk_is_said_and_the_old_build_serves(workspace):
    made(workspace, 1)
    script = """
        import resource, sys
        from joinedup.engine import DiskFullError, Workspace, connect, new_build
        workspace = Workspace.open(sys.argv[1])
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            with connect(spill=workspace.scratch()) as connection, new_build(workspace, "linked", inputs={}) as draft:
                draft.write(connection, "numbers", "select random() as n from range(200000)")
        except DiskFullError as error:
            print(error.message)
        """
    command = [sys.executable, "-c", textwrap.dedent(script), str(workspace.root)]
    told = subprocess.run(command, timeout=120, check=False, capture_output=True, text=True).stdout
    assert "is full. Nothing was changed" in told
    assert (served(workspace), len(builds_of(workspace, "linked")), left_over(workspace)) == (1, 1, [])


def test_no_room_for_the_pointer_leaves_the_old_build_and_no_orphan(workspace, monkeypatch):
    made(workspace, 1)
    from joinedup.engine import builds

    real = builds.write_durably

    def no_room(path: Path, text: str) -> None:
        if path.name == "current":
            raise OSError(28, "No space left on device")
        real(path, text)

    monkeypatch.setattr(builds, "write_durably", no_room)
    with pytest.raises(DiskFullError):
        made(workspace, 2)
    assert (served(workspace), len(builds_of(workspace, "linked"))) == (1, 1)


def test_a_damaged_build_is_said_in_words(workspace):
    made(workspace, 1)
    build = current_build(workspace, "linked")
    (build.folder / "manifest.json").write_text("{")
    with pytest.raises(EngineError) as raised:
        current_build(workspace, "linked")
    assert "linked build" in raised.value.message


def test_a_table_taken_over_is_the_same_file_and_outlives_the_build_it_came_from(workspace):
    with connect() as connection, new_build(workspace, "linked", inputs={}) as draft:
        draft.write(connection, "numbers", "select 7 as n")
        draft.mark("numbers", "sevens")
    first = current_build(workspace, "linked")
    assert first is not None
    assert first.holds("numbers", "sevens")
    assert not first.holds("numbers", "eights")
    assert not first.holds("letters", "sevens")
    for _ in range(4):  # more than are kept
        before = current_build(workspace, "linked")
        with new_build(workspace, "linked", inputs={}) as draft:
            draft.keep("numbers", before)
    last = current_build(workspace, "linked")
    assert last is not None
    assert not first.folder.exists()
    assert last.holds("numbers", "sevens")
    assert served(workspace) == 7
    assert workspace.size()["builds"] < 2 * (last.folder / "numbers.parquet").stat().st_size + 10_000
