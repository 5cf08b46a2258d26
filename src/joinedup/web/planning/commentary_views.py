"""Annex 2 on the desk: which providers agree, and the page on which one answers."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from joinedup import planning
from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.web.design.forms import posted
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.governance.models import Organisation
from joinedup.web.planning import commentary
from joinedup.web.planning.models import Plan, PlanVersion
from joinedup.web.planning.sections import keeps
from joinedup.web.planning.shown import Shown

_YES_NO = [("yes", "Yes"), ("no", "No")]
_KINDS = ("trust", "community", "mental health", "voluntary", "practice")


class AskProviderForm(forms.Form):
    """Who is asked."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(closed__isnull=True, kind__in=_KINDS), label="Ask another provider"
    )


class CommentaryForm(forms.Form):
    """The three questions."""

    agrees = forms.ChoiceField(label="Do you agree with these figures?", choices=_YES_NO, widget=forms.RadioSelect)
    why_not = forms.CharField(
        label="If not: which figure differs, what is yours, and why?",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    considered = forms.ChoiceField(
        label="Have you considered what follows for your services?", choices=_YES_NO, widget=forms.RadioSelect
    )
    what_follows = forms.CharField(
        label="What follows?", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


@needs(Permission.READ_PLAN)
@require_GET
def commentaries(request: ActingRequest, pk: int) -> HttpResponse:
    """Every provider asked, and what each says."""
    return _page(request, get_object_or_404(Plan, pk=pk), AskProviderForm())


@needs(Permission.EDIT_PLAN)
@require_POST
def ask(request: ActingRequest, pk: int) -> HttpResponse:
    """Ask a provider."""
    plan, form = get_object_or_404(Plan, pk=pk), AskProviderForm(request.POST)
    if form.is_valid():
        commentary.ask_provider(by=request.acting, plan=plan, **form.cleaned_data)
        return redirect("plan-providers", pk=pk)
    return _page(request, plan, form)


@needs(Permission.COMMENT_PLAN)
@require_http_methods(["GET", "POST"])
def own(request: ActingRequest, pk: int) -> HttpResponse:
    """The provider's own page: what the plan says of it, and its three answers."""
    plan = get_object_or_404(Plan, pk=pk)
    acting = request.acting
    form = CommentaryForm(posted(request), initial={"seen": plan.latest.number})
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, plan, form.cleaned_data)
        except JoinedUpError as problem:
            form.add_error("why_not" if commentary.asked(plan, acting.organisation) else None, problem.in_full)
        else:
            messages.success(request, "Your answers stand on the plan.")
            return redirect("plan-providers", pk=pk)
    template = planning.TEMPLATES[plan.latest.read.template]
    annex = template.annexes.get("provider")
    made = {
        "plan": plan,
        "form": form,
        "asked": commentary.asked(plan, acting.organisation),
        "own": acting.organisation,
        "figures": commentary.figures(plan, acting.organisation),
        "asks": {one.key: one.ask for one in annex.questions if one.key not in ("a2.signature",)} if annex else {},
        "implications": plan.latest.read.text("8c.acute_implications")
        or plan.latest.read.text("2d.acute_implications"),
    }
    return render(request, "planning/commentary.jinja", made)


def _answer(request: ActingRequest, plan: Plan, typed: dict[str, object]) -> None:
    commentary.answer(
        by=request.acting,
        plan=plan,
        seen=get_object_or_404(PlanVersion, plan=plan, number=typed["seen"]),
        agrees=typed["agrees"] == "yes",
        considered=typed["considered"] == "yes",
        why_not=str(typed["why_not"]),
        what_follows=str(typed["what_follows"]),
    )


def _page(request: ActingRequest, plan: Plan, form: AskProviderForm) -> HttpResponse:
    acting = request.acting
    states = commentary.providers(plan)
    made = {
        "plan": plan,
        "shown": Shown(plan.latest),
        "states": states,
        "silent": sum(one.answer is None for one in states),
        "disagreeing": commentary.disagreeing(plan),
        "form": form,
        "may_keep": keeps(acting, plan),
        "may_answer": acting.may(Permission.COMMENT_PLAN) and commentary.asked(plan, acting.organisation),
    }
    return render(request, "planning/commentaries.jinja", made)
