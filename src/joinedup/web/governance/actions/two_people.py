"""One administrator alone never renews both keys of an account that is in use, and so never signs in as its owner.

An account opens by a first key (its password, or an identity at the provider) and a second factor. Who has had the
first in their hands does not take away the second, nor the other way round; an account that opens by the provider alone
is given another first key only after somebody else has ended that link. Whoever opened an account knows its password
until its owner changes it, or until the account is linked to an identity, which ends the password.

What happened is read from the access log, which nobody can change. An account that one has just made oneself is no
second person: each of the two has held the role in which they acted for ``SETTLED_AFTER``, or was the very first. A
role that was given for later, or that ended before that time was up, makes nobody a second person.
"""

import datetime as dt

from django.db.models import QuerySet
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


def _had_first_key(user: User) -> dict[int, set[int]]:
    """Who has known the password since its owner last changed it, or said who comes in by the provider."""
    since = _last(user, OWN_PASSWORD)
    said = {OPENED.format(result=user): since, PASSWORD_LINK.format(user=user): since}
    return _who({**said, LINKED.format(user=user): 0} if linked_to(user) else said)


def _took_second_factor(user: User) -> dict[int, set[int]]:
    """Who took it away since its owner last set one up."""
    return _who({FACTOR_TAKEN.format(user=user): _last(user, OWN_FACTOR)})


def _ended_link(user: User) -> dict[int, set[int]]:
    """Who ended the link to the provider since the owner last signed in."""
    return _who({UNLINKED.format(user=user): _last(user, SIGNED_IN)})


def _refusal(by: Acting, others: dict[int, set[int]], done: str) -> NotAllowed | None:
    if by.user.pk in others:
        return NotAllowed(f"You {done}.", "Ask another system administrator.")
    roles = set().union(*others.values()) | {by.membership.pk}
    found = list(Membership.objects.filter(pk__in=roles))
    if others and (len(found) < len(roles) or not all(_settled(one) for one in found)):
        days = SETTLED_AFTER.days
        why = f"This takes two people, and one of them has been an administrator for less than {days} days."
        return NotAllowed(why, "Ask one who has been for longer, or wait; or close the account and open another.")
    return None


def _who(did: dict[str, int]) -> dict[int, set[int]]:
    """Each account that did one of these after the entry given with it, and the roles in which it did."""
    found: dict[int, set[int]] = {}
    for words, since in did.items():
        done = AccessEntry.objects.filter(did=words, allowed=True, user__in=_who_may().values("user"))
        for user, role in done.filter(number__gt=since).values_list("user", "membership_id"):
            found.setdefault(user, set()).add(role or 0)
    return found


def _last(user: User, did: str) -> int:
    return AccessEntry.objects.filter(user=user, did=did).values_list("number", flat=True).last() or 0


def _settled(role: Membership) -> bool:
    """Held for long enough, from the day it was given or, where that is later, from the day on which it began."""
    if role.given_by_id == role.user_id:
        return True
    began = max(timezone.localdate(role.given_at), role.since)
    held_until = min(timezone.localdate(), role.until or dt.date.max)
    return held_until - began >= SETTLED_AFTER


def _who_may() -> QuerySet[Membership]:
    """Everybody who could ever do any of this, which keeps the search of a long log short."""
    codes = [code for code, role in ROLES.items() if Permission.WITHDRAW_ACCESS in role.may]
    return Membership.objects.filter(role_code__in=codes)
