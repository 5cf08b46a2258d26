"""A role held by a person at an organisation, from a day up to another. Facts are added, never changed back."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone

from joinedup.governance.roles import ROLES, Role
from joinedup.web.governance.models.organisations import Organisation


def role_choices() -> list[tuple[str, str]]:
    """Every role by code and name."""
    return [(role.code, role.name) for role in ROLES.values()]


class Memberships(models.QuerySet["Membership"]):
    """Questions about who holds what."""

    def held_on(self, day: dt.date) -> "Memberships":
        """Those in force on a day, at organisations still open, by accounts still open."""
        open_ended = models.Q(until__isnull=True) | models.Q(until__gt=day)
        still_there = models.Q(organisation__closed__isnull=True) | models.Q(organisation__closed__gt=day)
        return self.filter(open_ended, still_there, since__lte=day, user__is_active=True)


class Membership(models.Model):
    """One role of one person at one organisation."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role_code = models.CharField(max_length=40, choices=role_choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = Memberships.as_manager()

    class Meta:
        ordering = ["organisation__name", "role_code", "since"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="governance_membership_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "role_code"],
                condition=models.Q(until__isnull=True),
                name="governance_one_open_membership",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role.name}, {self.organisation.name}"

    @property
    def role(self) -> Role:
        """The role as code."""
        return ROLES[self.role_code]
