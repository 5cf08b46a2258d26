"""The one folder everything lives in: keys, the desk's database, what arrived, and the builds."""

import errno
import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from joinedup.basics import keys
from joinedup.basics.durable import write_durably
from joinedup.basics.errors import JoinedUpError

FORMAT = 1
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})  # a full disk, a quota, a limit on one file
_MARKER = "workspace.json"


class WorkspaceError(JoinedUpError):
    """The folder is not a workspace, or not one that this version reads."""

    code = "workspace"


class WorkspaceBusyError(JoinedUpError):
    """Another command is writing to the workspace."""

    code = "workspace-busy"


class DiskFullError(JoinedUpError):
    """There is no room left to write; nothing half-written is kept."""

    code = "disk-full"

    def __init__(self, where: Path) -> None:
        super().__init__(
            f"The disk that holds {where.name} is full. Nothing was changed: what was there still serves.",
            "Free some space, then run the same command again.",
        )


class Workspace:
    """A folder with a marker file. Made on first use by a command that writes; never by one that only reads."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def open(cls, folder: Path | str, *, create: bool = False) -> "Workspace":
        """The workspace in ``folder``. Raises WorkspaceError when it is not one and ``create`` is false."""
        root = Path(folder).expanduser().resolve()
        if create and not (root / _MARKER).exists():
            _make(root)
        return cls(_checked(root))

    @property
    def intake(self) -> Path:
        """What arrived and was accepted."""
        return self.root / "intake"

    @property
    def desk(self) -> Path:
        """The SQLite database of the site, when no other is named."""
        return self.root / "desk.sqlite3"

    def layer(self, name: str) -> Path:
        """The folder of one kind of build."""
        return self.root / "builds" / name

    def scratch(self) -> Path:
        """Where an engine may spill; emptied at will."""
        return _folder(self.root / "scratch")

    def key(self, name: str) -> bytes:
        """A secret in a file that only its owner reads; made when first asked for. Raises KeyFileError for damage."""
        with full_disk_is_said(self.root):
            return keys.read_or_make(self.root / "keys", name)

    def size(self) -> dict[str, int]:
        """Bytes on the disk by part: intake, builds, scratch, keys, desk and the rest; a file of two builds once."""
        parts = {"intake": 0, "builds": 0, "scratch": 0, "keys": 0, "desk": 0, "other": 0}
        counted = set()
        for path in self.root.rglob("*"):
            if path.is_file() and not path.is_symlink():
                told = path.stat()
                parts[self._part(path)] += told.st_size if told.st_ino not in counted else 0
                counted.add(told.st_ino)
        return parts

    def _part(self, path: Path) -> str:
        first = path.relative_to(self.root).parts[0]
        if first.startswith(self.desk.name):
            return "desk"
        return first if first in ("intake", "builds", "scratch", "keys") else "other"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the workspace for one writer; a second one is told at once, not left waiting."""
        with _lock_file(self.root) as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise WorkspaceBusyError(
                    "Another command is writing to this workspace.",
                    "Wait until it has finished, then run this again.",
                ) from error
            yield


@contextmanager
def full_disk_is_said(where: Path) -> Iterator[None]:
    """Turns the operating system's 'no space left' into an error that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFullError(where) from error
        raise


def _make(root: Path) -> None:
    if root.is_dir() and any(root.iterdir()):
        raise WorkspaceError(
            f"{root.name} holds other files and is not a workspace.", "Name an empty or new folder with --workspace."
        )
    if root.exists() and not root.is_dir():
        raise WorkspaceError(f"{root.name} is a file.", "Name a folder with --workspace.")
    with full_disk_is_said(root), _refusal_is_said(root):
        _folder(root, 0o700)
        write_durably(root / _MARKER, json.dumps({"joinedup_workspace": FORMAT}) + "\n")


def _checked(root: Path) -> Path:
    marker = root / _MARKER
    try:
        found = json.loads(marker.read_text(encoding="utf-8")).get("joinedup_workspace")
    except (OSError, ValueError, AttributeError) as error:
        raise WorkspaceError(
            f"{root.name or root} is not a JoinedUp workspace.",
            "Name the folder that 'joinedup demo' or 'joinedup intake' made, with --workspace.",
        ) from error
    if found != FORMAT:
        raise WorkspaceError(
            f"{root.name} was made by another version of JoinedUp (format {found}, this one reads {FORMAT}).",
            "Use the version that made it, or load the extracts into a new workspace.",
        )
    return root


def _folder(path: Path, mode: int = 0o755) -> Path:
    path.mkdir(mode=mode, parents=True, exist_ok=True)
    return path


@contextmanager
def _refusal_is_said(root: Path) -> Iterator[None]:
    try:
        yield
    except (PermissionError, NotADirectoryError, FileExistsError) as error:
        raise WorkspaceError(
            f"{root.name} cannot be written to.", "Name a folder you may write to with --workspace."
        ) from error


@contextmanager
def _lock_file(root: Path) -> Iterator[TextIO]:
    with _refusal_is_said(root), full_disk_is_said(root):
        lock = (root / ".lock").open("a")
    with lock:
        yield lock
