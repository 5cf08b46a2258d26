"""Writing together: who writes which section, what is said about an answer, and words not yet kept."""

from django.conf import settings
from django.db import models

from joinedup.web.governance.models import Organisation
from joinedup.web.planning.models.plans import Plan
from joinedup.web.planning.models.said import Said


class SectionOwner(Said):
    """From this moment an organisation is asked to write a section. The last one said counts; nobody: the keeper."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="section_owners")
    part = models.CharField(max_length=10)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    ask = models.CharField(max_length=300, blank=True, help_text="what was asked of it")
    due = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"Section {self.part}: {self.organisation or 'the keeper'}"


class Comment(Said):
    """Something said about one answer."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="comments")
    key = models.CharField(max_length=120)
    words = models.CharField(max_length=2000)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"A comment on {self.key}"


class CommentResolved(Said):
    """The comment was seen to, and by whom. Whoever disagrees comments again."""

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="resolved")

    def __str__(self) -> str:
        return f"{self.comment}, seen to"


class Draft(models.Model):
    """Words somebody typed and has not kept yet, and the version they were typed on. No fact: it goes when kept."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    raw = models.TextField(blank=True)
    seen = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "key", "by"], name="planning_one_draft_each")]

    def __str__(self) -> str:
        return f"A draft of {self.key}"
