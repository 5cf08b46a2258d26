"""Put a person on a caseload, take them off, and claim a relationship with a reason."""

import datetime as dt

from django.utils import timezone

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.governance.relationships import TieKind
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.actions import action
from joinedup.web.governance.models import Organisation, Relationship


class RelationshipError(JoinedUpError):
    """The relationship cannot be made as asked."""

    code = "governance.relationship"


@action(Permission.MANAGE_CASELOAD, "put the person on the caseload of {organisation}")
def put_on_caseload(
    *,
    by: Acting,
    person_id: str,
    organisation: Organisation,
    kind: TieKind = TieKind.CASELOAD,
    since: dt.date | None = None,
) -> Relationship:
    """The organisation's team sees the person from ``since`` (today) on."""
    if kind not in (TieKind.CASELOAD, TieKind.REFERRAL):
        raise RelationshipError("Only a caseload or a referral is given to a team.", "Choose one of these.")
    return Relationship.objects.create(
        person_id=person_id,
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
