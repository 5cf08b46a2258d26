"""Put a person on a team's caseload, take them off, and claim a relationship with a reason."""

import datetime as dt

from django.utils import timezone

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.openings import CLAIM_LASTS
from joinedup.governance.permissions import Permission
from joinedup.governance.relationships import TieKind
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.actions import action
from joinedup.web.governance.actions.alerts import good_reason, raise_alert
from joinedup.web.governance.models import AlertKind, Organisation, Relationship
from joinedup.web.governance.people import PersonFacts, may_see_person

_ENDS_BY_ITSELF = ("emergency", TieKind.SELF_CLAIMED.name.lower())


class RelationshipError(JoinedUpError):
    """The relationship cannot be made as asked."""

    code = "governance.relationship"


@action(Permission.MANAGE_CASELOAD, "put the person on the caseload of {organisation}")
def put_on_caseload(
    *,
    by: Acting,
    person: PersonFacts,
    organisation: Organisation,
    kind: TieKind = TieKind.CASELOAD,
    since: dt.date | None = None,
) -> Relationship:
    """The organisation's team sees the person from ``since`` (today) on. Only for a person one may see oneself.

    Nobody can let themselves in this way: who has no relationship yet claims one, with a reason that raises an alert.
    A claim and an emergency opening end by themselves, and are not handed on or made to last.
    """
    decision = may_see_person(by, person)
    if not decision:
        raise NotAllowed(decision.reason, person_id=person.person_id)
    if decision.code in _ENDS_BY_ITSELF:
        raise NotAllowed(
            "What you opened yourself, with a reason, puts nobody on a caseload.",
            "Ask a team that has the person in hand, or their practice.",
            person_id=person.person_id,
        )
    if kind not in (TieKind.CASELOAD, TieKind.REFERRAL):
        raise RelationshipError("Only a caseload or a referral is given to a team.", "Choose one of these.")
    there = Relationship.objects.holding_on(since or timezone.localdate())
    if there.filter(person_id=person.person_id, organisation=organisation, kind=kind.name).exists():
        raise RelationshipError(f"{organisation} has the person in hand already.", "Nothing needs doing.")
    return Relationship.objects.create(
        person_id=person.person_id,
        organisation=organisation,
        kind=kind.name,
        since=since or timezone.localdate(),
        given_by=by.user,
    )


@action(Permission.MANAGE_CASELOAD, "took the person off the caseload")
def take_off_caseload(*, by: Acting, person_id: str, relationship: Relationship) -> Relationship:
    """Access that rested on it ends at the next request."""
    if relationship.person_id != person_id or relationship.organisation_id != by.organisation.pk:
        raise NotAllowed("This relationship is not one of your organisation’s.", person_id=person_id)
    relationship.until = max(timezone.localdate(), relationship.since)
    relationship.save(update_fields=["until"])
    return relationship


@action(Permission.CLAIM_RELATIONSHIP, "said that they care for the person, and gave a reason")
def claim(*, by: Acting, person_id: str, reason: str) -> Relationship:
    """For oneself alone, for 14 days, with a reason; the own organisation's privacy officer is alerted."""
    made = Relationship.objects.create(
        person_id=person_id,
        organisation=by.organisation,
        membership=by.membership,
        kind=TieKind.SELF_CLAIMED.name,
        reason=good_reason(reason),
        since=timezone.localdate(),
        until=timezone.localdate() + CLAIM_LASTS,
        given_by=by.user,
    )
    raise_alert(by=by, kind=AlertKind.CLAIMED, person_id=person_id, reason=made.reason)
    return made
