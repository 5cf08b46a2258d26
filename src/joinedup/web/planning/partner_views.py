"""Sections shared out among partners, and a plan carried to another form."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from joinedup import planning
from joinedup.governance.permissions import Permission
from joinedup.web.design.forms import DayField, posted
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.governance.models import Organisation
from joinedup.web.planning import rows, together
from joinedup.web.planning.actions import PlanChangedMeanwhileError
from joinedup.web.planning.models import Plan
from joinedup.web.planning.sections import must_keep, owners
from joinedup.web.planning.shown import Shown


class AskForm(forms.Form):
    """Who is asked for a section, for what, by when."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(closed__isnull=True),
        label="Who writes this section?",
        required=False,
        empty_label="Whoever keeps the plan",
    )
    ask = forms.CharField(label="What do you ask of them?", max_length=300, required=False)
    due = DayField(label="By when?", required=False)


class CarryForm(forms.Form):
    """Yes, of the version that was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


@needs(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def ask(request: ActingRequest, pk: int, part: str) -> HttpResponse:
    """Ask a partner for a section, or take it back."""
    plan = get_object_or_404(Plan, pk=pk)
    must_keep(request.acting, plan)
    found = Shown(plan.latest).part(part)
    if found is None:
        raise Http404
    asked = owners(plan).get(part)
    start = {"organisation": asked.organisation, "ask": asked.ask, "due": asked.due} if asked else {}
    form = AskForm(posted(request), initial=start)
    if request.method == "POST" and form.is_valid():
        together.ask_for_section(by=request.acting, plan=plan, part=part, **form.cleaned_data)
        who = form.cleaned_data["organisation"] or plan.owner
        messages.success(request, f"{who} writes this section now.")
        return redirect("plan-section", pk=pk, part=part)
    return render(request, "planning/ask.jinja", {"plan": plan, "part": found, "form": form})


@needs(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def carry(request: ActingRequest, pk: int, to: str) -> HttpResponse:
    """What a plan would be under another form: what has no place there, what is new; and carry it."""
    plan = get_object_or_404(Plan, pk=pk)
    must_keep(request.acting, plan)
    read = plan.latest.read
    if to not in planning.neighbours(read.template):
        raise Http404
    form = CarryForm(posted(request), initial={"seen": plan.latest.number})
    if request.method == "POST" and form.is_valid():
        try:
            rows.carry(by=request.acting, plan=plan, to=to, seen=form.cleaned_data["seen"])
        except PlanChangedMeanwhileError as meanwhile:
            form = CarryForm(initial={"seen": meanwhile.theirs.number})
            messages.error(request, "The plan was changed meanwhile. Read this again, then carry it.")
        else:
            messages.success(request, f"The plan stands under {planning.TEMPLATES[to].title}.")
            return redirect(plan)
    moved = planning.move(read, to)
    made = {"plan": plan, "form": form, "to": planning.TEMPLATES[to], "moved": moved}
    homeless = [field for field in moved.homeless if not field.blank]
    asks = {question.key: question.ask for one in (read.template, to) for question in planning.TEMPLATES[one].questions}
    return render(request, "planning/carry.jinja", made | {"homeless": homeless, "asks": asks})
