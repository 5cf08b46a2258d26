"""Templates as data: a folder a version, in our own words, dated and never edited after its year."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

FOLDERS = ("p1_2013_12", "p1_2014_07")
_PLAIN = ("key", "ask", "kind", "who", "required", "condition", "became")


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a template: its key, our words for it, the kind of answer, and how it is recognised."""

    key: str
    ask: str
    kind: str
    who: str = "partners"
    required: bool = True
    condition: bool = False
    headings: tuple[str, ...] = ()
    prompts: tuple[tuple[str, ...], ...] = ()
    asides: tuple[tuple[str, ...], ...] = ()
    labels: tuple[tuple[str, ...], ...] = ()
    barred: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()
    became: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading: it holds no answer, and tells where in the form we are."""

    key: str
    title: str
    headings: tuple[str, ...]
    asides: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """A form that repeats: one per scheme, one per provider."""

    name: str
    start: tuple[str, ...]
    headings: tuple[str, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """One dated version of the form."""

    id: str
    title: str
    issued: str
    deadline: dt.date
    years: tuple[str, ...]
    sections: tuple[Heading, ...]
    questions: tuple[Question, ...]
    marks: tuple[str, ...] = ()
    furniture: tuple[tuple[str, ...], ...] = ()
    annexes: Mapping[str, Annex] = field(default_factory=dict)
    draft_deadline: dt.date | None = None
    next: str | None = None

    def question(self, key: str) -> Question | None:
        """The question of that key; a key with its year finds the question without."""
        every = [*self.questions, *(q for annex in self.annexes.values() for q in annex.questions)]
        return next((q for q in every if key == q.key or key.startswith(f"{q.key}.2")), None)


@cache
def templates() -> Mapping[str, Template]:
    """All templates by id, oldest first."""
    loaded = [_template(folder) for folder in FOLDERS]
    return {template.id: template for template in loaded}


def _template(folder: str) -> Template:
    stored = _toml(folder, "template")
    annexes = {name: _annex(_toml(folder, name)) for name in stored.get("annexes", [])}
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
        annexes=annexes,
        draft_deadline=stored.get("draft_deadline"),
        next=stored.get("next"),
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
    values |= {name: tuple(stored.get(name, [])) for name in ("headings", "split", "demands")}
    return Question(barred=tuple(stored.get("not", [])), **values)


def _lists(stored: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(words) for words in stored)
