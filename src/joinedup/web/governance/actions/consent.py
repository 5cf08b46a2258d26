"""Write down what a person agrees and objects to, and seal what only one's own organisation should see."""

from django.utils import timezone

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.consent import Objection, Part
from joinedup.governance.decisions import Decision
from joinedup.governance.permissions import Permission
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.actions import action
from joinedup.web.governance.actions.alerts import raise_alert
from joinedup.web.governance.models import AlertKind, ConsentFact, HowSaid, ObjectionFact, Organisation, SealFact
from joinedup.web.governance.people import PersonFacts, may_see_person


class SealError(JoinedUpError):
    """The seal cannot be set as asked."""

    code = "governance.seal"


def _must_see(by: Acting, person: PersonFacts) -> Decision:
    """Consent is written down by somebody who cares for the person; a person who said no to them may still say yes."""
    decision = may_see_person(by, person)
    if not decision and decision.code != "dissent":
        raise NotAllowed(decision.reason, person_id=person.person_id)
    return decision


@action(Permission.RECORD_CONSENT, "wrote down what the person said about who sees the record")
def record_consent(
    *, by: Acting, person: PersonFacts, part: Part, agreed: bool, how: HowSaid, organisation: Organisation | None = None
) -> ConsentFact:
    """The person's word about one organisation, or everybody; about a part of the record, or all of it.

    A yes that opens to the own organisation what was closed to it raises an alert, as going against the no would.
    """
    before = _must_see(by, person)
    made = ConsentFact.objects.create(
        person_id=person.person_id,
        part=part.name,
        organisation=organisation,
        agreed=agreed,
        how=how,
        recorded_by=by.user,
    )
    after = may_see_person(by, person)
    if after and (not before or before.withheld - after.withheld):
        why = f"A yes was written down where the person had said no ({how.label})"
        raise_alert(by=by, kind=AlertKind.DISSENT, person_id=person.person_id, reason=why)
    return made


@action(Permission.RECORD_CONSENT, "wrote down an objection: {objection.name} {objected}")
def record_objection(*, by: Acting, person: PersonFacts, objection: Objection, objected: bool) -> ObjectionFact:
    """To a use beyond care. It is not the national data opt-out, which is asked for each time and never kept."""
    _must_see(by, person)
    return ObjectionFact.objects.create(
        person_id=person.person_id, about=objection.name, objected=objected, recorded_by=by.user
    )


@action(Permission.RECORD_CONSENT, "sealed a part of the record")
def seal(*, by: Acting, person: PersonFacts, part: Part | None) -> SealFact:
    """From now on only the own organisation sees the part (the address, when no part is named)."""
    _must_see(by, person)
    name = part.name if part else ""
    if SealFact.objects.filter(
        person_id=person.person_id, part=name, organisation=by.organisation, until__isnull=True
    ).exists():
        raise SealError("That is sealed already.", "Nothing needs doing.")
    return SealFact.objects.create(
        person_id=person.person_id, part=name, organisation=by.organisation, recorded_by=by.user
    )


@action(Permission.RECORD_CONSENT, "took a seal off the record")
def unseal(*, by: Acting, person: PersonFacts, fact: SealFact) -> SealFact:
    """Only by the organisation that sealed it."""
    _must_see(by, person)
    if fact.organisation_id != by.organisation.pk or fact.person_id != person.person_id:
        raise NotAllowed("Only the organisation that sealed it takes the seal off.", person_id=person.person_id)
    fact.until = timezone.now()
    fact.save(update_fields=["until"])
    return fact
