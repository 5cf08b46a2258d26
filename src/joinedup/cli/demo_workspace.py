"""The workspace of a demonstration: made whole, used again, or made anew."""

import datetime as dt
import json
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joinedup import __version__
from joinedup.basics.errors import JoinedUpError
from joinedup.basics.progress import Tell
from joinedup.cli.demo_slips import write_late_delivery
from joinedup.engine import Workspace
from joinedup.intake import receive
from joinedup.linked import build_linked
from joinedup.measures import compute_measures
from joinedup.risk import score_people
from joinedup.synthetic import write_county
from joinedup.web.config import server

MARKER = "demo.json"


class NotADemoError(JoinedUpError):
    """The workspace holds something else than a demonstration, and is left alone."""

    code = "demo-workspace"


@dataclass(frozen=True)
class Demo:
    """A demonstration that can be served. ``cast``: email, role and organisation of each person."""

    workspace: Path
    people: int
    seed: int
    password: str
    cast: list[list[str]]
    reused: bool

    def as_dict(self) -> dict[str, Any]:
        """The JSON shape."""
        cast = [{"email": email, "role": role, "organisation": place} for email, role, place in self.cast]
        about = {"workspace": self.workspace, "people": self.people, "seed": self.seed, "reused": self.reused}
        return about | {"password": self.password, "sign_in_as": cast}


def ready(folder: Path, *, people: int, seed: int, tell: Tell) -> Demo:
    """The demonstration in ``folder``: used again when it was made whole with the same arguments, this month."""
    asked = {"people": people, "seed": seed, "joinedup": __version__, "month": f"{dt.datetime.now(dt.UTC):%Y-%m}"}
    there = _there(folder)
    if there.get("asked") == asked and "cast" in there:
        server.start(folder.resolve())
        server.prepare()
        return Demo(folder, people, seed, there["password"], there["cast"], reused=True)
    if there:
        shutil.rmtree(folder)
    return _made(folder, asked, tell)


def _there(folder: Path) -> dict[str, Any]:
    """What the marker says; {} when there is nothing yet. Raises NotADemoError when there is something else."""
    marker = folder / MARKER
    if marker.is_file():
        found: dict[str, Any] = json.loads(marker.read_text("utf-8"))
        return found
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotADemoError(
            f"{folder.name} is there already and holds no demonstration; nothing was changed.",
            "Name a new folder with --workspace.",
        )
    return {}


def _made(folder: Path, asked: dict[str, Any], tell: Tell) -> Demo:
    workspace = Workspace.open(folder, create=True)
    people, seed = asked["people"], asked["seed"]
    _mark(workspace, {"asked": asked})
    write_county(workspace.root / "county", people, seed, tell=tell)
    receive(workspace.root / "county", workspace, tell)
    receive(write_late_delivery(workspace.root / "late"), workspace, tell)
    linked = build_linked(workspace, tell)
    compute_measures(workspace, tell=tell)
    score_people(workspace, tell)
    tell("Making the desk ready", 0, 2)
    server.start(workspace.root)
    server.prepare()
    tell("Making the desk ready", 1, 2)
    from joinedup.web.demo.desk import set_up  # noqa: PLC0415 (models can be imported once Django is set up)

    password = f"demo-{secrets.token_urlsafe(9)}"
    cast = [[person.email, person.role, person.organisation] for person in set_up(linked, password)]
    _mark(workspace, {"asked": asked, "password": password, "cast": cast})
    tell("Making the desk ready", 2, 2)
    return Demo(folder, people, seed, password, cast, reused=False)


def _mark(workspace: Workspace, words: dict[str, Any]) -> None:
    """Kept beside the keys' own care: only the owner reads the demonstration's password."""
    marker = workspace.root / MARKER
    marker.touch(mode=0o600)
    marker.write_text(json.dumps(words, indent=1) + "\n", encoding="utf-8")
