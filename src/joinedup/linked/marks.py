"""What each linked table is made from, as one mark: while the mark is the same, the table need not be made again.

A mark is a hash of the query and of the marks of everything the query names. So a delivery of one extract changes the
marks of the tables that read it and of those that read them, and of no others; and a new version of the code changes
all of them.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from joinedup.engine import Connection

_CODE = ("joinedup.linked", "joinedup.identity", "joinedup.intake", "joinedup.engine")
_WORDS = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
_COMMENTS = re.compile(r"--[^\n]*")


class Marks:
    """The marks of all that a query may read: extracts, prepared tables, person links, linked tables (``linked.x``)."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = {name: mark_of(mark, code()) for name, mark in known.items()}

    def put(self, name: str, mark: str) -> None:
        """From now on a query that names ``name`` depends on ``mark``."""
        self._known[name] = mark

    def put_parts(self, name: str, alias: str, parts: Mapping[str, str]) -> None:
        """A table read as ``alias`` with ``alias.source = '…'`` changes only with the parts of those sources."""
        for source, mark in parts.items():
            self._known[f"{alias}.source = '{source}'"] = mark_of(mark, code())
        self._known[name] = mark_of(json.dumps(sorted(parts.items())), code())

    def of(self, text: str) -> str:
        """The mark of what ``text``, one or several queries, makes."""
        plain = _COMMENTS.sub("", text)
        return mark_of(text, code(), *(f"{name} {self._known[name]}" for name in sorted(self._named(plain))))

    def _named(self, text: str) -> set[str]:
        named = {word for word in _WORDS.findall(text) if word in self._known}
        for whole, alias in (("person_links", "links"), ("coverage", "coverage")):
            parts = re.findall(rf"\b{alias}\.source = '\w+'", text)
            if whole in named and parts and len(parts) == len(re.findall(rf"\b(?:from|join) {whole}\b", text)):
                named = (named - {whole}) | {part for part in parts if part in self._known}
        return named


def mark_of(*parts: str) -> str:
    """One mark for several parts, in their order."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@cache
def code(*more: str) -> str:
    """Changes with every change of the rooms whose code decides what is in a linked table, and of ``more`` packages."""
    return mark_of(*(_digest(files(package)) for package in (*_CODE, *more)))


def links_by_source(connection: Connection) -> dict[str, str]:
    """Source → mark of which person each of its ids is."""
    rows = connection.execute(
        "select source, count(*), bit_xor(one), sum(one) from (select source, "
        "hash(organisation_code, source_person_id, person_id) as one from person_links) group by source order by source"
    ).fetchall()
    return {source: mark_of(*map(str, told)) for source, *told in rows}


def rows_mark(rows: Iterable[tuple[object, ...]]) -> str:
    """The mark of a few rows in their order."""
    return mark_of(*(repr(row) for row in rows))


def _digest(folder: Traversable) -> str:
    found = hashlib.sha256()
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.is_dir() and path.name != "__pycache__":
            found.update(_digest(path).encode())
        elif path.name.endswith((".py", ".sql", ".toml", ".csv")):
            found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()
