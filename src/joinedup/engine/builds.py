"""Builds: immutable folders of Parquet behind one pointer.

A build is written in a folder of its own, described by a manifest, renamed into place and only then pointed at. A
process killed half-way leaves the old build serving and a draft that the next writer throws away. Every number on a
page names the build it came from.
"""

import datetime as dt
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from joinedup import __version__
from joinedup.basics.durable import sync, write_durably
from joinedup.engine.duck import Connection, EngineError, quoted
from joinedup.engine.workspace import Workspace, full_disk_is_said

KEEP = 3
_ROWS = 122_880  # in a row group; fewer make one person quick to find in a wide table, and a long one slower to write
MOST_CODES = 2000  # a column with more values in a row group is no list of codes: a dictionary only slows it down
COMPRESSION = f"compression zstd, compression_level 1, dictionary_size_limit {MOST_CODES}"
"""How Parquet is written. Level 1 is up to a third less work than the usual 3, for files up to a twentieth larger."""
_DRAFT = ".draft-"
_POINTER = "current"
_MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Build:
    """A finished build: its id, its folder and what its manifest says."""

    id: str
    layer: str
    folder: Path
    manifest: Mapping[str, Any]

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of its tables."""
        return tuple(self.manifest["tables"])

    @property
    def inputs(self) -> Mapping[str, str]:
        """Layer → id of each build this one was made from."""
        return dict(self.manifest["inputs"])

    @property
    def about(self) -> Mapping[str, Any]:
        """What the room that wrote it says of it."""
        return dict(self.manifest["about"])

    @property
    def made_at(self) -> dt.datetime:
        """When it was finished, in UTC."""
        return dt.datetime.fromisoformat(self.manifest["made_at"])

    def table(self, name: str) -> Path:
        """The Parquet file of one table."""
        if name not in self.manifest["tables"]:
            raise KeyError(f"the {self.layer} build has no table {name}")
        return self.folder / f"{name}.parquet"

    def holds(self, name: str, mark: str) -> bool:
        """True when table ``name`` is here, whole, and was made from what ``mark`` stands for."""
        told = self.manifest["tables"].get(name, {})
        path = self.folder / f"{name}.parquet"
        return told.get("made_from") == mark and path.is_file() and bool(path.stat().st_size == told["bytes"])

    def open_in(self, connection: Connection, *names: str) -> None:
        """Makes each table (or those named) a view of its own name."""
        for name in names or self.tables:
            connection.execute(f'create or replace view "{name}" as from read_parquet({quoted(self.table(name))})')


@dataclass
class Draft:
    """A build being written."""

    id: str
    folder: Path
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)

    def write(self, connection: Connection, name: str, query: str, *, row_group: int = _ROWS) -> int:
        """Writes the rows of ``query`` as table ``name``; returns how many."""
        path = self.folder / f"{name}.parquet"
        copy = f"copy ({query}) to {quoted(path)} (format parquet, {COMPRESSION}, row_group_size {row_group})"
        counted = connection.execute(copy).fetchone()
        columns = connection.execute(f"describe from read_parquet({quoted(path)})").fetchall()
        rows = int(counted[0]) if counted else 0
        self.tables[name] = {"rows": rows, "bytes": path.stat().st_size, "columns": {row[0]: row[1] for row in columns}}
        return rows

    def keep(self, name: str, build: Build) -> None:
        """Takes table ``name`` over from an earlier build as it stands: the same file under a second name."""
        path = self.folder / f"{name}.parquet"
        try:
            os.link(build.table(name), path)
        except OSError:  # a file system without second names
            shutil.copyfile(build.table(name), path)
        self.tables[name] = dict(build.manifest["tables"][name])

    def mark(self, name: str, mark: str) -> None:
        """Says what table ``name`` was made from, for ``Build.holds``."""
        self.tables[name]["made_from"] = mark


@contextmanager
def new_build(workspace: Workspace, layer: str, *, inputs: Mapping[str, str]) -> Iterator[Draft]:
    """Write a build inside the block; it becomes the current one when the block ends well, and is gone if not."""
    with workspace.writing(), full_disk_is_said(workspace.root):
        home = workspace.layer(layer)
        home.mkdir(parents=True, exist_ok=True)
        _sweep_drafts(home)
        build_id = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(3)}"
        draft = Draft(build_id, home / f"{_DRAFT}{build_id}")
        draft.folder.mkdir()
        try:
            yield draft
            _finish(home, layer, draft, inputs)
        except BaseException:
            shutil.rmtree(draft.folder, ignore_errors=True)
            if _pointed_at(home) != build_id:
                shutil.rmtree(home / build_id, ignore_errors=True)
            raise
        _forget_old(home, keep=KEEP)


def current_build(workspace: Workspace, layer: str) -> Build | None:
    """The build that serves, or None when there has been none."""
    build_id = _pointed_at(workspace.layer(layer))
    return None if build_id is None else _read(workspace, layer, build_id)


def builds_of(workspace: Workspace, layer: str) -> list[Build]:
    """Every finished build still kept, oldest first."""
    return [_read(workspace, layer, folder.name) for folder in _finished(workspace.layer(layer))]


def _read(workspace: Workspace, layer: str, build_id: str) -> Build:
    folder = workspace.layer(layer) / build_id
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EngineError(
            f"The {layer} build {build_id} is damaged: its manifest cannot be read.",
            "Run the command that makes it again; the extracts it is made from are still there.",
        ) from error
    return Build(build_id, layer, folder, manifest)


def _finish(home: Path, layer: str, draft: Draft, inputs: Mapping[str, str]) -> None:
    manifest = {
        "id": draft.id,
        "layer": layer,
        "made_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "joinedup": __version__,
        "inputs": dict(inputs),
        "tables": draft.tables,
        "about": draft.about,
    }
    write_durably(draft.folder / _MANIFEST, json.dumps(manifest, indent=1))
    for path in draft.folder.iterdir():
        sync(path)
    draft.folder.rename(home / draft.id)
    sync(home)
    write_durably(home / _POINTER, draft.id + "\n")


def _pointed_at(home: Path) -> str | None:
    try:
        return (home / _POINTER).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _finished(home: Path) -> list[Path]:
    return sorted(path.parent for path in home.glob(f"[!.]*/{_MANIFEST}"))


def _sweep_drafts(home: Path) -> None:
    for left_over in home.glob(".*"):
        if left_over.is_dir():
            shutil.rmtree(left_over)
        else:
            left_over.unlink()


def _forget_old(home: Path, *, keep: int) -> None:
    serving = _pointed_at(home)
    for old in _finished(home)[:-keep]:
        if old.name != serving:
            shutil.rmtree(old, ignore_errors=True)
