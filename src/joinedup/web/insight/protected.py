"""Measures with small numbers taken out. Everything this room reads, it reads through here."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files

from joinedup.engine import Reading
from joinedup.web.people.record import reading


@contextmanager
def measured() -> Iterator[Reading]:
    """The builds that serve; ``measure_values`` on this reading is the protected one."""
    with reading("linked", "measures") as opened:
        opened.connection.execute(_query())
        yield opened


@cache
def _query() -> str:
    return files(__package__).joinpath("protected.sql").read_text(encoding="utf-8")
