"""Who must sign, who has, and whose signature a later change took away: worked out from facts."""

from dataclasses import dataclass
from enum import StrEnum

from joinedup import planning
from joinedup.web.governance.models import Organisation
from joinedup.web.planning.models import Plan, PlanVersion, Signatory, Signature

UNSIGNED_SECTIONS = frozenset({"1b", "signature"})
"""The block of signatures itself: filling it in changes nothing that was agreed."""


class Stand(StrEnum):
    """Where a signatory stands; the value is what the page calls it."""

    SIGNED = "Signed"
    WITHDRAWN = "Withdrawn by a later change"
    WAITING = "Has not signed"
    NOT_YET = "Signs after others"


@dataclass(frozen=True, slots=True)
class SignatoryState:
    """One signatory: the latest signature, and the sections that changed under it."""

    signatory: Signatory
    stand: Stand
    signature: Signature | None
    changed: list[str]

    @property
    def organisation(self) -> Organisation:
        """Who signs."""
        return self.signatory.organisation


def fingerprint_of(version: PlanVersion) -> planning.Fingerprint:
    """Of the words that are agreed."""
    made = planning.fingerprint(version.read)
    sections = {name: value for name, value in made.sections.items() if name not in UNSIGNED_SECTIONS}
    return planning.Fingerprint(made.whole, sections)


def states(plan: Plan) -> list[SignatoryState]:
    """Every signatory, in the order of signing."""
    now = fingerprint_of(plan.latest)
    newest = {one.organisation_id: one for one in plan.signatures.select_related("by", "version").order_by("at", "pk")}
    signatories = plan.signatories.filter(taken_off__isnull=True).select_related("organisation")
    made: list[SignatoryState] = []
    for signatory in signatories:
        earlier = [one for one in made if one.signatory.turn < signatory.turn]
        made.append(_state(signatory, newest.get(signatory.organisation_id), now, earlier))
    return made


def _state(
    signatory: Signatory, signature: Signature | None, now: planning.Fingerprint, earlier: list[SignatoryState]
) -> SignatoryState:
    if signature is None:
        open_before = any(one.stand is not Stand.SIGNED for one in earlier)
        return SignatoryState(signatory, Stand.NOT_YET if open_before else Stand.WAITING, None, [])
    changed = planning.Fingerprint(signature.whole, signature.sections).changed(now)
    return SignatoryState(signatory, Stand.WITHDRAWN if changed else Stand.SIGNED, signature, changed)
