"""A workspace is copied while people work in it, and proved by putting it back."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from joinedup.web.maintenance.back_up import BackUpError, back_up, restore


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with a desk, two linked builds of which the second serves, intake, keys and scratch."""
    made = tmp_path / "w"
    files = {
        "workspace.json": "{}",
        "intake/ledger.json": "[]",
        "intake/apc/one.parquet": "rows",
        "builds/linked/a/persons.parquet": "old",
        "builds/linked/b/persons.parquet": "new",
        "builds/linked/b/manifest.json": "{}",
        "builds/linked/current": "b\n",
        "scratch/spill.tmp": "x",
        "static/site.css": "x",
        "keys/site.key": "secret",
        "keys/pseudonyms/public-health.001.key": "secret",
    }
    for name, content in files.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(content)
    with closing(sqlite3.connect(made / "desk.sqlite3")) as desk:
        desk.execute("PRAGMA journal_mode=WAL")
        desk.execute("CREATE TABLE entries (number INTEGER PRIMARY KEY, twin INTEGER)")
        desk.commit()
    return made


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_what_is_kept_and_what_is_left_out(workspace: Path, tmp_path: Path) -> None:
    made = back_up(workspace, tmp_path / "copy")
    assert _names(tmp_path / "copy") == {
        "back-up.json",
        "workspace.json",
        "desk.sqlite3",
        "intake/ledger.json",
        "intake/apc/one.parquet",
        "builds/linked/b/persons.parquet",
        "builds/linked/b/manifest.json",
        "builds/linked/current",
    }
    assert (made.files, made.keys) == (7, False)


def test_the_keys_go_elsewhere_and_stay_closed_to_others(workspace: Path, tmp_path: Path) -> None:
    assert back_up(workspace, tmp_path / "copy", keys_to=tmp_path / "safe").keys
    assert _names(tmp_path / "safe") == {"site.key", "pseudonyms/public-health.001.key"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.joinpath("safe").rglob("*"))
    assert not any("key" in name for name in _names(tmp_path / "copy"))
    with pytest.raises(BackUpError, match="lie with the data"):
        back_up(workspace, tmp_path / "other", keys_to=tmp_path / "other" / "keys")


def test_a_copy_made_while_people_write_is_one_moment(workspace: Path, tmp_path: Path) -> None:
    """Two rows are written in each transaction; a copy never holds one without its twin."""
    stop = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(workspace / "desk.sqlite3", timeout=20)) as desk:
            number = 0
            while not stop.is_set():
                number += 2
                desk.execute("INSERT INTO entries VALUES (?, ?), (?, ?)", (number, number + 1, number + 1, number))
                desk.commit()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for turn in range(5):
            back_up(workspace, tmp_path / f"copy{turn}")
    finally:
        stop.set()
        writer.join()
    for turn in range(5):
        restore(tmp_path / f"copy{turn}", tmp_path / f"restored{turn}")
        with closing(sqlite3.connect(tmp_path / f"restored{turn}" / "desk.sqlite3")) as desk:
            alone = desk.execute("SELECT count(*) FROM entries WHERE twin NOT IN (SELECT number FROM entries)")
            assert alone.fetchone()[0] == 0


def test_what_is_put_back_is_what_was_copied(workspace: Path, tmp_path: Path) -> None:
    back_up(workspace, tmp_path / "copy", keys_to=tmp_path / "safe")
    restore(tmp_path / "copy", tmp_path / "again", keys=tmp_path / "safe")
    for name in _names(tmp_path / "copy") - {"back-up.json", "desk.sqlite3"}:
        assert (tmp_path / "again" / name).read_bytes() == (workspace / name).read_bytes()
    assert (tmp_path / "again/keys/site.key").read_text() == "secret"
    assert not (tmp_path / "again/keys/site.key").stat().st_mode & 0o077


@pytest.mark.parametrize("there", [False, True], ids=["new", "there and empty"])
def test_what_is_put_back_is_closed_to_others_on_the_machine(workspace: Path, tmp_path: Path, there: bool) -> None:
    back_up(workspace, tmp_path / "copy")
    if there:
        (tmp_path / "back").mkdir(mode=0o755)
    restore(tmp_path / "copy", tmp_path / "back")
    folders = [tmp_path / "back", *(path for path in (tmp_path / "back").rglob("*") if path.is_dir())]
    assert not [path.name for path in folders if path.stat().st_mode & 0o077]


@pytest.mark.parametrize("name", ["builds/linked/b/persons.parquet", "desk.sqlite3", "intake/ledger.json"])
def test_a_damaged_copy_is_refused_before_anything_is_put_back(workspace: Path, tmp_path: Path, name: str) -> None:
    back_up(workspace, tmp_path / "copy")
    (tmp_path / "copy" / name).write_bytes(b"damaged")
    with pytest.raises(BackUpError, match="missing or damaged") as refused:
        restore(tmp_path / "copy", tmp_path / "again")
    assert refused.value.where.file == name
    assert not (tmp_path / "again").exists()


def test_nothing_is_overwritten(workspace: Path, tmp_path: Path) -> None:
    back_up(workspace, tmp_path / "copy")
    with pytest.raises(BackUpError, match="there already"):
        back_up(workspace, tmp_path / "copy")
    with pytest.raises(BackUpError, match="not empty"):
        restore(tmp_path / "copy", workspace)


def test_a_copy_that_was_not_finished_is_not_one(workspace: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("joinedup.web.maintenance.back_up._copy_desk", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        back_up(workspace, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
    monkeypatch.undo()
    assert back_up(workspace, tmp_path / "copy").files == 7


def test_what_is_no_workspace_and_what_is_no_copy(tmp_path: Path) -> None:
    with pytest.raises(BackUpError, match="not a JoinedUp workspace"):
        back_up(tmp_path, tmp_path.parent / "copy-of-nothing")
    with pytest.raises(BackUpError, match="not a back-up"):
        restore(tmp_path, tmp_path / "again")


def test_a_copy_cannot_write_outside_its_folder(workspace: Path, tmp_path: Path) -> None:
    back_up(workspace, tmp_path / "copy")
    listed = (tmp_path / "copy/back-up.json").read_text().replace("intake/ledger.json", "../../evil.json")
    (tmp_path / "copy/back-up.json").write_text(listed)
    with pytest.raises(BackUpError, match="outside itself"):
        restore(tmp_path / "copy", tmp_path / "again")
