"""What people said about their record: added to, never changed. What was said last counts."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from joinedup.governance.consent import Objection, Part
from joinedup.web.governance.models.organisations import Organisation
from joinedup.web.governance.models.relationships import PersonReference


def parts() -> list[tuple[str, str]]:
    """Every part of a record, by code and words."""
    return [(part.name, part.value) for part in Part]


def objections() -> list[tuple[str, str]]:
    """Every objection, by code and words."""
    return [(one.name, one.value) for one in Objection]


class HowSaid(models.TextChoices):
    """How the person made it known."""

    SPOKEN = "spoken", "They told me"
    WRITTEN = "written", "In writing"
    ON_BEHALF = "on behalf", "Somebody with the legal right to decide for them told me"


class ConsentFact(models.Model):
    """One thing a person said: yes or no, about one organisation or all, about all of the record or a part."""

    person_id = PersonReference()
    part = models.CharField(max_length=20, choices=parts)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agreed = models.BooleanField()
    how = models.CharField(max_length=20, choices=HowSaid.choices)
    at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        whom = self.organisation.name if self.organisation else "everybody who cares for them"
        return f"{'Agrees' if self.agreed else 'Does not agree'} that {whom} sees {Part[self.part].value}"


class ObjectionFact(models.Model):
    """One thing a person said about uses beyond their care. Not the national data opt-out, which is never kept here."""

    person_id = PersonReference()
    about = models.CharField(max_length=30, choices=objections)
    objected = models.BooleanField()
    at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{'Objects to' if self.objected else 'No longer objects to'} {Objection[self.about].value}"


class SealFact(models.Model):
    """A part of the record, or the address (no part), that only the organisation that sealed it sees."""

    person_id = PersonReference()
    part = models.CharField(max_length=20, choices=parts, blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{Part[self.part].value if self.part else 'the address'} sealed by {self.organisation}"
