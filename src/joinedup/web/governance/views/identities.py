"""The administrator's page on which an account is linked to an identity at the sign-in provider, or is no more."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.web.accounts.models import User
from joinedup.web.accounts.ways_in import linked_to
from joinedup.web.design.forms import posted
from joinedup.web.governance.access import needs, write_refusal
from joinedup.web.governance.acting import Acting, ActingRequest
from joinedup.web.governance.actions.identities import end_link, link_identity
from joinedup.web.governance.forms.staff import IdentityForm


@needs(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def identity(request: ActingRequest, user_id: int) -> HttpResponse:
    """One field; empty ends the link. There is no such page where no provider is set up."""
    if not settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:
        raise Http404
    user = get_object_or_404(User, pk=user_id)
    form = IdentityForm(posted(request), initial={"subject": linked_to(user)})
    if request.method == "POST" and form.is_valid():
        try:
            said = _change(request.acting, user, form.cleaned_data["subject"])
        except JoinedUpError as problem:
            write_refusal(request, problem, f" to change the link to the provider of the account {user.pk}")
            form.add_error(None, problem.in_full)
        else:
            messages.success(request, said)
            return redirect("staff-member", user.pk)
    return render(request, "governance/identity.jinja", {"form": form, "member": user})


def _change(by: Acting, user: User, subject: str) -> str:
    if subject:
        link_identity(by=by, user=user, subject=subject)
        return "The account is linked."
    end_link(by=by, user=user)
    return "The account is linked to nobody there."
