"""A reviewer's work: what was judged, the category, conditions, and the evidence that meets them."""

from django.db import models

from joinedup.web.governance.models import Organisation
from joinedup.web.planning.models.plans import Plan, PlanVersion
from joinedup.web.planning.models.said import Said


class LineJudged(Said):
    """One line of enquiry judged on one version. The last judgement counts."""

    class Judgement(models.TextChoices):
        """How far the plan answers it."""

        YES = "YES", "Answered"
        PARTLY = "PARTLY", "Answered in part"
        NO = "NO", "Not answered"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="lines_judged")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    edition = models.CharField(max_length=40)
    line = models.CharField(max_length=40)
    judgement = models.CharField(max_length=10, choices=Judgement.choices)
    words = models.CharField(max_length=2000)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.line}: {self.get_judgement_display()}"


class Review(Said):
    """The outcome of a review of one version. The last one counts."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="+")
    edition = models.CharField(max_length=40)
    category = models.CharField(max_length=40)
    words = models.CharField(max_length=2000)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.category}: version {self.version.number}"


class Condition(Said):
    """What must be met, by whom, by when, and what would show it."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="conditions")
    words = models.CharField(max_length=1000)
    evidence = models.CharField(max_length=500, help_text="what would show it")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.words[:80]


class ConditionStep(Said):
    """Evidence was given; or the reviewer said that the condition is met, or not yet. The last step counts."""

    class Kind(models.TextChoices):
        """What happened."""

        EVIDENCE = "EVIDENCE", "Evidence given"
        MET = "MET", "Met"
        NOT_YET = "NOT_YET", "Not met yet"

    condition = models.ForeignKey(Condition, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    words = models.CharField(max_length=2000)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.condition}: {self.get_kind_display()}"
