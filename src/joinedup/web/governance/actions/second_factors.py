"""Take away the second factor of somebody who has lost it, so that they set up a new one when they sign in next."""

from allauth.mfa.models import Authenticator
from django.utils import timezone

from joinedup.governance.permissions import Permission
from joinedup.web.accounts.models import User
from joinedup.web.governance import own_sessions
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.actions import action
from joinedup.web.governance.actions.memberships import RoleError


def has_one(user: User) -> bool:
    """True when an app is set up for the account."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


@action(Permission.MANAGE_PEOPLE, "took away the second factor of the account {user.pk}, which was lost")
def reset_second_factor(*, by: Acting, user: User) -> None:
    """The app and the codes on paper stop working and every session ends, at once; the owner is told at sign-in."""
    if user.pk == by.user.pk:
        raise NotAllowed("Nobody resets their own second factor.", "Use a code on paper, or ask another administrator.")
    if not has_one(user):
        raise RoleError("No second factor is set up for this account.", "There is nothing to take away.")
    Authenticator.objects.filter(user=user).delete()
    user.factor_reset_at = timezone.now()
    user.save(update_fields=["factor_reset_at"])
    own_sessions.end(user)
