"""Nothing is worked out a second time that would come out the same.

A build keeps what was known of people on each date from the sources that take longest to count, and says what each
table was made from: its query, the date, the code and the marks of the linked tables it names. The next build takes
over what is made from the same. The model is fitted and judged again only when one of its numbers has changed, whatever
was delivered since: a month that arrives late changes nothing of the years before it.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from joinedup.engine import Build, Connection, Draft, quoted
from joinedup.linked import code, mark_of
from joinedup.risk.reads import READS

_BITS = {
    "specialty_bits": ("spells", "appointments"),
    "team_bits": ("contacts",),
    "condition_bits": ("conditions",),
}


@dataclass
class Again:
    """The draft, the build before it (None: make everything afresh), and the marks of all that a query may name."""

    draft: Draft
    before: Build | None
    known: dict[str, str] = field(default_factory=dict)

    def mark(self, text: str, on: dt.date | None = None) -> str:
        """The mark of what ``text`` makes on a date; empty when something it names does not say what it is."""
        named = sorted(set(re.findall(r"\w+", text)) & self.known.keys())
        if not all(self.known[name] for name in named):
            return ""
        return mark_of(code("joinedup.risk"), text, str(on), *(f"{name} {self.known[name]}" for name in named))

    def holds(self, name: str, mark: str) -> bool:
        """True when the build before has table ``name``, made from what ``mark`` stands for."""
        return bool(mark) and self.before is not None and self.before.holds(name, mark)

    def write(self, connection: Connection, name: str, query: str, mark: str) -> bool:
        """Table ``name`` from ``query``; True when it was taken over instead. ``name`` is known from now on."""
        kept = self.before is not None and self.holds(name, mark)
        if kept and self.before is not None:
            self.draft.keep(name, self.before)
        else:
            self.draft.write(connection, name, query)
        if mark:
            self.draft.mark(name, mark)
        self.known[name] = mark
        return kept

    def table(self, connection: Connection, name: str, query: str, on: dt.date, how: str = "") -> str:
        """The same, as the SQL that reads the table; ``how`` is what else decides what ``query`` makes."""
        self.write(connection, name, query, joined(self.mark(query, on), how or "as it is"))
        return self.kept(name)

    def kept(self, name: str) -> str:
        """The SQL that reads a table of the draft."""
        return f"read_parquet({quoted(self.draft.folder / f'{name}.parquet')})"


def taken_over(draft: Draft, before: Build | None, mark: str) -> bool:
    """True when ``before`` was made from the same as a whole, and the draft now has all of it."""
    if before is None or not mark or before.about.get("made_from") != mark:
        return False
    if not all((before.folder / f"{name}.parquet").is_file() for name in before.tables):
        return False
    for name in before.tables:
        draft.keep(name, before)
    draft.about.update(before.about, as_before=True)
    return True


def marks_of(linked: Build, empty: Iterable[str]) -> dict[str, str]:
    """Each table that this room reads → its mark; empty for a build that does not say what it was made from."""
    tables = linked.manifest["tables"]
    nothing = set(empty)
    known = {name: mark_of("no rows") if name in nothing else _made_from(tables[name]) for name in READS}
    for name, read in _BITS.items():
        known[name] = mark_of(*(known[table] for table in read)) if all(known[table] for table in read) else ""
    return known


def numbers_mark(columns: Iterable[tuple[str, NDArray[Any]]]) -> str:
    """The mark of columns of numbers by what is in them."""
    found = hashlib.sha256()  # processors have an instruction for it
    for name, values in columns:
        found.update(f"{name} {values.dtype} {len(values)} ".encode())
        found.update(np.ascontiguousarray(values).data)
    return found.hexdigest()


def joined(*marks: str) -> str:
    """One mark for several; empty when one of them is."""
    return mark_of(*marks) if all(marks) else ""


def _made_from(told: Mapping[str, object]) -> str:
    return str(told.get("made_from") or "")
