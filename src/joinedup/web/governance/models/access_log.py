"""The log of who did what to whose record, why and when: added to, never changed.

Each entry is sealed with the hash of the one before under a key outside the database (``joinedup.governance.chain``).
The database itself refuses to change or delete an entry (triggers, on SQLite and PostgreSQL alike).
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models

from joinedup.governance.chain import Link
from joinedup.web.governance.models.relationships import PersonReference


class AppendOnlyError(TypeError):
    """Somebody's code tried to change what was written down."""


class Entries(models.QuerySet["AccessEntry"]):
    """The log, which can only be read and added to."""

    def update(self, **_: Any) -> int:
        raise AppendOnlyError("the access log is never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("nothing is taken out of the access log")


class AccessEntry(models.Model):
    """One thing that somebody did. ``person_id`` is empty when it was about nobody's record."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    membership_id = models.BigIntegerField(null=True)
    role_code = models.CharField(max_length=40, blank=True)
    organisation_code = models.CharField(max_length=10, blank=True, db_index=True)
    purpose = models.CharField(max_length=40, blank=True)
    did = models.CharField(max_length=200)
    person_id = PersonReference(blank=True)
    allowed = models.BooleanField(default=True)
    because = models.CharField(max_length=300, blank=True)
    came_from = models.CharField(max_length=60, blank=True)
    hash = models.CharField(max_length=64)

    objects = Entries.as_manager()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.did}"

    def save(self, *args: Any, **options: Any) -> None:
        """Only ever a new row."""
        if not self._state.adding:
            raise AppendOnlyError("the access log is never changed")
        super().save(*args, **{**options, "force_insert": True})

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("nothing is taken out of the access log")

    @property
    def link(self) -> Link:
        """The entry as the chain sees it: every field but its own hash."""
        return Link(self.number, self.says(), self.hash)

    def says(self) -> dict[str, str | int | None]:
        """What is sealed."""
        return {
            "at": self.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            "user": self.user_id,
            "membership": self.membership_id,
            "role": self.role_code,
            "organisation": self.organisation_code,
            "purpose": self.purpose,
            "did": self.did,
            "person": self.person_id,
            "allowed": int(self.allowed),
            "because": self.because,
            "from": self.came_from,
        }
