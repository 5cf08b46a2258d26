"""Write down who did what, before it is shown; read it back in plain words; prove that nothing was changed.

``write(by=…, did="opened the record", person_id=…)`` is called before a page about a person is rendered: when it cannot
be written down, it is not shown. Entries written at the same moment by two processes queue up: the number is the key,
so the slower one finds it taken and takes the next. Who has just read where the log ends hands it on as ``after`` and
saves a query.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from joinedup.basics.errors import JoinedUpError
from joinedup.governance import chain
from joinedup.web.accounts.models import User
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.models import AccessEntry

TRIES = 50


@dataclass(frozen=True, slots=True)
class Head:
    """Where the log ends: the number and the hash of its last entry."""

    number: int = 0
    hash: str = chain.START


class AnonymousActorError(JoinedUpError):
    """Somebody unnamed would have been written down."""

    code = "governance.anonymous"


def write(
    *,
    by: Acting | User,
    did: str,
    person_id: str = "",
    allowed: bool = True,
    because: str = "",
    came_from: str = "",
    after: Head | None = None,
) -> AccessEntry:
    """Add one entry. ``by`` is an account alone only where no role is in use (signing in, choosing a role)."""
    entry = AccessEntry(
        **_who(by), at=timezone.now(), did=did, person_id=person_id, allowed=allowed, because=because[:300]
    )
    entry.came_from = came_from or entry.came_from
    return _write([entry], after)[0]


def write_each(*, by: Acting, did: str, person_ids: Sequence[str], because: str = "") -> list[AccessEntry]:
    """Add one entry for each person of a list that is about to be shown. As many queries as one entry costs."""
    who, now = _who(by), timezone.now()
    return _write([AccessEntry(**who, at=now, did=did, person_id=one, because=because[:300]) for one in person_ids])


def first_break() -> chain.Break | None:
    """None when the whole log holds; else the first entry that does not."""
    stored = AccessEntry.objects.order_by("number").iterator(chunk_size=5000)
    return chain.first_break(settings.AUDIT_KEY, (entry.link for entry in stored))


def end() -> Head:
    """Where the log ends now."""
    return _head()


def holds(number: int, known_hash: str) -> bool:
    """True when the entry with this number is there and has this hash."""
    return AccessEntry.objects.filter(number=number, hash=known_hash).exists()


def _who(by: Acting | User) -> dict[str, object]:
    if isinstance(by, Acting):
        return {
            "user": by.user,
            "membership_id": by.membership.pk,
            "role_code": by.role.code,
            "organisation_code": by.organisation.code,
            "purpose": by.purpose.value,
            "came_from": by.came_from,
        }
    if not isinstance(by, User) or by.pk is None:
        raise AnonymousActorError("Nobody is named as the one who does this.", "Sign in, then do it again.")
    return {"user": by}


def _write(entries: list[AccessEntry], after: Head | None = None) -> list[AccessEntry]:
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return _append(entries, after or _head())
        except IntegrityError:  # the number was taken in this very moment
            after = None
    raise RuntimeError("the access log could not be written")


def _head() -> Head:
    last = AccessEntry.objects.order_by("-number").values_list("number", "hash").first()
    return Head(*last) if last else Head()


def _append(entries: list[AccessEntry], after: Head) -> list[AccessEntry]:
    before = after.hash
    for number, entry in enumerate(entries, after.number + 1):
        entry.number = number
        entry.hash = before = chain.seal(settings.AUDIT_KEY, before, number, entry.says())
    return AccessEntry.objects.bulk_create(entries)
