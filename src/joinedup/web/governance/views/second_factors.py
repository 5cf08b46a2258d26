"""The administrator's page on which a lost second factor is taken away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.web.accounts.models import User
from joinedup.web.accounts.proof import ProofForm
from joinedup.web.accounts.ways_in import has_app
from joinedup.web.design.forms import posted
from joinedup.web.governance.access import needs, write_refusal
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.governance.actions import two_people
from joinedup.web.governance.actions.second_factors import reset_second_factor


@needs(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
@never_cache
def second_factor_reset(request: ActingRequest, user_id: int) -> HttpResponse:
    """The administrator's own password and second factor are asked for again."""
    user = get_object_or_404(User, pk=user_id)
    form = ProofForm(posted(request), request=request, user=request.acting.user)
    if request.method == "POST" and form.is_valid():
        try:
            reset_second_factor(by=request.acting, user=user)
        except JoinedUpError as problem:
            write_refusal(request, problem, f" to take away the second factor of the account {user.pk}")
            form.add_error(None, problem.in_full)
        else:
            messages.success(request, "The second factor is taken away. They set up a new one when they sign in next.")
            return redirect("staff-member", user.pk)
    own = user.pk == request.acting.user.pk
    made = {"form": form, "member": user, "may": has_app(user) and not own, "own": own}
    made["refused"] = two_people.why_no_reset(request.acting, user) if made["may"] else None
    return render(request, "governance/second-factor-reset.jinja", made)
