"""Decisions about two records: added to, never changed; of one person's the latest stands."""

from django.conf import settings
from django.db import models

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
