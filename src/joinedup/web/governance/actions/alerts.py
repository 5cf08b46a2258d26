"""Open with a reason what is closed, and look into it afterwards.

An alert tells its reference and nothing else. The privacy officer of the organisation of the one who opened looks into
it and closes it with a finding; nobody closes an alert about themselves.
"""

from django.utils import timezone

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.openings import LASTS, SHORTEST_REASON, OpeningKind
from joinedup.governance.permissions import Permission
from joinedup.web.governance import access_log
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.actions import action
from joinedup.web.governance.models import Alert, AlertFinding, AlertKind, Outcome, ReasonedOpening


class ReasonError(JoinedUpError):
    """The reason says too little for somebody else to judge it."""

    code = "governance.reason"


def good_reason(reason: str) -> str:
    """The reason without blanks around it; refuses one too short to be judged."""
    said = " ".join(reason.split())
    if len(said) < SHORTEST_REASON:
        raise ReasonError("The reason is too short to be judged.", f"Say in {SHORTEST_REASON} letters or more why.")
    return said[:300]


@action(Permission.BREAK_GLASS, "opened what was closed, with a reason: {kind.short}")
def open_with_reason(*, by: Acting, person_id: str, kind: OpeningKind, reason: str) -> ReasonedOpening:
    """For the one who asks, in this role, for the time this kind lasts (``governance.openings.LASTS``)."""
    said, now = good_reason(reason), timezone.now()
    opening = ReasonedOpening.objects.create(
        person_id=person_id, kind=kind.name, membership=by.membership, reason=said, since=now, until=now + LASTS[kind]
    )
    raise_alert(by=by, kind=AlertKind(kind.name), person_id=person_id, reason=said)
    return opening


def raise_alert(*, by: Acting, kind: AlertKind, person_id: str, reason: str) -> Alert:
    """Called inside an action. What is written in the log names the reference only."""
    alert = Alert(kind=kind, organisation=by.organisation, membership=by.membership, person_id=person_id, reason=reason)
    alert.entry = access_log.write(by=by, did=f"raised the alert {alert.reference}", person_id=person_id)
    alert.save()
    return alert


@action(Permission.CLOSE_ALERTS, "closed the alert {alert.reference}: {outcome}")
def close_alert(*, by: Acting, alert: Alert, outcome: Outcome, words: str) -> AlertFinding:
    """By the privacy officer of the organisation whose alert it is, once."""
    if alert.organisation_id != by.organisation.pk:
        raise NotAllowed("This alert is another organisation’s.", person_id=alert.person_id)
    if alert.membership.user_id == by.user.pk:
        raise NotAllowed("Nobody closes an alert about themselves.", "Ask another governance lead.")
    if AlertFinding.objects.filter(alert=alert).exists():
        raise ReasonError("This alert has been closed already.", "Read its finding.")
    return AlertFinding.objects.create(alert=alert, outcome=outcome, words=good_reason(words), closed_by=by.user)
