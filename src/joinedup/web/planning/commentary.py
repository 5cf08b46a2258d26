"""Providers' commentary: asked by whoever keeps the plan, answered by the provider, told on the plan."""

from dataclasses import dataclass

from joinedup import planning
from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.planning.values import Answer
from joinedup.planning.words import fold
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.actions import action
from joinedup.web.governance.models import Organisation
from joinedup.web.planning.models import Plan, PlanVersion, ProviderAnswer, ProviderAsked
from joinedup.web.planning.sections import must_keep


@dataclass(frozen=True, slots=True)
class ProviderState:
    """A provider, what it said last, and whether the plan changed since."""

    organisation: Organisation
    answer: ProviderAnswer | None
    changed: bool


@action(Permission.EDIT_PLAN, "asked a provider about a plan")
def ask_provider(*, by: Acting, plan: Plan, organisation: Organisation) -> ProviderAsked:
    """The provider is asked for its commentary."""
    must_keep(by, plan)
    return ProviderAsked.objects.get_or_create(plan=plan, organisation=organisation, defaults={"by": by.user})[0]


@action(Permission.COMMENT_PLAN, "answered about a plan as a provider")
def answer(
    *,
    by: Acting,
    plan: Plan,
    seen: PlanVersion,
    agrees: bool,
    considered: bool,
    why_not: str = "",
    what_follows: str = "",
) -> ProviderAnswer:
    """The three answers of the actor's organisation about the version that was read. A no needs its reason."""
    if not asked(plan, by.organisation):
        raise NotAllowed(f"{by.organisation} is not asked about this plan.", f"Ask {plan.owner} to ask you.")
    if not agrees and len(why_not.strip()) < 10:
        raise JoinedUpError("It is not said why you do not agree.", "Say which figure differs, and what yours is.")
    return ProviderAnswer.objects.create(
        plan=plan,
        version=seen,
        organisation=by.organisation,
        agrees=agrees,
        why_not=why_not.strip(),
        considered=considered,
        what_follows=what_follows.strip(),
        by=by.user,
    )


def asked(plan: Plan, organisation: Organisation) -> bool:
    """True when this organisation is asked about the plan."""
    return bool(plan.providers_asked.filter(organisation=organisation).exists())


def providers(plan: Plan) -> list[ProviderState]:
    """Every provider that is asked, and where it stands."""
    said = plan.provider_answers.select_related("by", "version", "organisation").order_by("at", "pk")
    last = {one.organisation_id: one for one in said}
    return [
        ProviderState(one.organisation, given := last.get(one.organisation_id), _changed(plan, given))
        for one in plan.providers_asked.select_related("organisation")
    ]


def disagreeing(plan: Plan) -> list[str]:
    """Providers that say no: on their own page, or in the Annex 2 of the document."""
    states = providers(plan)
    names = [one.organisation.name for one in states if one.answer and not one.answer.agrees]
    answered = {fold(one.organisation.name) for one in states if one.answer}
    return names + [
        row.text("a2.provider") or f"provider {row.number}"
        for row in plan.latest.read.of_kind("provider")
        if _says_no(row) and fold(row.text("a2.provider")) not in answered
    ]


def figures(plan: Plan, organisation: Organisation) -> list[planning.Row]:
    """What the plan says of this provider: its own Annex 2 where the names match, else all of them."""
    rows = plan.latest.read.of_kind("provider")
    name = fold(organisation.name)
    own = [row for row in rows if fold(row.text("a2.provider")) and fold(row.text("a2.provider")) in name]
    return own or rows


def _says_no(row: planning.Row) -> bool:
    value = row.get("a2.q1")
    return bool(value and isinstance(value.parsed, Answer) and not value.parsed.yes)


def _changed(plan: Plan, given: ProviderAnswer | None) -> bool:
    """True when the words a provider is asked about are other than those it read."""
    if given is None or given.version.number == plan.latest.number:
        return False
    changed = planning.fingerprint(given.version.read).changed(planning.fingerprint(plan.latest.read))
    return bool([section for section in changed if section not in ("1b", "signature")])
