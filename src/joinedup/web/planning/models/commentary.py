"""What providers say of the plan (Annex 2): asked, and answered on their own page."""

from django.db import models

from joinedup.web.governance.models import Organisation
from joinedup.web.planning.models.plans import Plan, PlanVersion
from joinedup.web.planning.models.said import Said


class ProviderAsked(Said):
    """A provider is asked for its commentary."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="providers_asked")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["organisation__name"]
        constraints = [models.UniqueConstraint(fields=["plan", "organisation"], name="planning_asked_once")]

    def __str__(self) -> str:
        return f"{self.organisation} is asked about {self.plan}"


class ProviderAnswer(Said):
    """A provider's three answers about one version. The last one counts."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="provider_answers")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField(help_text="with the figures of the plan")
    why_not = models.TextField(blank=True)
    considered = models.BooleanField(help_text="what follows for its services")
    what_follows = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.organisation} on version {self.version.number}"
