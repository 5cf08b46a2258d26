"""A place's mailbox: where it is, what it is called, and the secrets that open it.

``mesh.json`` in the workspace holds what is no secret: ``url``, ``mailbox``, ``to``, ``workflow`` and, for a server
that asks for them, the paths ``certificate``, ``private_key`` and ``authority``. The two secrets are files of the
keys folder, read by their owner alone: ``mesh-password.key`` and ``mesh-shared.key``.
"""

import json
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from joinedup.engine import Workspace
from joinedup.exchange.mailbox import MeshError

FILE = "mesh.json"
HERE = frozenset({"127.0.0.1", "localhost", "::1"})
_ASKED = ("url", "mailbox", "to", "workflow")
_MAY = ("certificate", "private_key", "authority")


@dataclass(frozen=True, slots=True)
class Account:
    """One mailbox. ``to`` and ``workflow``: where trace requests go, as the national service told the place."""

    url: str
    mailbox: str
    password: str = field(repr=False)
    shared_key: str = field(repr=False)
    to: str = ""
    workflow: str = ""
    certificate: Path | None = None
    private_key: Path | None = None
    authority: Path | None = None

    def __post_init__(self) -> None:
        address = urlsplit(self.url)
        if address.scheme != "https" and not (address.scheme == "http" and address.hostname in HERE):
            raise MeshError(
                "The mailbox's address does not begin with https://.",
                f"Put the address the national service gave you into {FILE}; only a server on this machine may do "
                "without https.",
            )


def read_account(workspace: Workspace) -> Account:
    """The workspace's mailbox. Raises MeshError when it is not set up, or others could read its secrets."""
    said = _settings(workspace.root / FILE)
    paths: dict[str, Any] = {name: Path(said[name]) for name in _MAY if said.get(name)}
    keys = workspace.root / "keys"
    return Account(
        **{name: said[name] for name in _ASKED},
        **paths,
        password=_secret(keys / "mesh-password.key"),
        shared_key=_secret(keys / "mesh-shared.key"),
    )


def _settings(path: Path) -> dict[str, Any]:
    fix = f"Write {FILE} into the workspace with: {', '.join(_ASKED)}; 'send a trace by MESH' in the docs shows one."
    try:
        said = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as problem:
        raise MeshError("This workspace has no mailbox.", fix) from problem
    except (OSError, ValueError) as problem:
        raise MeshError(f"{FILE} cannot be read.", fix) from problem
    missing = [name for name in _ASKED if not isinstance(said, dict) or not isinstance(said.get(name), str)]
    if missing:
        raise MeshError(f"{FILE} does not say: {', '.join(missing)}.", fix)
    return dict(said)


def _secret(path: Path) -> str:
    try:
        mode = path.stat().st_mode
        secret = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise MeshError(
            f"The secret {path.name} is not in the keys folder.", "Put it there, readable by its owner alone."
        ) from problem
    if mode & (stat.S_IRWXG | stat.S_IRWXO) or not secret:
        raise MeshError(f"{path.name} is empty, or others can read it.", f"Write it again, then: chmod 600 {path.name}")
    return secret
