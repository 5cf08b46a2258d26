"""Made-up plans: data in TOML, held as a structure that can be laid out in many ways and spoilt on purpose."""

import copy
import tomllib
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

NAMES = {"p1-2014-07": "westmoor_2014_07", "p1-2013-12": "westmoor_2013_12"}


@dataclass(slots=True)
class Example:
    """One made-up plan: ``fields`` by key (``@risks`` and the like stand for a table), rows by kind, tables by name."""

    template: str
    title: str
    fields: dict[str, str]
    signatures: list[dict[str, str]] = field(default_factory=list)
    documents: list[dict[str, str]] = field(default_factory=list)
    milestones: list[dict[str, str]] = field(default_factory=list)
    risks: list[dict[str, str]] = field(default_factory=list)
    changes: list[dict[str, str]] = field(default_factory=list)
    schemes: list[dict[str, str]] = field(default_factory=list)
    providers: list[dict[str, str]] = field(default_factory=list)
    tables: dict[str, list[list[str]]] = field(default_factory=dict)

    def copy(self) -> "Example":
        """A copy that may be changed."""
        return copy.deepcopy(self)


def made_up(template: str = "p1-2014-07") -> Example:
    """A fresh copy of the flawless made-up plan in one of the forms."""
    text = resources.files(__package__).joinpath(f"{NAMES[template]}.toml").read_text("utf-8")
    stored: dict[str, Any] = tomllib.loads(text)
    tables = {name: table["rows"] for name, table in stored.pop("tables", {}).items()}
    return Example(**stored, tables=tables)
