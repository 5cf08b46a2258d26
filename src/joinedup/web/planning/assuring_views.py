"""The reviewer's workspace: lines of enquiry, the category, conditions, and what changed since the review."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from joinedup import planning
from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.planning.assurance import edition
from joinedup.web.design.forms import DayField, posted
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest, NotAllowed
from joinedup.web.governance.models import Organisation
from joinedup.web.planning import assuring
from joinedup.web.planning.models import Condition, LineJudged, Plan, PlanVersion, Review
from joinedup.web.planning.shown import Shown


def _words(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))


class JudgeForm(forms.Form):
    """A judgement of one line."""

    judgement = forms.ChoiceField(
        label="Does the plan answer it?", choices=LineJudged.Judgement.choices, widget=forms.RadioSelect
    )
    words = _words("Why? Name what you read.")
    seen = forms.IntegerField(widget=forms.HiddenInput)


class CategoryForm(forms.Form):
    """The outcome."""

    category = forms.ChoiceField(label="Category", widget=forms.RadioSelect)
    words = _words("Why?")
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["category"]
        field.choices = [(one.key, one.name) for one in edition().categories]  # type: ignore[attr-defined]
        field.hints = {one.key: one.means for one in edition().categories}  # type: ignore[attr-defined]


class ConditionForm(forms.Form):
    """A condition."""

    words = forms.CharField(label="What must be met?", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    evidence = forms.CharField(label="What would show it?", max_length=500)
    owner = forms.ModelChoiceField(Organisation.objects.filter(closed__isnull=True), label="Who must meet it?")
    due = DayField(label="By which day?")


class EvidenceForm(forms.Form):
    """Evidence."""

    words = _words("What shows that it is met, or where can it be read?")


class MetForm(forms.Form):
    """The reviewer's word on a condition."""

    met = forms.ChoiceField(label="Is it met?", choices=[("yes", "Yes"), ("no", "Not yet")], widget=forms.RadioSelect)
    words = _words("Why?")


@needs(Permission.READ_PLAN)
@require_GET
def assurance(request: ActingRequest, pk: int) -> HttpResponse:
    """Where the plan stands in its review."""
    plan = get_object_or_404(Plan, pk=pk)
    acting = request.acting
    review = plan.reviews.select_related("version", "by", "organisation").order_by("at", "pk").last()
    every = Condition.objects.filter(review__plan=plan).select_related("owner", "by", "review__plan__owner")
    conditions = [(one, assuring.is_met(one)) for one in every.prefetch_related("steps__by")]
    judged = {one.line: one for one in plan.lines_judged.select_related("by", "version").order_by("at", "pk")}
    made = {
        "plan": plan,
        "shown": Shown(plan.latest),
        "edition": edition(),
        "review": review,
        "category": edition(review.edition).category(review.category) if review else None,
        "judged": judged,
        "conditions": conditions,
        "still_open": sum(not met for _, met in conditions),
        "overdue": sum(not met and one.due < timezone.localdate() for one, met in conditions),
        "changes": planning.diff(review.version.read, plan.latest.read) if review else [],
        "may_review": assuring.may_review(acting, plan),
        "evidence": {one.pk for one, met in conditions if not met and assuring.may_give_evidence(acting, one)},
    }
    return render(request, "planning/assurance.jinja", made)


@needs(Permission.ASSURE_PLAN)
@require_http_methods(["GET", "POST"])
def judge(request: ActingRequest, pk: int, line: str) -> HttpResponse:
    """Judge one line of enquiry."""
    plan, found = _reviewed(request, pk), edition().line(line)
    if found is None:
        raise Http404
    last = plan.lines_judged.filter(line=line).order_by("at", "pk").last()
    start = {"seen": plan.latest.number} | ({"judgement": last.judgement, "words": last.words} if last else {})
    form = JudgeForm(posted(request), initial=start)

    def act(typed: dict[str, object]) -> None:
        assuring.judge(by=request.acting, plan=plan, line=line, **_with_version(plan, typed))  # type: ignore[arg-type]

    return _form(request, plan, form, found.title, act, found.ask)


@needs(Permission.ASSURE_PLAN)
@require_http_methods(["GET", "POST"])
def conclude(request: ActingRequest, pk: int) -> HttpResponse:
    """Give the plan a category."""
    plan = _reviewed(request, pk)

    def act(typed: dict[str, object]) -> None:
        assuring.conclude(by=request.acting, plan=plan, **_with_version(plan, typed))  # type: ignore[arg-type]

    form = CategoryForm(posted(request), initial={"seen": plan.latest.number})
    return _form(request, plan, form, "Which category?", act)


@needs(Permission.ASSURE_PLAN)
@require_http_methods(["GET", "POST"])
def condition(request: ActingRequest, pk: int) -> HttpResponse:
    """Set a condition on the last review."""
    plan = _reviewed(request, pk)
    review: Review | None = plan.reviews.order_by("at", "pk").last()
    if review is None:
        raise Http404

    def act(typed: dict[str, object]) -> None:
        assuring.set_condition(by=request.acting, review=review, **typed)  # type: ignore[arg-type]

    return _form(request, plan, ConditionForm(posted(request)), "Set a condition", act)


@needs(Permission.READ_PLAN)
@require_http_methods(["GET", "POST"])
def evidence(request: ActingRequest, pk: int, condition: int) -> HttpResponse:
    """Give evidence for a condition."""
    found = get_object_or_404(Condition, pk=condition, review__plan_id=pk)
    if not assuring.may_give_evidence(request.acting, found):
        raise NotAllowed(f"This condition is {found.owner}’s.", "Ask them to give the evidence.")

    def act(typed: dict[str, object]) -> None:
        assuring.give_evidence(by=request.acting, condition=found, **typed)  # type: ignore[arg-type]

    return _form(request, found.review.plan, EvidenceForm(posted(request)), "Give evidence", act, found.words)


@needs(Permission.ASSURE_PLAN)
@require_http_methods(["GET", "POST"])
def met(request: ActingRequest, pk: int, condition: int) -> HttpResponse:
    """Say whether a condition is met."""
    plan = _reviewed(request, pk)
    found = get_object_or_404(Condition, pk=condition, review__plan=plan)

    def act(typed: dict[str, object]) -> None:
        words = str(typed["words"])
        assuring.judge_condition(by=request.acting, condition=found, met=typed["met"] == "yes", words=words)

    return _form(request, plan, MetForm(posted(request)), "Is the condition met?", act, found.words)


def _reviewed(request: ActingRequest, pk: int) -> Plan:
    plan = get_object_or_404(Plan, pk=pk)
    assuring.must_review(request.acting, plan)
    return plan


def _with_version(plan: Plan, typed: dict[str, object]) -> dict[str, object]:
    """What was typed, with the version that was read instead of its number."""
    seen = get_object_or_404(PlanVersion, plan=plan, number=typed["seen"])
    return {**typed, "seen": seen}


def _form(
    request: ActingRequest,
    plan: Plan,
    form: forms.Form,
    title: str,
    act: Callable[[dict[str, object]], None],
    lede: str = "",
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except JoinedUpError as problem:
            form.add_error(None, problem.in_full)
        else:
            messages.success(request, "That is written down.")
            return redirect("plan-assurance", pk=plan.pk)
    made = {"plan": plan, "form": form, "title": title, "lede": lede, "back": "plan-assurance"}
    return render(request, "planning/one-form.jinja", made)
