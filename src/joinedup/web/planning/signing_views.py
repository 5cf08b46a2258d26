"""Sign-off: who has signed which words, what a later change took away; and what changed between two versions."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from joinedup import planning
from joinedup.governance.permissions import Permission
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.governance.models import Organisation
from joinedup.web.planning import sign_off
from joinedup.web.planning.models import Plan, PlanVersion, Signatory
from joinedup.web.planning.sections import keeps
from joinedup.web.planning.shown import Shown
from joinedup.web.planning.signing import Stand, states


class SignForm(forms.Form):
    """In which position, and by whose authority."""

    position = forms.CharField(label="Your position", max_length=120)
    authority = forms.CharField(
        label="If the power to sign was delegated to you: where is that recorded?",
        max_length=300,
        required=False,
        help_text="For example, the board’s minute and its date",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class SignatoryForm(forms.Form):
    """Who signs, and when in the order."""

    organisation = forms.ModelChoiceField(Organisation.objects.filter(closed__isnull=True), label="Organisation")
    turn = forms.IntegerField(label="Turn", min_value=1, max_value=20, initial=1, help_text="1 signs first")


@needs(Permission.READ_PLAN)
@require_GET
def signatures(request: ActingRequest, pk: int) -> HttpResponse:
    """Every signatory and where they stand."""
    plan = get_object_or_404(Plan, pk=pk)
    return _page(request, plan)


@needs(Permission.SIGN_PLAN)
@require_POST
def sign(request: ActingRequest, pk: int) -> HttpResponse:
    """Sign the version that was read."""
    plan = get_object_or_404(Plan, pk=pk)
    form = SignForm(request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        seen = get_object_or_404(PlanVersion, plan=plan, number=asked["seen"])
        try:
            sign_off.sign(
                by=request.acting,
                plan=plan,
                seen=seen,
                position=asked["position"],
                authority=asked["authority"],
            )
        except sign_off.CannotSignError as problem:
            form.add_error(None, problem.in_full)
        else:
            messages.success(request, f"You signed version {seen.number}. A change to its words withdraws this.")
            return redirect("plan-signatures", pk=pk)
    return _page(request, plan, sign_form=form)


@needs(Permission.EDIT_PLAN)
@require_POST
def name_signatory(request: ActingRequest, pk: int) -> HttpResponse:
    """Add an organisation to those who sign."""
    plan = get_object_or_404(Plan, pk=pk)
    form = SignatoryForm(request.POST)
    if form.is_valid():
        sign_off.name_signatory(by=request.acting, plan=plan, **form.cleaned_data)
        return redirect("plan-signatures", pk=pk)
    return _page(request, plan, signatory_form=form)


@needs(Permission.EDIT_PLAN)
@require_POST
def take_off_signatory(request: ActingRequest, pk: int, signatory: int) -> HttpResponse:
    """Take an organisation off again."""
    found = get_object_or_404(Signatory, pk=signatory, plan_id=pk)
    sign_off.take_off_signatory(by=request.acting, signatory=found)
    messages.success(request, f"{found.organisation} no longer signs. Name it again to undo this.")
    return redirect("plan-signatures", pk=pk)


@needs(Permission.READ_PLAN)
@require_http_methods(["GET"])
def differences(request: ActingRequest, pk: int) -> HttpResponse:
    """What changed between two versions, as a reading view."""
    plan = get_object_or_404(Plan, pk=pk)
    numbers = list(plan.versions.order_by("number").values_list("number", flat=True))
    before = _asked(request, "before", numbers, numbers[max(len(numbers) - 2, 0)])
    after = _asked(request, "after", numbers, numbers[-1])
    old, new = (plan.versions.get(number=number) for number in (before, after))
    changes = planning.diff(old.read, new.read)
    made = {
        "plan": plan,
        "numbers": numbers,
        "before": old,
        "after": new,
        "changes": changes,
        "template": planning.TEMPLATES[new.read.template],
    }
    return render(request, "planning/differences.jinja", made)


def _page(
    request: ActingRequest,
    plan: Plan,
    *,
    sign_form: SignForm | None = None,
    signatory_form: SignatoryForm | None = None,
) -> HttpResponse:
    acting = request.acting
    all_states = states(plan)
    own = next((one for one in all_states if one.organisation == acting.organisation), None)
    may_sign = acting.may(Permission.SIGN_PLAN) and own is not None and own.stand in (Stand.WAITING, Stand.WITHDRAWN)
    made = {
        "plan": plan,
        "shown": Shown(plan.latest),
        "states": all_states,
        "Stand": Stand,
        "missing": sum(one.stand is not Stand.SIGNED for one in all_states),
        "own": own,
        "may_sign": may_sign,
        "may_keep": keeps(acting, plan),
        "form": sign_form or signatory_form,
        "sign_form": sign_form or SignForm(initial={"seen": plan.latest.number}),
        "signatory_form": signatory_form or SignatoryForm(),
    }
    return render(request, "planning/signatures.jinja", made)


def _asked(request: ActingRequest, name: str, numbers: list[int], otherwise: int) -> int:
    asked = request.GET.get(name, str(otherwise))
    if not asked.isdecimal() or int(asked) not in numbers:
        raise Http404
    return int(asked)
