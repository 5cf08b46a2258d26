"""Decisions about two records or two numbers, and what the desk did when ids changed: added to, never changed."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from joinedup.web.governance.models.relationships import PersonReference


class Verdict(models.TextChoices):
    """What can be decided. The last two settle nothing; an escalated pair goes to the top of the queue."""

    ACCEPT = "accept", "The same person"
    REJECT = "reject", "Two people"
    NOT_SURE = "not sure", "Not sure"
    ESCALATE = "escalate", "Somebody else should decide"


class LinkDecision(models.Model):
    """One person's decision that a source's record is, or is not, of somebody on the register."""

    source = models.CharField(max_length=20)
    organisation_code = models.CharField(max_length=20, blank=True)
    source_person_id = models.CharField(max_length=60)
    person_id = PersonReference()
    decision = models.CharField(max_length=10, choices=Verdict.choices)
    drawn_from = models.CharField(max_length=20, blank=True)
    """The step from whose links the pair was drawn by chance, to see how often it is wrong; empty: it was doubtful."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["source", "organisation_code", "source_person_id"])]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} on {self.at:%d %B %Y}"


class MergeDecision(models.Model):
    """One user's decision that two NHS Numbers are, or are not, one person's: ``person_id`` replaces ``was_id``.

    Obeyed from the next linking on; of each person's decisions about the two the latest stands.
    """

    person_id = PersonReference()
    was_id = PersonReference()
    decision = models.CharField(max_length=10, choices=Verdict.choices)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} on {self.at:%d %B %Y}"


class RuleChange(models.Model):
    """A proposal of how many people must agree about two records; it counts once somebody else agrees to it.

    ``answered_by``: who agreed (``agreed``) or turned it down; who proposed it may only take it back. Nobody, when it
    lapsed before somebody answered.
    """

    people = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    agreed = models.BooleanField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(answered_at__isnull=True), name="linkage_one_rule_proposed"
            ),
            models.CheckConstraint(
                condition=models.Q(agreed__isnull=True)
                | models.Q(agreed=False)
                | ~models.Q(by=models.F("answered_by")),
                name="linkage_rule_agreed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.people} proposed on {self.at:%d %B %Y}"


class Move(models.Model):
    """What the desk held about ``was_id`` follows to ``person_id``, because the linked build says they are one person.

    ``returned_at``: when a later build told them apart again and every row went back.
    """

    person_id = PersonReference()
    was_id = PersonReference()
    build = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)
    returned_build = models.CharField(max_length=40, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Followed build {self.build} on {self.at:%d %B %Y}"


class MovedRow(models.Model):
    """One row that moved. ``digest`` is of everything in it but the reference, so that a later change is known."""

    move = models.ForeignKey(Move, on_delete=models.PROTECT, related_name="rows")
    model = models.CharField(max_length=60)
    row = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["move", "model", "row"], name="linkage_moved_once")]

    def __str__(self) -> str:
        return f"{self.model} {self.row}"
