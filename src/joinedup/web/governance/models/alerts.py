"""Openings with a reason, and the alert each raises for the privacy officer of the one who opened."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

from joinedup.governance.openings import OpeningKind
from joinedup.web.governance.models.access_log import AccessEntry
from joinedup.web.governance.models.memberships import Membership
from joinedup.web.governance.models.organisations import Organisation
from joinedup.web.governance.models.relationships import PersonReference

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def opening_kinds() -> list[tuple[str, str]]:
    """Every kind of opening, by code and words."""
    return [(kind.name, kind.value) for kind in OpeningKind]


def new_reference() -> str:
    """Eight letters and digits that cannot be mistaken for each other and say nothing: all that an alert tells."""
    return "".join(secrets.choice(_LETTERS) for _ in range(8))


class ReasonedOpening(models.Model):
    """Something closed was opened by one holder of a role, with a reason, for a limited time."""

    person_id = PersonReference()
    kind = models.CharField(max_length=20, choices=opening_kinds)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()

    class Meta:
        ordering = ["-since", "-id"]

    def __str__(self) -> str:
        return f"{OpeningKind[self.kind].value} ({self.since:%Y-%m-%d %H:%M})"


class AlertKind(models.TextChoices):
    """Why somebody should look into it."""

    EMERGENCY = "EMERGENCY", "A record was opened in an emergency"
    DISSENT = "DISSENT", "A person’s wish was overridden"
    SEALED = "SEALED", "Something sealed was opened"
    ADDRESS = "ADDRESS", "A protected address was opened"
    CLAIMED = "CLAIMED", "Somebody said that they care for a person"
    PSEUDONYMS = "PSEUDONYMS", "As many pseudonyms were tried as a day allows"


class Alerts(models.QuerySet["Alert"]):
    """Questions about alerts."""

    def waiting(self) -> "Alerts":
        """Those nobody has closed."""
        return self.filter(finding__isnull=True)


class Alert(models.Model):
    """Told by its reference alone; the page behind the reference is for the organisation's privacy officer.

    ``person_id`` is empty when it is about nobody's record.
    """

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    kind = models.CharField(max_length=20, choices=AlertKind.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="alerts")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    person_id = PersonReference(blank=True)
    reason = models.CharField(max_length=300)
    entry = models.ForeignKey(AccessEntry, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = Alerts.as_manager()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.reference}: {self.get_kind_display()}"


class Outcome(models.TextChoices):
    """What looking into it showed."""

    RIGHT = "right", "The access was right"
    WRONG = "wrong", "The access was not right, and has been taken up with the person"
    MISTAKE = "mistake", "A mistake with no harm: the wrong record was opened"


class AlertFinding(models.Model):
    """How an alert was closed, by whom, and why. One for each alert; it is not changed."""

    alert = models.OneToOneField(Alert, on_delete=models.PROTECT, related_name="finding")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    words = models.CharField(max_length=500)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.alert.reference}: {self.get_outcome_display()}"
