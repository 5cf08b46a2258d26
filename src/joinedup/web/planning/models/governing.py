"""Who governs the plan: boards, what they decided, and what is to be done about it."""

from django.db import models

from joinedup.web.governance.models import Organisation
from joinedup.web.planning.models.plans import Plan
from joinedup.web.planning.models.said import Said


class Board(Said):
    """A board or group, and to whom it reports. Closing it is a date."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="boards")
    name = models.CharField(max_length=120)
    task = models.CharField(max_length=300, blank=True, help_text="what it decides or does")
    chair = models.CharField(max_length=120, blank=True)
    reports_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="below")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Decision(Said):
    """What a board decided about the plan, and why."""

    class Kind(models.TextChoices):
        """What is to happen."""

        ACCELERATE = "ACCELERATE", "Accelerate"
        AMEND = "AMEND", "Amend"
        STOP = "STOP", "Stop"
        GO_ON = "GO_ON", "Go on as planned"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="decisions")
    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    about = models.CharField(max_length=300)
    reason = models.CharField(max_length=1000)
    decided_on = models.DateField()

    class Meta:
        ordering = ["-decided_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about}"


class PlanAction(Said):
    """Something one organisation is to do by a day because of a decision."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()

    class Meta:
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.what


class PlanActionDone(Said):
    """The action is done, says who."""

    action = models.OneToOneField(PlanAction, on_delete=models.PROTECT, related_name="done")

    def __str__(self) -> str:
        return f"{self.action}: done"
