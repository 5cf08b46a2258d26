"""The workspace folder: made once, checked always, its keys for its owner only."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from joinedup.basics.keys import LENGTH, KeyFileError
from joinedup.engine import Workspace, WorkspaceError


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_is_made_only_when_asked(tmp_path):
    with pytest.raises(WorkspaceError):
        Workspace.open(tmp_path / "w")
    assert not (tmp_path / "w").exists()
    made = Workspace.open(tmp_path / "w", create=True)
    assert Workspace.open(tmp_path / "w").root == made.root
    assert mode(made.root) == 0o700


@pytest.mark.parametrize("marker", ["", "{", "[]", json.dumps({"joinedup_workspace": 99}), json.dumps({"another": 1})])
def test_a_damaged_or_foreign_marker_is_said(tmp_path, marker):
    (tmp_path / "workspace.json").write_text(marker)
    with pytest.raises(WorkspaceError) as raised:
        Workspace.open(tmp_path, create=True)
    assert raised.value.fix


def test_a_folder_of_other_things_and_a_file_are_refused(tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "diary.txt").write_text("mine")
    for name in ("notes", "notes/diary.txt", "notes/diary.txt/inside"):
        with pytest.raises(WorkspaceError):
            Workspace.open(tmp_path / name, create=True)
    assert sorted(path.name for path in (tmp_path / "notes").iterdir()) == ["diary.txt"]


def test_a_key_is_made_once_by_whoever_comes_first_and_only_its_owner_reads_it(tmp_path):
    workspace = Workspace.open(tmp_path / "w", create=True)
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: Workspace.open(tmp_path / "w").key("identity"), range(16)))
    assert len(keys) == 1
    assert len(keys.pop()) == LENGTH
    assert [path.name for path in (workspace.root / "keys").iterdir()] == ["identity.key"]
    assert (mode(workspace.root / "keys"), mode(workspace.root / "keys" / "identity.key")) == (0o700, 0o600)
    assert workspace.key("identity") != workspace.key("site")


def test_a_damaged_key_is_never_replaced_in_silence(tmp_path):
    workspace = Workspace.open(tmp_path / "w", create=True)
    workspace.key("identity")
    (workspace.root / "keys" / "identity.key").write_bytes(b"short")
    with pytest.raises(KeyFileError):
        workspace.key("identity")
    (workspace.root / "keys" / "identity.key").write_text("ab" * 16)  # one of today, cut to the length of an old one
    with pytest.raises(KeyFileError):
        workspace.key("identity")


def test_a_key_of_an_older_workspace_is_read_as_it_is(tmp_path):
    workspace, old = Workspace.open(tmp_path / "w", create=True), bytes(range(200, 232))
    workspace.key("site")
    (workspace.root / "keys" / "identity.key").write_bytes(old)
    assert workspace.key("identity") == old


def test_its_size_is_told_by_part(tmp_path):
    workspace = Workspace.open(tmp_path / "w", create=True)
    workspace.key("identity")
    (workspace.root / "desk.sqlite3").write_bytes(b"x" * 100)
    (workspace.root / "desk.sqlite3-wal").write_bytes(b"x" * 11)
    workspace.intake.mkdir()
    (workspace.intake / "a").write_bytes(b"x" * 7)
    sizes = workspace.size()
    assert (sizes["desk"], sizes["intake"], sizes["keys"], sizes["builds"]) == (111, 7, 2 * LENGTH, 0)
