"""Whether this session was opened with more than a password."""

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest

STRONG = {"mfa", "socialaccount"}
"""An app's code or a recovery code; or a provider that asks for its own second factor (NHS CIS2 does)."""


def is_missing(request: HttpRequest) -> bool:
    """True when a second factor is required here and this session was opened without one."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    return not any(record["method"] in STRONG for record in get_authentication_records(request))
