"""Copy a workspace while it is in use; put a copy back, and prove that it is what was copied.

What is copied: the desk's database at one moment (SQLite's own back-up, which waits for no writer), what arrived, and
of each layer the build that serves. Older builds and scratch are left out: builds are made again from what arrived.
Builds never change and what arrived is only added to, so files can be copied while others are written; lists are
copied before what they list.

The keys lie apart: a copy of the data alone tells nobody who is who, and cannot be served. They are copied to another
folder when one is named. A desk on PostgreSQL is backed up with PostgreSQL's own tools.
"""

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from joinedup.basics.errors import JoinedUpError
from joinedup.basics.finding import Where

LIST = "back-up.json"
DESK = "desk.sqlite3"
MARKER = "workspace.json"
LEFT_OUT = {"keys", "opt-out", "scratch", "static", ".lock", DESK, f"{DESK}-wal", f"{DESK}-shm"}
POINTER = "current"


class BackUpError(JoinedUpError):
    """The workspace cannot be copied, or the copy cannot be put back."""

    code = "maintenance.back-up"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was made or put back."""

    folder: Path
    files: int
    size: int
    keys: bool


def back_up(workspace: Path, to: Path, *, keys_to: Path | None = None) -> Copy:
    """Copy ``workspace`` into the new folder ``to``: whole, or not at all."""
    if to.exists():
        raise BackUpError(f"{to.name} is there already.", "Name a folder that does not exist yet.")
    if keys_to and (keys_to == to or to in keys_to.parents):
        raise BackUpError("The keys would lie with the data.", "Name a folder elsewhere for them.")
    unfinished = to.with_name(f".{to.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True, mode=0o700)
    listed = {name: _copy(workspace / name, unfinished / name) for name in _names(workspace)}
    if (workspace / DESK).exists():
        listed[DESK] = _copy_desk(workspace / DESK, unfinished / DESK)
    (unfinished / LIST).write_text(json.dumps({"format": 1, "files": listed}, indent=1, sort_keys=True), "utf-8")
    if keys_to:
        _copy_keys(workspace / "keys", keys_to)
    unfinished.rename(to)
    return _made(to, listed, keys_to is not None)


def restore(copy: Path, workspace: Path, *, keys: Path | None = None) -> Copy:
    """Put a copy back into the new folder ``workspace``, once every file is proved to be what was copied."""
    if workspace.exists() and any(workspace.iterdir()):
        raise BackUpError(f"{workspace.name} is not empty.", "Restore into a new folder, then look at it.")
    listed = _read_list(copy)
    for name, digest in listed.items():
        if not (copy / name).is_file() or _digest(copy / name) != digest:
            raise BackUpError("A file of the back-up is missing or damaged.", "Use another back-up.", Where(file=name))
    _own_folder(workspace)
    workspace.chmod(0o700)  # it may have been there, empty
    for name in listed:
        _copy(copy / name, workspace / name)
    if keys:
        _copy_keys(keys, workspace / "keys")
    if DESK in listed:
        _must_be_sound(workspace / DESK)
    return _made(workspace, listed, keys is not None)


def _names(workspace: Path) -> list[str]:
    """What to copy, lists before what they list."""
    if not (workspace / MARKER).is_file():
        raise BackUpError(
            f"{workspace.name} is not a JoinedUp workspace.", "Name the folder that holds workspace.json."
        )
    kept = [path for path in _files(workspace) if path.relative_to(workspace).parts[0] not in LEFT_OUT]
    serving = {
        pointer.parent / pointer.read_text("utf-8").strip() for pointer in kept if _is_pointer(pointer, workspace)
    }
    chosen = [path for path in kept if not _is_old_build(path, workspace, serving)]
    names = [path.relative_to(workspace).as_posix() for path in chosen]
    return sorted(names, key=lambda name: (name.endswith(".parquet"), name))


def _files(workspace: Path) -> Iterator[Path]:
    return (path for path in sorted(workspace.rglob("*")) if path.is_file() and not path.is_symlink())


def _is_pointer(path: Path, workspace: Path) -> bool:
    parts = path.relative_to(workspace).parts
    return len(parts) == 3 and parts[0] == "builds" and parts[2] == POINTER


def _is_old_build(path: Path, workspace: Path, serving: set[Path]) -> bool:
    parts = path.relative_to(workspace).parts
    inside = len(parts) > 3 and parts[0] == "builds"
    return inside and workspace.joinpath(*parts[:3]) not in serving


def _copy(source: Path, to: Path) -> str:
    """Copy a file, into folders that are their owner's alone, and give the digest of what was written."""
    _own_folder(to.parent)
    shutil.copyfile(source, to)
    return _digest(to)


def _own_folder(folder: Path) -> None:
    """Each of the folders above that has to be made too: ``mkdir`` alone gives its mode to the last."""
    for one in reversed([folder, *folder.parents]):
        if not one.exists():
            one.mkdir(mode=0o700)


def _copy_desk(source: Path, to: Path) -> str:
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as desk, closing(sqlite3.connect(to)) as copy:
        desk.backup(copy)
    return _digest(to)


def _copy_keys(source: Path, to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True, mode=0o700)
    to.chmod(0o700)
    for path in sorted(source.rglob("*.key")):
        there = to / path.relative_to(source)
        there.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(there, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(path.read_bytes())


def _read_list(copy: Path) -> dict[str, str]:
    try:
        content = json.loads((copy / LIST).read_text("utf-8"))
        files: dict[str, str] = content["files"]
    except (OSError, ValueError, KeyError) as problem:
        fix = "Name the folder that 'joinedup back-up' made."
        raise BackUpError(f"{copy.name} is not a back-up, or an unfinished one.", fix) from problem
    for name in files:
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise BackUpError("The back-up names a file outside itself.", "Do not use it.")
    return files


def _must_be_sound(desk: Path) -> None:
    with closing(sqlite3.connect(desk)) as opened:
        said = opened.execute("PRAGMA integrity_check").fetchone()[0]
    if said != "ok":
        raise BackUpError("The desk's database in this back-up is damaged.", "Use another back-up.")


def _made(folder: Path, listed: dict[str, str], keys: bool) -> Copy:
    return Copy(folder, len(listed), sum((folder / name).stat().st_size for name in listed), keys)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
