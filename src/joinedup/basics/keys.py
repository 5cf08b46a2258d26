"""Secrets of one workspace: files in its ``keys`` folder that only the owner may read, made on first use.

Keys lie apart from the data (``W/keys``) so that a copy of the data alone tells nobody who is who. This is the one
place where they are made and read: each is 64 bytes, written as hexadecimal letters. A file of 32 plain bytes, as
workspaces were given for their identity key before, is read as it is; nothing is made in that form any more.
"""

import os
import secrets
import stat
from pathlib import Path

from joinedup.basics.durable import sync
from joinedup.basics.errors import JoinedUpError

LENGTH = 64
"""Bytes of a key."""
_PLAIN = 32


class KeyFileError(JoinedUpError):
    """A key is missing, short, or can be read by others."""

    code = "governance.key"


def read_or_make(folder: Path, name: str) -> bytes:
    """The bytes of ``folder/name.key``; makes folder (mode 700) and key (mode 600) when there are none yet."""
    path = folder / f"{name}.key"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(path)
    return read(path)


def read(path: Path) -> bytes:
    """The bytes of a key; refuses one that is cut short or otherwise damaged."""
    content = path.read_bytes()
    key = _from_letters(content)
    if len(key) != LENGTH and (key or len(content) != _PLAIN):
        raise KeyFileError(
            f"The key {path.name} is damaged.", "Put the file back from your back-up of the keys folder."
        )
    return key or content


def open_to_others(path: Path) -> bool:
    """True when the group or anybody else may read the file or folder."""
    return bool(stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO))


def _from_letters(content: bytes) -> bytes:
    try:
        return bytes.fromhex(content.decode("ascii").strip())
    except ValueError:
        return b""


def _make(path: Path) -> None:
    """Two processes that start together agree on one key: the link fails for the second."""
    own = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(LENGTH))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(own, path)
    except FileExistsError:
        pass
    finally:
        own.unlink()
    sync(path.parent)
