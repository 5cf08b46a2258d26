"""What was decided about people on the worklist. Facts are added; the latest one tells the state."""

from django.conf import settings
from django.db import models

from joinedup.web.governance.models import Organisation
from joinedup.web.governance.models.relationships import PersonReference


class Decided(models.TextChoices):
    """The three things that can be said of a person on, or not on, the list."""

    ACCEPTED = "accepted", "Taken on"
    DECLINED = "declined", "Not taken on"
    NOMINATED = "nominated", "Nominated"


class DeclineReason(models.TextChoices):
    """Why somebody found by the score is not taken on."""

    ALREADY = "already", "Already has a plan and a lead professional"
    PASSED = "passed", "What led to the score is over"
    REFUSED = "refused", "The person does not want it"
    NO_GAIN = "no-gain", "Nothing could be done better by a shared plan"
    OTHER = "other", "Another reason"


class CaseDecision(models.Model):
    """One decision about one person by one organisation. ``build`` names the scores that were looked at."""

    person_id = PersonReference()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    decided = models.CharField(max_length=12, choices=Decided.choices)
    reason = models.CharField(max_length=12, choices=DeclineReason.choices, blank=True)
    words = models.CharField(max_length=500, blank=True)
    build = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["organisation", "person_id"])]

    def __str__(self) -> str:
        return f"{self.get_decided_display()} on {self.at:%d %B %Y}"
