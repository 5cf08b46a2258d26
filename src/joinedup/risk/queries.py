"""The analysts' SQL of this room, one query a file."""

from functools import cache
from importlib.resources import files


@cache
def query(path: str) -> str:
    """The text of one file, by its path inside this room."""
    return files("joinedup.risk").joinpath(path).read_text(encoding="utf-8")
