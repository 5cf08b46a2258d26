"""Dated code lists that measures read: facts with their source and edition, never edited after their year closes."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from joinedup.engine import Connection, quoted


@dataclass(frozen=True, slots=True)
class CodeList:
    """Groups of codes from one edition. A code of three characters stands for all that begin with it."""

    name: str
    title: str
    edition: str
    source: str
    verified: bool
    groups: Mapping[str, tuple[str, ...]]


@cache
def code_list(name: str) -> CodeList:
    """The list in ``codes/<name>.toml``."""
    data = tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    groups = {group: tuple(codes) for group, codes in data["groups"].items()}
    return CodeList(name, data["title"], data["edition"], data["source"], data["verified"], groups)


def put_codes(connection: Connection, names: Iterable[str]) -> None:
    """The temporary table ``codes(list, grouping, code)`` of the lists named."""
    connection.execute("create or replace temp table codes (list varchar, grouping varchar, code varchar)")
    rows = [
        f"({quoted(name)}, {quoted(group)}, {quoted(code)})"
        for name in names
        for group, codes in code_list(name).groups.items()
        for code in codes
    ]
    if rows:  # in one statement: one a row takes a tenth of a second
        connection.execute(f"insert into codes values {', '.join(rows)}")
