"""Whether somebody may open a person's record, and what of it: the one rule, with no database in it.

===================================================  =========================================
what is so                                           what follows
===================================================  =========================================
the role does not open people's records              no
no relationship, no emergency opening                no; an emergency or a claim may be stated
the person said no to the organisation for all       no; may be overridden with a reason
the person said no to parts of the record            yes, without these parts
parts are sealed by another organisation             yes, without these parts
the address is protected                             yes, without the address
a relationship, or an emergency opening              yes
===================================================  =========================================
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from joinedup.governance.consent import PARTS, Consent, Part, withheld_from
from joinedup.governance.openings import Opening, OpeningKind
from joinedup.governance.permissions import Permission
from joinedup.governance.relationships import Asker, Tie, tie_of


@dataclass(frozen=True, slots=True)
class Seal:
    """A part of the record that only the organisation that sealed it sees; no ``part``: the person's address."""

    part: Part | None
    organisation: str


@dataclass(frozen=True, slots=True)
class Known:
    """Everything the rule must know of one person."""

    ties: tuple[Tie, ...] = ()
    consents: tuple[Consent, ...] = ()
    openings: tuple[Opening, ...] = ()
    seals: tuple[Seal, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes or no, with a code for tests and the log, a sentence for the page, and what must be left out."""

    allowed: bool
    code: str
    reason: str
    withheld: frozenset[Part] = field(default_factory=frozenset)
    sealed: frozenset[Part] = field(default_factory=frozenset)
    address_hidden: bool = False

    def __bool__(self) -> bool:
        return self.allowed

    def shows(self, part: Part) -> bool:
        """True when this part of the record may be shown."""
        return self.allowed and part not in self.withheld | self.sealed


NO_PEOPLE = Decision(False, "role", "Your role does not open people’s records.")
NO_TIE = Decision(False, "no-relationship", "You have no relationship with this person in your present role.")
DISSENT = Decision(False, "dissent", "The person does not want your organisation to see their record.")


def decide(asker: Asker, known: Known, now: dt.datetime) -> Decision:
    """May the asker open the record of the person of whom this is known? ``now`` is in local time."""
    if Permission.READ_PERSON not in asker.role.may or not asker.role.purpose.sees_people:
        return NO_PEOPLE
    opened = {one.kind for one in known.openings if one.membership == asker.membership and one.holds_at(now)}
    tie = tie_of(asker, known.ties, now.date())
    if tie is None and OpeningKind.EMERGENCY not in opened:
        return NO_TIE
    withheld = frozenset() if OpeningKind.DISSENT in opened else withheld_from(asker.organisation, known.consents)
    if withheld == PARTS:
        return DISSENT
    code, why = (tie.kind.name, tie.kind.value) if tie else ("emergency", OpeningKind.EMERGENCY.value)
    sealed, address = _sealed(asker, known.seals, opened)
    return Decision(True, code.lower(), f"Because {why}.", withheld, sealed, address)


def _sealed(asker: Asker, seals: Iterable[Seal], opened: set[OpeningKind]) -> tuple[frozenset[Part], bool]:
    others = [seal for seal in seals if seal.organisation != asker.organisation]
    parts = frozenset(seal.part for seal in others if seal.part) if OpeningKind.SEALED not in opened else frozenset()
    address = OpeningKind.ADDRESS not in opened and any(seal.part is None for seal in others)
    return parts, address
