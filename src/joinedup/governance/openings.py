"""Opening what is closed, with a reason, for a limited time. Each opening raises an alert that somebody looks into."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class OpeningKind(StrEnum):
    """What is opened. The value is how it is spoken of: "because …"."""

    EMERGENCY = "you opened the record in an emergency, with a reason"
    DISSENT = "you went against the person’s wish, with a reason"
    SEALED = "you opened what is sealed, with a reason"
    ADDRESS = "you opened a protected address, with a reason"

    @property
    def short(self) -> str:
        """One word for the log."""
        return self.name.lower()


LASTS = {
    OpeningKind.EMERGENCY: dt.timedelta(hours=1),
    OpeningKind.DISSENT: dt.timedelta(hours=1),
    OpeningKind.SEALED: dt.timedelta(minutes=30),
    OpeningKind.ADDRESS: dt.timedelta(minutes=30),
}
"""How long each lasts."""

CLAIM_LASTS = dt.timedelta(days=14)
"""How long a relationship one claims for oneself lasts; a lasting one is a caseload."""

SHORTEST_REASON = 15
"""Letters: a reason somebody else can judge."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening by one holder of a role."""

    kind: OpeningKind
    membership: int
    since: dt.datetime
    until: dt.datetime

    def holds_at(self, now: dt.datetime) -> bool:
        """True from ``since`` up to, not including, ``until``."""
        return self.since <= now < self.until
