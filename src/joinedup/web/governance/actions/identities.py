"""Say whose account an identity at the provider is. Nothing else links the two: not a name, not an email address."""

from allauth.socialaccount.models import SocialAccount

from joinedup.governance.permissions import Permission
from joinedup.web.accounts.models import User
from joinedup.web.accounts.provider import ID
from joinedup.web.governance import own_sessions
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.actions import action, two_people
from joinedup.web.governance.actions.memberships import RoleError


@action(Permission.MANAGE_PEOPLE, two_people.LINKED)
def link_identity(*, by: Acting, user: User, subject: str) -> SocialAccount:
    """From now on whoever the provider names by ``subject`` signs in to this account; an earlier link ends.

    The password stops working and every session ends: an owner who comes by the provider would never change it, and
    whoever opened the account, or has been in it before them, would go on getting in by it unseen.
    """
    if user.pk == by.user.pk:
        raise NotAllowed("Nobody links their own account.", "Ask another system administrator.")
    if SocialAccount.objects.filter(provider=ID, uid=subject).exclude(user=user).exists():
        raise RoleError("That identity is linked to another account.", "End that link first, or check what was typed.")
    if problem := two_people.why_no_first_key(by, user):
        raise problem
    user.set_unusable_password()
    user.save(update_fields=["password"])
    own_sessions.end(user)
    SocialAccount.objects.filter(provider=ID, user=user).delete()
    return SocialAccount.objects.create(provider=ID, uid=subject, user=user)


@action(Permission.WITHDRAW_ACCESS, two_people.UNLINKED)
def end_link(*, by: Acting, user: User) -> None:
    """Nobody comes in to this account by the provider any more."""
    SocialAccount.objects.filter(provider=ID, user=user).delete()
