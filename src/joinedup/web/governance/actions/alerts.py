"""Open with a reason what is closed, and look into it afterwards.

An alert tells its reference and nothing else. The privacy officer of the organisation of the one who opened looks into
it and closes it with a finding; nobody closes an alert about themselves. Where an organisation has nobody else who
could, the privacy officer of the integrated care board does, so that no alert goes unseen.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.openings import LASTS, SHORTEST_REASON, OpeningKind
from joinedup.governance.permissions import Permission
from joinedup.governance.roles import ROLES
from joinedup.web.governance import access_log
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.actions import action
from joinedup.web.governance.models import Alert, AlertFinding, AlertKind, Membership, Outcome, ReasonedOpening
from joinedup.web.governance.models.alerts import Alerts
from joinedup.web.governance.models.organisations import Kind


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


def looked_into_by(by: Acting) -> Alerts:
    """The alerts of one's own organisation and, at an integrated care board, those nobody else may look into today."""
    own = Q(organisation=by.organisation)
    if by.organisation.kind != Kind.ICB:
        return Alert.objects.filter(own)
    may = [code for code, role in ROLES.items() if Permission.CLOSE_ALERTS in role.may]
    officers = Membership.objects.held_on(timezone.localdate()).filter(
        role_code__in=may, organisation=OuterRef("organisation")
    )
    return Alert.objects.filter(own | ~Exists(officers.exclude(user=OuterRef("membership__user"))))


@action(Permission.CLOSE_ALERTS, "closed the alert {alert.reference}: {outcome}")
def close_alert(*, by: Acting, alert: Alert, outcome: Outcome, words: str) -> AlertFinding:
    """By the privacy officer who looks into it, once."""
    if not looked_into_by(by).filter(pk=alert.pk).exists():
        raise NotAllowed("This alert is another organisation’s.", person_id=alert.person_id)
    if alert.membership.user_id == by.user.pk:
        raise NotAllowed("Nobody closes an alert about themselves.", "Ask another governance lead.")
    if AlertFinding.objects.filter(alert=alert).exists():
        raise ReasonError("This alert has been closed already.", "Read its finding.")
    return AlertFinding.objects.create(alert=alert, outcome=outcome, words=good_reason(words), closed_by=by.user)
