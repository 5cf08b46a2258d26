"""How somebody comes to know a person.

Direct care sees the people one has a relationship with. A relationship belongs to an organisation, or to one
membership of it, and lasts from a day up to, not including, another. Ending it ends access at the next request.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from joinedup.governance.roles import GP, PRACTICE_NURSE, Role


class TieKind(StrEnum):
    """How somebody comes to know a person. The value is how it is spoken of: "because …"."""

    REGISTERED = "the person is registered with your practice"
    CASELOAD = "the person is on your team's caseload"
    REFERRAL = "a referral of the person is in your team's hands"
    SELF_CLAIMED = "you said that you care for the person, and gave a reason"


@dataclass(frozen=True, slots=True)
class Tie:
    """One relationship. ``membership`` is set when it holds for one holder of a role only; no ``until``: no end yet."""

    kind: TieKind
    organisation: str
    since: dt.date
    until: dt.date | None = None
    membership: int | None = None

    def holds_on(self, day: dt.date) -> bool:
        """True from ``since`` up to, not including, ``until``."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Asker:
    """The one who asks, in the role in use."""

    role: Role
    organisation: str
    membership: int


REGISTERED_ROLES = frozenset({GP.code, PRACTICE_NURSE.code})
"""Who sees people because they are registered with the practice, without a caseload."""


def tie_of(asker: Asker, ties: Iterable[Tie], day: dt.date) -> Tie | None:
    """The first relationship in force on this day that is the asker's; None when there is none."""
    return next((tie for tie in ties if _is_askers(tie, asker) and tie.holds_on(day)), None)


def _is_askers(tie: Tie, asker: Asker) -> bool:
    if tie.organisation != asker.organisation:
        return False
    if tie.kind is TieKind.REGISTERED and asker.role.code not in REGISTERED_ROLES:
        return False
    return tie.membership is None or tie.membership == asker.membership
