"""Who has a relationship with which person: caseloads, referrals in hand, and claims made with a reason.

That a person is registered with a practice is not kept here: the linked record says so.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from joinedup.basics import nhs_number
from joinedup.governance.relationships import Tie, TieKind
from joinedup.web.governance.models.memberships import Membership
from joinedup.web.governance.models.organisations import Organisation


def not_an_nhs_number(value: str) -> None:
    """A reference to a person is the linked record's own; an NHS Number never stands in its place."""
    if nhs_number.is_valid(value):
        raise ValidationError("A person is referred to by the linked record's id, never by the NHS Number.")


class PersonReference(models.CharField):  # type: ignore[type-arg]
    """The linked record's id of a person; never an NHS Number."""

    default_validators = [not_an_nhs_number]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max_length": 64, "db_index": True, **options})

    def get_prep_value(self, value: object) -> object:
        """Refused at the last door as well, whatever route it came by."""
        if isinstance(value, str):
            not_an_nhs_number(value)
        return super().get_prep_value(value)


class Relationships(models.QuerySet["Relationship"]):
    """Questions about who knows whom."""

    def holding_on(self, day: dt.date) -> "Relationships":
        """Those in force on a day."""
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=day), since__lte=day)

    def of(self, membership: Membership) -> "Relationships":
        """Those that let the holder of this membership in: the organisation's, and the holder's own."""
        own = models.Q(membership__isnull=True) | models.Q(membership=membership)
        return self.filter(own, organisation=membership.organisation)


class Relationship(models.Model):
    """One relationship of an organisation (or one of its people) with a person, from a day up to another."""

    KINDS = [(kind.name, kind.value) for kind in TieKind if kind is not TieKind.REGISTERED]

    person_id = PersonReference()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="relationships")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=KINDS)
    reason = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = Relationships.as_manager()

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="governance_relationship_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{TieKind[self.kind].value} ({self.organisation})"

    @property
    def tie(self) -> Tie:
        """The same as the rules read it."""
        return Tie(TieKind[self.kind], self.organisation.code, self.since, self.until, self.membership_id)
