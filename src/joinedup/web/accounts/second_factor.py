"""Whether this session was opened with more than a password."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest

from joinedup.web.accounts import provider
from joinedup.web.accounts.models import User


def is_missing(request: HttpRequest) -> bool:
    """True when one is required here and neither a code was typed nor did a provider say that it asked for one."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    methods = {record["method"] for record in get_authentication_records(request, request.user)}
    came = provider.how(request) if "socialaccount" in methods else None
    return "mfa" not in methods and not (came and came.strong)


def page_for(request: HttpRequest) -> str:
    """The name of the page where it is given, or set up by somebody who has none yet."""
    has_app = is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
    return "mfa_reauthenticate" if has_app else "mfa_activate_totp"


@receiver(authenticator_added)
def was_just_set_up(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Who has just typed a code that was right need not sign in again to show it."""
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, method="mfa", type=authenticator.type)
