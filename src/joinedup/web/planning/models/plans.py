"""A plan and its versions. A version is never changed: putting a field right makes the next one."""

from functools import cached_property

from django.conf import settings
from django.db import models
from django.urls import reverse

from joinedup import planning
from joinedup.basics.finding import Finding
from joinedup.web.governance.models import Organisation
from joinedup.web.planning.models.said import Said


class Plan(models.Model):
    """One plan of one area, owned by the organisation that keeps it here."""

    name = models.CharField(max_length=200)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="plans")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("plan", args=[self.pk])

    @cached_property
    def latest(self) -> "PlanVersion":
        """The version that counts."""
        return self.versions.order_by("-number").select_related("made_by")[0]


class PlanVersion(models.Model):
    """The whole plan at one moment: its answers with their source lines, and the findings of that moment's checks."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    findings = models.JSONField()
    errors = models.PositiveIntegerField(help_text="findings that stop the plan, silenced ones not counted")
    words = models.CharField(max_length=200, help_text="what was done to make it")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="planning_one_version_of_a_number")]

    def __str__(self) -> str:
        return f"{self.plan}, version {self.number}"

    @cached_property
    def read(self) -> planning.Plan:
        """The plan as the planning room knows it."""
        return planning.Plan.from_dict(self.content)

    @cached_property
    def found(self) -> list[Finding]:
        """The findings, as values."""
        return [Finding.from_dict(stored) for stored in self.findings]


class PlanDocument(models.Model):
    """The file a version was read from, byte for byte, so that nothing of it is ever lost."""

    version = models.OneToOneField(PlanVersion, on_delete=models.PROTECT, related_name="document")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class SilencedFinding(Said):
    """A finding that somebody, with a reason, says may stand."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="silenced")
    code = models.CharField(max_length=80)
    field = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "code", "field"], name="planning_silenced_once")]

    def __str__(self) -> str:
        return f"{self.code} at {self.field or 'the plan'}"


class Signatory(models.Model):
    """An organisation whose signature the plan needs, in which order. Taking it off again is a date."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="signatories")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    turn = models.PositiveIntegerField(default=1, help_text="those of a lower turn sign first")
    taken_off = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["turn", "organisation__name"]
        constraints = [models.UniqueConstraint(fields=["plan", "organisation"], name="planning_signs_once")]

    def __str__(self) -> str:
        return f"{self.organisation} signs {self.plan}"


class Signature(Said):
    """A signature under the exact words of a version. Whether it still stands is worked out, never stored."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="signatures")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="signatures")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    position = models.CharField(max_length=120)
    authority = models.CharField(
        max_length=300, blank=True, help_text="where the power to sign was delegated, when it was"
    )
    whole = models.CharField(max_length=64, help_text="fingerprint of all words")
    sections = models.JSONField(help_text="fingerprint of each section's words")

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.organisation} signed version {self.version.number}"
