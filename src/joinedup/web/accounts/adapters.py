"""How sign-in is bent to this house: nobody registers; a provider's account must already be known here."""

import logging
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from django.shortcuts import redirect

from joinedup.web.accounts import provider
from joinedup.web.accounts.answers import NotProvedError
from joinedup.web.accounts.models import User

logger = logging.getLogger("joinedup.sign-in")

WRONG = "The email address or the password is not right. Check both and try again."
LOCKED = "Too many wrong tries. Wait 15 minutes, then try again."


def user_display(user: User) -> str:
    """What a person is called on a page."""
    return user.name


class AccountAdapter(DefaultAccountAdapter):
    """Passwords."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.error_messages: dict[str, str] = {
            **DefaultAccountAdapter.error_messages,
            "email_password_mismatch": WRONG,
            "too_many_login_attempts": LOCKED,
            "incorrect_password": "The password is not right.",
        }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Sign-in needs no banner that says that one has signed in."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Codes."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is not right. Wait for the next one and type it without spaces.",
    }


class ProviderAdapter(DefaultSocialAccountAdapter):
    """OpenID Connect: the provider says who it is; whose account that is was decided here, beforehand."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Only an identity that a system administrator linked to an account comes any further."""
        if not sociallogin.is_existing:
            logger.warning("A sign-in by the provider was refused: no account here is linked to that identity.")
            raise ImmediateHttpResponse(redirect("account_signup"))
        provider.keep(request, sociallogin.user.pk)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Why is written down; the words of any error but our own may quote an answer, and are not."""
        why = exception if isinstance(exception, NotProvedError) else type(exception).__name__ if exception else error
        logger.warning("A sign-in by the provider was refused: %s.", why)
