"""Take away the second factor of somebody who has lost it, so that they set up a new one when they sign in next."""

from allauth.mfa.models import Authenticator
from django.utils import timezone

from joinedup.governance.permissions import Permission
from joinedup.web.accounts.models import User
from joinedup.web.accounts.ways_in import has_app
from joinedup.web.governance import own_sessions
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.actions import action, two_people
from joinedup.web.governance.actions.memberships import RoleError


@action(Permission.MANAGE_PEOPLE, two_people.FACTOR_TAKEN)
def reset_second_factor(*, by: Acting, user: User) -> None:
    """The app and the codes on paper stop working and every session ends, at once; the owner is told at sign-in."""
    if user.pk == by.user.pk:
        raise NotAllowed("Nobody resets their own second factor.", "Use a code on paper, or ask another administrator.")
    if not has_app(user):
        raise RoleError("No second factor is set up for this account.", "There is nothing to take away.")
    if problem := two_people.why_no_reset(by, user):
        raise problem
    Authenticator.objects.filter(user=user).delete()
    user.factor_reset_at = timezone.now()
    user.save(update_fields=["factor_reset_at"])
    own_sessions.end(user)
