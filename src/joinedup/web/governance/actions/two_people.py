"""One administrator alone never renews both keys of an account that is in use, and so never signs in as its owner.

An account opens by a first key (its password, or an identity at the provider) and a second factor. Who has had the
first in their hands does not take away the second, nor the other way round; an account that opens by the provider alone
is given another first key only after somebody else has ended that link. Whoever opened an account knows its password
until its owner changes it, or until the account is linked to an identity, which ends the password.

What happened is read from the access log, which nobody can change. An account that one has just made oneself is no
second person: each of the two has held a role that may close accounts for ``SETTLED_AFTER``, or was the very first.
"""

import datetime as dt

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from joinedup.governance.permissions import Permission
from joinedup.governance.roles import ROLES
from joinedup.web.accounts.models import User
from joinedup.web.accounts.ways_in import has_app, linked_to
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.models import AccessEntry, Membership

OPENED = "opened the account {result.pk}"
PASSWORD_LINK = "gave the account {user.pk} a link to choose a new password"  # noqa: S105 (words of the log)
LINKED = "linked the account {user.pk} to an identity of the provider"
UNLINKED = "ended the link of the account {user.pk} to an identity of the provider"
FACTOR_TAKEN = "took away the second factor of the account {user.pk}, which was lost"
OWN_PASSWORD = "changed their own password"  # noqa: S105 (words of the log)
OWN_FACTOR = "set up a second factor of their own"
SIGNED_IN = "signed in"

SETTLED_AFTER = dt.timedelta(days=7)
_FIRST_KEY = "give it another password or link as well"


def why_no_first_key(by: Acting, user: User) -> NotAllowed | None:
    """Why the one who asks gives the account no password link and no link to the provider; None when they may."""
    app = has_app(user)
    if linked_to(user) and not app and user.last_login:
        return NotAllowed(
            "This account opens by the provider alone, so one person does not give it another key.",
            "Have that link ended by another administrator or a governance lead. Then go on here.",
        )
    if problem := _refusal(by, _took_second_factor(user), f"took its second factor away, so you do not {_FIRST_KEY}"):
        return problem
    return (
        None if app else _refusal(by, _ended_link(user), f"ended its link to the provider, so you do not {_FIRST_KEY}")
    )


def why_no_reset(by: Acting, user: User) -> NotAllowed | None:
    """Why the one who asks does not take away the second factor; None when they may."""
    return _refusal(
        by,
        _had_first_key(user),
        "gave this account its password or its link to the provider, so you do not take its second factor away as well",
    )


def _had_first_key(user: User) -> set[int]:
    """Who has known the password since its owner last changed it, or said who comes in by the provider."""
    since = _last(user, OWN_PASSWORD)
    knew = _who(OPENED.format(result=user), since) | _who(PASSWORD_LINK.format(user=user), since)
    return knew | (_who(LINKED.format(user=user), 0) if linked_to(user) else set())


def _took_second_factor(user: User) -> set[int]:
    """Who took it away since its owner last set one up."""
    return _who(FACTOR_TAKEN.format(user=user), _last(user, OWN_FACTOR))


def _ended_link(user: User) -> set[int]:
    """Who ended the link to the provider since the owner last signed in."""
    return _who(UNLINKED.format(user=user), _last(user, SIGNED_IN))


def _refusal(by: Acting, others: set[int], done: str) -> NotAllowed | None:
    if by.user.pk in others:
        return NotAllowed(f"You {done}.", "Ask another system administrator.")
    if others and not others | {by.user.pk} <= _settled():
        days = SETTLED_AFTER.days
        why = f"This takes two people, and one of them has been an administrator for less than {days} days."
        return NotAllowed(why, "Ask one who has been for longer, or wait.")
    return None


def _who(did: str, since: int) -> set[int]:
    done = AccessEntry.objects.filter(did=did, allowed=True, user__in=_who_may().values("user"))
    return set(done.filter(number__gt=since).values_list("user", flat=True))


def _last(user: User, did: str) -> int:
    return AccessEntry.objects.filter(user=user, did=did).values_list("number", flat=True).last() or 0


def _settled() -> set[int]:
    long_ago = Q(given_at__lte=timezone.now() - SETTLED_AFTER) | Q(given_by=F("user"))
    return set(_who_may().filter(long_ago).values_list("user", flat=True))


def _who_may() -> QuerySet[Membership]:
    """Everybody who could ever do any of this, which keeps the search of a long log short."""
    codes = [code for code, role in ROLES.items() if Permission.WITHDRAW_ACCESS in role.may]
    return Membership.objects.filter(role_code__in=codes)
