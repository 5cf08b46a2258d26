"""The administrator's pages of organisations: which there are, to whom they belong, and since when."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.governance.actions.organisations import add_organisation, close_organisation, move_organisation
from joinedup.web.governance.forms.organisations import CloseForm, MoveForm, OrganisationForm
from joinedup.web.governance.models import Organisation, OrganisationTie


@needs(Permission.MANAGE_ORGANISATIONS)
@require_http_methods(["GET", "POST"])
def organisations(request: ActingRequest) -> HttpResponse:
    """All of them, and one more."""
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_organisation(by=request.acting, **form.cleaned_data)
        except JoinedUpError as problem:
            form.add_error(None, problem.in_full)
        except ValidationError as problem:
            form.add_error("code", problem.messages)
        else:
            messages.success(request, f"{made} is added.")
            return redirect("organisations")
    today = timezone.localdate()
    held = OrganisationTie.objects.filter(since__lte=today).exclude(until__lte=today).select_related("parent")
    belongs = {tie.child_id: tie.parent for tie in held}
    context = {"form": form, "all": Organisation.objects.all(), "belongs": belongs, "today_is": today}
    return render(request, "governance/organisations.jinja", context)


@needs(Permission.MANAGE_ORGANISATIONS)
@require_http_methods(["GET", "POST"])
def organisation(request: ActingRequest, organisation_id: int) -> HttpResponse:
    """One: move it, close it, and where it belonged before."""
    found = get_object_or_404(Organisation, pk=organisation_id)
    asked = request.POST.get("form")
    move = MoveForm(request.POST if asked == "move" else None, child=found)
    close = CloseForm(request.POST if asked == "close" else None)
    if request.method == "POST" and (_move(request, found, move) or _close(request, found, close)):
        return redirect("organisation", found.pk)
    ties = found.parents.select_related("parent").order_by("-since")
    context = {"one": found, "move": move, "close": close, "ties": ties, "today_is": timezone.localdate()}
    return render(request, "governance/organisation.jinja", context)


def _move(request: ActingRequest, found: Organisation, form: MoveForm) -> bool:
    if not form.is_valid():
        return False
    try:
        move_organisation(by=request.acting, child=found, **form.cleaned_data)
    except JoinedUpError as problem:
        form.add_error(None, problem.in_full)
        return False
    messages.success(request, "It is moved.")
    return True


def _close(request: ActingRequest, found: Organisation, form: CloseForm) -> bool:
    if not form.is_valid():
        return False
    try:
        close_organisation(by=request.acting, organisation=found, **form.cleaned_data)
    except JoinedUpError as problem:
        form.add_error(None, problem.in_full)
        return False
    messages.success(request, "The day is written down. From then on nobody works in a role there.")
    return True
