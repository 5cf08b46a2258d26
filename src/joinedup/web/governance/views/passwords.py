"""A new password: the administrator's link, and the page it leads to; and signing out everywhere at once."""

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.web.accounts.models import User
from joinedup.web.design.forms import posted
from joinedup.web.governance import access_log, own_sessions, roles_in_use
from joinedup.web.governance.access import needs, public, signed_in, write_refusal
from joinedup.web.governance.acting import ActingRequest, SignedInRequest
from joinedup.web.governance.actions.passwords import choose_password, give_password_link, whose


class PasswordForm(forms.Form):
    """One field: it can be shown while it is typed."""

    password = forms.CharField(
        label="New password",
        help_text="12 letters or more. Three words that have nothing to do with each other are good.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a new password"},
    )


@needs(Permission.MANAGE_PEOPLE)
@require_POST
@never_cache
def password_link(request: ActingRequest, user_id: int) -> HttpResponse:
    """Shown once, to be handed over in person."""
    user = get_object_or_404(User, pk=user_id)
    try:
        token = give_password_link(by=request.acting, user=user)
    except JoinedUpError as problem:
        write_refusal(request, problem, f" a link to choose a new password for the account {user.pk}")
        messages.error(request, problem.in_full)
        return redirect("staff-member", user.pk)
    link = request.build_absolute_uri(reverse("new-password", args=[token]))
    return render(request, "governance/password-link.jinja", {"member": user, "link": link})


@public
@require_http_methods(["GET", "POST"])
@never_cache
def new_password(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever holds the link."""
    user = whose(token)
    if user is None:
        return render(request, "governance/link-spent.jinja", status=410)
    form = PasswordForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            choose_password(user=user, password=form.cleaned_data["password"], came_from=roles_in_use.address(request))
        except JoinedUpError as problem:
            form.add_error("password", problem.in_full)
        else:
            messages.success(request, "Your password is set. Sign in with it.")
            return redirect("account_login")
    return render(request, "governance/new-password.jinja", {"form": form})


@signed_in
@require_POST
def sign_out_everywhere(request: SignedInRequest) -> HttpResponse:
    """On this machine and every other."""
    by = request.acting or request.user
    access_log.write(by=by, did="signed out everywhere", came_from=roles_in_use.address(request))
    own_sessions.end(request.user)
    logout(request)
    messages.success(request, "You are signed out everywhere.")
    return redirect("account_login")
