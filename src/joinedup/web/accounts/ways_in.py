"""How an account opens besides by its password."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from joinedup.web.accounts.models import User
from joinedup.web.accounts.provider import ID


def has_app(user: User) -> bool:
    """True when an app is set up for the account: it is asked for its code after any first key."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


def linked_to(user: User) -> str:
    """The subject at the provider this account is linked to; empty when to none."""
    return SocialAccount.objects.filter(provider=ID, user=user).values_list("uid", flat=True).first() or ""
