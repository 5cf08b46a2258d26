"""A person's own account: roles held, password, second factor."""

from typing import cast

from allauth.account.views import password_change
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from joinedup.web.accounts.models import User
from joinedup.web.governance import roles_in_use
from joinedup.web.governance.access import signed_in


@signed_in
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """What is kept about the one who is signed in, and what they can change."""
    held = roles_in_use.held(request.user.pk)  # type: ignore[arg-type]
    return render(request, "governance/account.jinja", {"held": held})


@signed_in
def change_password(request: HttpRequest) -> HttpResponseBase:
    """By who knows the old one. Who has none gets one from an administrator, not from an open session."""
    if cast(User, request.user).has_usable_password():
        return cast(HttpResponseBase, password_change(request))
    messages.info(request, "You sign in by your organisation, so there is no password to change here.")
    return redirect("account")
