"""What the house rules look at: the tracked files and the source, read once."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "joinedup"


@cache
def tracked() -> tuple[Path, ...]:
    """Every file git knows of that is still there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


@cache
def texts() -> dict[str, str]:
    """Name in the repository → text, of every tracked file that is text."""
    found = {}
    for path in tracked():
        try:
            found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


def python_sources() -> Iterator[tuple[Path, str]]:
    """Each tracked module of the package, with its text."""
    for name, text in texts().items():
        if name.startswith("src/joinedup/") and name.endswith(".py"):
            yield ROOT / name, text


def imported(text: str) -> Iterator[str]:
    """Every module a text imports, by its full name, wherever in the text it does."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def rooms() -> list[str]:
    """The rooms there are."""
    return sorted({path.relative_to(SOURCE).parts[0] for path, _ in python_sources() if path.parent != SOURCE})
