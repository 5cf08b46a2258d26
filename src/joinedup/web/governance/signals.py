"""Signing in and out are written down like everything else; a wrong password is counted and names nobody."""

import datetime as dt
import logging
from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from joinedup.web.accounts import provider
from joinedup.web.accounts.models import User
from joinedup.web.governance import access_log, roles_in_use
from joinedup.web.governance.actions.two_people import OWN_FACTOR, OWN_PASSWORD, SIGNED_IN

logger = logging.getLogger("joinedup.sign-in")


@receiver(user_logged_in)
def signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    """Somebody came in."""
    came = provider.how(request)
    access_log.write(
        by=user, did=SIGNED_IN, because=came.words if came else "", came_from=roles_in_use.address(request)
    )
    if user.factor_reset_at:
        _tell_of_reset(request, user, user.factor_reset_at)


def _tell_of_reset(request: HttpRequest, user: User, at: dt.datetime) -> None:
    day = timezone.localtime(at).strftime("%-d %B %Y at %H:%M")
    said = f"An administrator took away your second factor on {day}. If you did not ask for that, tell them at once."
    messages.warning(request, said, fail_silently=True)
    user.factor_reset_at = None
    user.save(update_fields=["factor_reset_at"])


@receiver(user_logged_out)
def signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    """Somebody left, or their session ended."""
    if user is not None:
        access_log.write(by=user, did="signed out", came_from=roles_in_use.address(request))


@receiver(password_changed)
def changed_password(request: HttpRequest, user: User, **_: Any) -> None:
    """By its owner, signed in: whoever gave them the old one knows it no more."""
    access_log.write(by=user, did=OWN_PASSWORD, came_from=roles_in_use.address(request))


@receiver(authenticator_added)
def set_up_second_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """By its owner, signed in; not when codes on paper are made."""
    if authenticator.type == Authenticator.Type.TOTP:
        access_log.write(by=user, did=OWN_FACTOR, came_from=roles_in_use.address(request))


@receiver(user_login_failed)
def failed(**_: Any) -> None:
    """Nobody is named: what was typed may be a password."""
    logger.warning("A sign-in failed.")
