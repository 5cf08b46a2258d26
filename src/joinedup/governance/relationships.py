"""Whether somebody may open a person's record: the one rule, with no database in it.

Direct care sees the people one has a relationship with. A relationship belongs to an organisation, or to one
membership of it, and lasts from a day up to, not including, another. Ending it ends access at the next request.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from joinedup.governance.permissions import Permission
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


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes or no, with a code for tests and the log and a sentence for the page."""

    allowed: bool
    code: str
    reason: str

    def __bool__(self) -> bool:
        return self.allowed


REGISTERED_ROLES = frozenset({GP.code, PRACTICE_NURSE.code})
"""Who sees people because they are registered with the practice, without a caseload."""

NO_PEOPLE = Decision(False, "role", "Your role does not open people's records.")
NO_TIE = Decision(False, "no-relationship", "You have no relationship with this person in your present role.")


def decide(asker: Asker, ties: Iterable[Tie], day: dt.date) -> Decision:
    """May the asker open the record of the person whose ties these are, on this day?"""
    if Permission.READ_PERSON not in asker.role.may or not asker.role.purpose.sees_people:
        return NO_PEOPLE
    for tie in ties:
        if _is_askers(tie, asker) and tie.holds_on(day):
            return Decision(True, tie.kind.name.lower(), f"Because {tie.kind.value}.")
    return NO_TIE


def _is_askers(tie: Tie, asker: Asker) -> bool:
    if tie.organisation != asker.organisation:
        return False
    if tie.kind is TieKind.REGISTERED and asker.role.code not in REGISTERED_ROLES:
        return False
    return tie.membership is None or tie.membership == asker.membership
