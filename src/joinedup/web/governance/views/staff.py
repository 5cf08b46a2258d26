"""The administrator's pages: who works here, in which roles; accounts opened and closed, roles given and ended."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.web.accounts.models import User
from joinedup.web.accounts.ways_in import has_app
from joinedup.web.design.forms import posted
from joinedup.web.governance.access import needs, write_refusal
from joinedup.web.governance.acting import Acting, ActingRequest
from joinedup.web.governance.actions.memberships import close_account, end_role, give_role, open_account
from joinedup.web.governance.forms.staff import AccountForm, RoleForm
from joinedup.web.governance.models import Membership


@needs(Permission.MANAGE_PEOPLE)
@require_GET
def staff(request: ActingRequest) -> HttpResponse:
    """Everybody with an account, by name."""
    everybody = User.objects.prefetch_related("memberships__organisation").order_by("name")
    page = Paginator(everybody, 50).get_page(request.GET.get("page"))
    return render(request, "governance/staff.jinja", {"page": page, "today_is": timezone.localdate()})


@needs(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def new_account(request: ActingRequest) -> HttpResponse:
    """Open an account; roles come next."""
    form = AccountForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            user = open_account(by=request.acting, **form.cleaned_data)
        except JoinedUpError as problem:
            form.add_error(None, problem.in_full)
        else:
            messages.success(request, "The account is open. Now give it a role.")
            return redirect("staff-member", user.pk)
    return render(request, "governance/new-account.jinja", {"form": form})


@needs(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def staff_member(request: ActingRequest, user_id: int) -> HttpResponse:
    """One account: roles held, and one more to give."""
    user = get_object_or_404(User, pk=user_id)
    form = RoleForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            give_role(by=request.acting, user=user, **form.cleaned_data)
        except JoinedUpError as problem:
            write_refusal(request, problem, f" to give a role to the account {user.pk}")
            form.add_error(None, problem.in_full)
        else:
            messages.success(request, "The role is given.")
            return redirect("staff-member", user.pk)
    held = user.memberships.select_related("organisation").order_by("until", "since")
    context = {"member": user, "form": form, "held": held, "today_is": timezone.localdate()}
    context["has_second_factor"] = has_app(user)
    return render(request, "governance/staff-member.jinja", context)


@needs(Permission.MANAGE_PEOPLE)
@require_POST
def end(request: ActingRequest, membership_id: int) -> HttpResponse:
    """End a role, from today on."""
    membership = get_object_or_404(Membership, pk=membership_id)
    end_role(by=request.acting, membership=membership)
    messages.success(request, "The role has ended.")
    return redirect("staff-member", membership.user_id)


@needs(Permission.MANAGE_PEOPLE)
@require_POST
def close(request: ActingRequest, user_id: int) -> HttpResponse:
    """Close an account."""
    acting: Acting = request.acting
    close_account(by=acting, user=get_object_or_404(User, pk=user_id))
    messages.success(request, "The account is closed.")
    return redirect("staff")
