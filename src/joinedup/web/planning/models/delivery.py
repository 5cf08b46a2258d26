"""What became of the plan's milestones and risks. The plan's words stay; these facts are added beside them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from joinedup.web.planning.models.plans import Plan
from joinedup.web.planning.models.said import Said

_ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


class MilestoneFact(Said):
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

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Milestone {self.number}: {self.get_kind_display()}"


class MilestoneNeed(Said):
    """One milestone cannot come before another; or, from this moment, no longer needs it."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="milestone_needs")
    number = models.PositiveIntegerField()
    needs = models.PositiveIntegerField()
    holds = models.BooleanField(default=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(number=models.F("needs")), name="planning_needs_another")
        ]

    def __str__(self) -> str:
        return f"Milestone {self.number} needs {self.needs}"


class RiskReview(Said):
    """How a risk stands today: how likely, how bad, what it would cost and who would bear it."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="risk_reviews")
    number = models.PositiveIntegerField(help_text="of the risk in the plan")
    likelihood = models.PositiveSmallIntegerField(validators=_ONE_TO_FIVE)
    impact = models.PositiveSmallIntegerField(validators=_ONE_TO_FIVE)
    pounds = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    bears = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Risk {self.number} reviewed"

    @property
    def score(self) -> int:
        """Likelihood × impact, 1 to 25."""
        return self.likelihood * self.impact
