"""How a plan is reviewed, as data: the lines a reviewer follows and the categories a review ends in, by edition."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

EDITION = "review_2014_10"
"""The edition a new review follows."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a reviewer looks into. ``sections`` are the parts of the form to read."""

    key: str
    title: str
    ask: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """One outcome of a review, what it means, and whether conditions belong to it."""

    key: str
    name: str
    means: str
    conditions: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """Lines and categories of one round. ``verified``: whether the lines were held against the published method."""

    id: str
    title: str
    dated: str
    source: str
    verified: bool
    lines: tuple[Line, ...]
    categories: tuple[Category, ...]

    def line(self, key: str) -> Line | None:
        """The line of that key, or None."""
        return next((line for line in self.lines if line.key == key), None)

    def category(self, key: str) -> Category | None:
        """The category of that key, or None."""
        return next((category for category in self.categories if category.key == key), None)


@cache
def edition(name: str = EDITION) -> Edition:
    """An edition by its id. Raises FileNotFoundError when there is none."""
    stored = tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
    lines = tuple(Line(one["key"], one["title"], one["ask"], tuple(one["sections"])) for one in stored["line"])
    categories = tuple(Category(**one) for one in stored["category"])
    about = {name: stored[name] for name in ("id", "title", "dated", "source", "verified")}
    return Edition(**about, lines=lines, categories=categories)
