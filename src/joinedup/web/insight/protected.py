"""Measures with small numbers taken out. Everything this room reads, it reads through here.

What is hidden was decided when the measures were counted, for all areas and periods at once (``measures.protecting``).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from joinedup.engine import NothingBuiltError, Reading
from joinedup.web.people.record import reading

TABLE = "measure_shown"


@contextmanager
def measured() -> Iterator[Reading]:
    """The builds that serve; ``measure_values`` on this reading is the protected one."""
    with reading("linked", "measures") as opened:
        if TABLE not in opened.builds["measures"].tables:
            raise NothingBuiltError(
                "The measures were counted by an earlier version, which did not say what may be shown of them.",
                "Run 'joinedup measure --workspace …' again.",
            )
        opened.connection.execute(f"create or replace temp view measure_values as from memory.main.{TABLE}")
        yield opened
