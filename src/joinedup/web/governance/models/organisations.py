"""The organisations whose people work here, and which belonged to which, from when to when."""

from django.core.validators import RegexValidator
from django.db import models

ODS_CODE = RegexValidator(r"^[A-Z0-9]{3,10}$", "An ODS code is 3 to 10 capital letters and digits, such as A81001.")


class Kind(models.TextChoices):
    """What sort of organisation it is: it decides which roles may be held there."""

    PRACTICE = "practice", "GP practice"
    TRUST = "trust", "Hospital trust"
    COUNCIL = "council", "Council"
    ICB = "icb", "Integrated care board"
    COMMUNITY = "community", "Community health provider"
    MENTAL_HEALTH = "mental health", "Mental health provider"
    VOLUNTARY = "voluntary", "Voluntary organisation"


class Organisation(models.Model):
    """One organisation, by its ODS code. It is never deleted: closing it is a date."""

    code = models.CharField(max_length=10, unique=True, validators=[ODS_CODE])
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    closed = models.DateField(null=True, blank=True)
    made_up = models.BooleanField(default=False, help_text="belongs to a demonstration")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OrganisationTie(models.Model):
    """``child`` belonged to ``parent`` from a day up to, not including, another."""

    child = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parents")
    parent = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="children")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="governance_tie_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~models.Q(child=models.F("parent")), name="governance_tie_joins_two"),
        ]

    def __str__(self) -> str:
        return f"{self.child} in {self.parent}"
