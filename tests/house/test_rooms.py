"""Where things are: rooms that hold something, files one can read in a sitting, tools in the room they belong to."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from repository import ROOT, SOURCE, imported, python_sources, rooms, texts

BANNED_ROOMS = {"core", "common", "utils", "util", "helpers", "helper", "misc", "shared", "lib"}
ONLY_IN = {
    "django": "web",
    "allauth": "web",
    "csp": "web",
    "whitenoise": "web",
    "duckdb": "engine",
    "sqlglot": "engine",
    "pyspark": "engine",
    "typer": "cli",
}
LONGEST = 400
MADE = "docs/reference/"  # made from the code, to be searched rather than read
READABLE = {".py", ".sql", ".jinja", ".css", ".js", ".md"}


def test_rooms_import_downward_only() -> None:
    linted = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert linted.returncode == 0, linted.stdout[-3000:]


@pytest.mark.parametrize(("library", "room"), ONLY_IN.items())
def test_a_library_is_imported_in_its_own_room_only(library: str, room: str) -> None:
    strangers = [
        str(path.relative_to(ROOT))
        for path, text in python_sources()
        if path.relative_to(SOURCE).parts[0] != room and library in {name.split(".")[0] for name in imported(text)}
    ]
    assert not strangers, f"{library} belongs to {room}"


def test_no_room_is_a_drawer_for_odds_and_ends() -> None:
    names = {path.stem for path, _ in python_sources()} | {path.parent.name for path, _ in python_sources()}
    assert not names & BANNED_ROOMS


def test_no_room_is_empty() -> None:
    empty = [room for room in rooms() if not any(_does_something(text) for text in _texts_of(room))]
    assert not empty, "a room exists once it has something in it"


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path, text in python_sources()
        if "migrations" not in path.parts and text.strip() and ast.get_docstring(ast.parse(text)) is None
    ]
    assert not silent


def test_long_files_say_why() -> None:
    long = [
        name
        for name, text in texts().items()
        if Path(name).suffix in READABLE
        and not name.startswith(MADE)
        and text.count("\n") > LONGEST
        and "long because" not in text[:1500].lower()
    ]
    assert not long, f"over {LONGEST} lines: split it, or say 'Long because …' at its top"


def _texts_of(room: str) -> list[str]:
    return [text for path, text in python_sources() if path.relative_to(SOURCE).parts[0] == room]


def _does_something(text: str) -> bool:
    body = ast.parse(text).body
    return any(not isinstance(node, ast.Expr | ast.Import | ast.ImportFrom) for node in body)
