"""Templates as data: a folder a version, in our own words, dated and never edited after its year."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from joinedup.planning.templates.form import Annex, Column, Grid, Heading, Question, Template

__all__ = ["Annex", "Column", "Grid", "Heading", "Question", "Template", "templates"]

FOLDERS = (
    "p1_2013_12",
    "p2_2013_12",
    "whole_2013_12",
    "p1_2014_07",
    "p2_2014_07",
    "whole_2014_07",
    "return_2023_25",
    "return_2025_26",
)
_PLAIN = ("key", "ask", "kind", "who", "required", "condition", "became", "unit", "most")
_COLUMN = ("key", "ask", "kind", "unit", "needed", "became", "least", "most")


@cache
def templates() -> Mapping[str, Template]:
    """All templates by id, oldest first."""
    found: dict[str, Template] = {}
    for folder in FOLDERS:
        stored = _toml(folder, "template")
        made = _whole(stored, [found[part] for part in stored["parts"]]) if "parts" in stored else _read(folder, stored)
        found[made.id] = made
    return found


def _read(folder: str, stored: dict[str, Any]) -> Template:
    return Template(
        id=stored["id"],
        title=stored["title"],
        issued=stored["issued"],
        deadline=stored["deadline"],
        years=tuple(stored["years"]),
        sections=tuple(_heading(section) for section in stored["section"]),
        questions=tuple(_question(question) for question in stored["question"]),
        marks=tuple(stored.get("marks", [])),
        furniture=_lists(stored.get("furniture", [])),
        annexes={name: _annex(_toml(folder, name)) for name in stored.get("annexes", [])},
        draft_deadline=stored.get("draft_deadline"),
        next=stored.get("next"),
        medium=stored.get("medium", "document"),
        grids={grid["kind"]: _grid(grid) for grid in stored.get("grid", [])},
        unverified=stored.get("unverified", ""),
    )


def _whole(stored: dict[str, Any], parts: list[Template]) -> Template:
    """Several parts as one plan: what two of them ask under one key is asked once."""
    first = parts[0]
    sections = {section.key: section for part in reversed(parts) for section in part.sections}
    order = dict.fromkeys(section.key for part in parts for section in part.sections)
    questions = {question.key: question for part in reversed(parts) for question in part.questions}
    known = dict.fromkeys(question.key for part in parts for question in part.questions)
    return Template(
        id=stored["id"],
        title=stored["title"],
        issued=first.issued,
        deadline=first.deadline,
        years=first.years,
        sections=tuple(sections[key] for key in order),
        questions=tuple(questions[key] for key in known),
        marks=first.marks,
        furniture=first.furniture,
        annexes=first.annexes,
        draft_deadline=first.draft_deadline,
        next=stored.get("next"),
        medium="both",
        grids={kind: grid for part in parts for kind, grid in part.grids.items()},
        parts=tuple(part.id for part in parts),
        unverified=" ".join(part.unverified for part in parts if part.unverified),
    )


def _toml(folder: str, name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(folder, f"{name}.toml").read_text("utf-8"))


def _annex(stored: dict[str, Any]) -> Annex:
    questions = tuple(_question(question) for question in stored["question"])
    return Annex(stored["name"], tuple(stored["start"]), tuple(stored["headings"]), questions)


def _heading(stored: dict[str, Any]) -> Heading:
    return Heading(stored["key"], stored["title"], tuple(stored["headings"]), _lists(stored.get("asides", [])))


def _question(stored: dict[str, Any]) -> Question:
    values: dict[str, Any] = {name: stored[name] for name in _PLAIN if name in stored}
    values |= {name: _lists(stored.get(name, [])) for name in ("prompts", "asides", "labels")}
    values |= {name: tuple(stored.get(name, [])) for name in ("headings", "also", "split", "demands", "choices")}
    return Question(barred=tuple(stored.get("not", [])), named_rows=stored.get("rows"), **values)


def _grid(stored: dict[str, Any]) -> Grid:
    return Grid(
        stored["kind"],
        stored["name"],
        stored["title"],
        tuple(_column(column) for column in stored["column"]),
        became=stored.get("became", {}),
        units=stored.get("units", {}),
        lines={key: tuple(words) for key, words in stored.get("lines", {}).items()},
    )


def _column(stored: dict[str, Any]) -> Column:
    values: dict[str, Any] = {name: stored[name] for name in _COLUMN if name in stored}
    choices, barred = tuple(stored.get("choices", [])), tuple(stored.get("not", []))
    return Column(choices=choices, words=_lists(stored.get("words", [])), barred=barred, **values)


def _lists(stored: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words) for words in stored)
