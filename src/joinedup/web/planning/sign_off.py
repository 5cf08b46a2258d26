"""What can be done about signatures: name who must sign, and sign the exact words."""

from django.utils import timezone

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions import action
from joinedup.web.governance.models import Organisation
from joinedup.web.planning.models import Plan, PlanVersion, Signatory, Signature
from joinedup.web.planning.sections import must_keep
from joinedup.web.planning.signing import Stand, fingerprint_of, states


class CannotSignError(JoinedUpError):
    """The plan is not signed, and nothing is kept."""

    code = "plan.cannot-sign"


@action(Permission.EDIT_PLAN, "named a signatory of a plan")
def name_signatory(*, by: Acting, plan: Plan, organisation: Organisation, turn: int = 1) -> Signatory:
    """The plan needs this organisation's signature; those of a lower turn sign first."""
    must_keep(by, plan)
    signatory, _ = Signatory.objects.update_or_create(
        plan=plan, organisation=organisation, defaults={"turn": turn, "taken_off": None}
    )
    return signatory


@action(Permission.EDIT_PLAN, "took a signatory off a plan")
def take_off_signatory(*, by: Acting, signatory: Signatory) -> Signatory:
    """The plan no longer needs this organisation's signature."""
    must_keep(by, signatory.plan)
    signatory.taken_off = timezone.now()
    signatory.save(update_fields=["taken_off"])
    return signatory


@action(Permission.SIGN_PLAN, "signed a plan")
def sign(*, by: Acting, plan: Plan, seen: PlanVersion, position: str, authority: str = "") -> Signature:
    """Sign for the actor's organisation. ``seen`` is the version that was read; it must be the latest."""
    if plan.latest.pk != seen.pk:
        raise CannotSignError(
            f"The plan was changed after you read version {seen.number}.", "Read what changed, then sign again."
        )
    if seen.errors:
        raise CannotSignError(
            f"The plan has {seen.errors} errors that stop it from being sent.",
            "Put them right, or let each stand with a reason, before anybody signs.",
        )
    state = next((one for one in states(plan) if one.organisation == by.organisation), None)
    if state is None:
        raise CannotSignError(
            f"{by.organisation} is not among those who sign.", "Ask whoever keeps the plan to name it as a signatory."
        )
    if state.stand is Stand.NOT_YET:
        raise CannotSignError("Others sign first.", "Wait until they have, or ask for another order of signing.")
    now = fingerprint_of(seen)
    return Signature.objects.create(
        plan=plan,
        version=seen,
        organisation=by.organisation,
        by=by.user,
        position=position,
        authority=authority,
        whole=now.whole,
        sections=now.sections,
    )
