"""What a person agrees to and objects to. What they said last about a thing counts.

Direct care rests on implied consent: a record nobody was asked about may be opened by those with a relationship. A
person may dissent, from everybody or from one organisation, for the whole record or for a part of it; a dissent is
overridden only with a reason, which raises an alert. An objection to uses beyond care is another thing, kept apart from
the national data opt-out (``opt_out``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """Parts of the record that can be agreed to and withheld one by one."""

    EVERYTHING = "the whole record"
    GENERAL_PRACTICE = "general practice"
    HOSPITAL = "hospital"
    COMMUNITY = "community health"
    MENTAL_HEALTH = "mental health"
    SOCIAL_CARE = "social care"


PARTS = frozenset(Part) - {Part.EVERYTHING}
"""The parts a record is made of."""


class Objection(StrEnum):
    """Uses beyond care that a person may object to, whoever makes them."""

    RISK_STRATIFICATION = "being found by risk stratification"
    PLANNING = "use for planning, beyond the national data opt-out"


@dataclass(frozen=True, slots=True)
class Consent:
    """One thing a person said. ``organisation`` None: about everybody. ``turn`` is higher for what was said later."""

    part: Part
    organisation: str | None
    agreed: bool
    turn: int


def withheld_from(organisation: str, said: Iterable[Consent]) -> frozenset[Part]:
    """The parts this organisation may not see: those about which the last thing said, that touches them, was no."""
    heard = sorted((one for one in said if one.organisation in (None, organisation)), key=lambda one: one.turn)
    last: dict[Part, bool] = {}
    for one in heard:
        for part in PARTS if one.part is Part.EVERYTHING else {one.part}:
            last[part] = one.agreed
    return frozenset(part for part, agreed in last.items() if not agreed)
