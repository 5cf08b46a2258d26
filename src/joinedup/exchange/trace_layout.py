"""The national batch trace as data: columns, outcome codes and the least confidence at which an answer is obeyed.

They are in ``pds_mesh.json`` with their source, and not all of them are confirmed (``verified`` says so). A workspace
may put its own ``pds_mesh.json`` in their place, without waiting for a release.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass, fields
from importlib.resources import files
from typing import Any

from joinedup.engine import NothingBuiltError, Workspace

NAME = "pds_mesh.json"


@dataclass(frozen=True, slots=True)
class Layout:
    """``request`` and ``response``: our word → the file's column. ``single``: outcomes that name one person."""

    verified: bool
    request: dict[str, str]
    response: dict[str, str]
    single: frozenset[str]
    replaced: frozenset[str]
    scored: frozenset[str]
    least_confidence: float


def read_layout(workspace: Workspace) -> Layout:
    """The place's own layout, or the one that comes with JoinedUp."""
    own = workspace.root / NAME
    text = (own if own.exists() else files(__package__) / NAME).read_text("utf-8")
    said: dict[str, Any] = json.loads(text)
    found: dict[str, Any] = {field.name: said[field.name] for field in fields(Layout)}
    made: dict[str, Any] = {key: frozenset(one) if isinstance(one, list) else one for key, one in found.items()}
    return Layout(**made)


def reference(key: bytes, source: str, organisation_code: str, source_person_id: str) -> str:
    """What stands for a record in a request: the same each time, and of no use to anybody without the key."""
    said = "\x1f".join(("trace", source, organisation_code, source_person_id))
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()[:32]


def nothing_linked() -> NothingBuiltError:
    """What is said when there is no build to ask about."""
    return NothingBuiltError("Nothing has been linked yet.", "Run 'joinedup link' on this workspace first.")
