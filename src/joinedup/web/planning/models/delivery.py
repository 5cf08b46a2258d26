"""What became of the plan's milestones and risks. The plan's words stay; these facts are added beside them."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from joinedup.web.planning.models.plans import Plan

_ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


class MilestoneFact(models.Model):
    """A milestone was reached, or it slipped; the last fact counts."""

    class Kind(models.TextChoices):
        """What happened."""

        DONE = "DONE", "It is done"
        SLIPPED = "SLIPPED", "It slips"
        OPEN = "OPEN", "It is open again as planned"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="milestone_facts")
    number = models.PositiveIntegerField(help_text="of the milestone in the plan")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    done_on = models.DateField(null=True, blank=True)
    now_when = models.CharField(max_length=60, blank=True, help_text="as written: 'Spring 2015'")
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Milestone {self.number}: {self.get_kind_display()}"


class MilestoneNeed(models.Model):
    """One milestone cannot come before another; or, from this moment, no longer needs it."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="milestone_needs")
    number = models.PositiveIntegerField()
    needs = models.PositiveIntegerField()
    holds = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(number=models.F("needs")), name="planning_needs_another")
        ]

    def __str__(self) -> str:
        return f"Milestone {self.number} needs {self.needs}"


class RiskReview(models.Model):
    """How a risk stands today: how likely, how bad, what it would cost and who would bear it."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="risk_reviews")
    number = models.PositiveIntegerField(help_text="of the risk in the plan")
    likelihood = models.PositiveSmallIntegerField(validators=_ONE_TO_FIVE)
    impact = models.PositiveSmallIntegerField(validators=_ONE_TO_FIVE)
    pounds = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    bears = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Risk {self.number} reviewed"

    @property
    def score(self) -> int:
        """Likelihood × impact, 1 to 25."""
        return self.likelihood * self.impact
