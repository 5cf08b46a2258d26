"""Which columns of the person table somebody will look at, and how far back: the rest need not be counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

FURTHEST = 730  # days; no window is longer


@dataclass(frozen=True)
class Needed:
    """``columns`` by name (None: every one), and part → the furthest day back that any of them looks (else 730).

    ``of_people`` are columns of who was registered, beside age, sex and deprivation.
    """

    columns: frozenset[str] | None = None
    reach: Mapping[str, int] = field(default_factory=dict)
    of_people: tuple[str, ...] = ()

    def days(self, part: str) -> int:
        """How far back the rows of a part need be read."""
        return self.reach.get(part, FURTHEST)

    @property
    def in_sql(self) -> str:
        """What to select of a part: what is not selected, DuckDB does not count."""
        if self.columns is None:
            return "*"
        return f"columns('^({'|'.join(['person_id', *sorted(self.columns)])})$')"


EVERYTHING = Needed()
