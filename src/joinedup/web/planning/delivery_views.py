"""The plan's milestones and risks as they stand today."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.planning.values import parse_date
from joinedup.web.design.forms import DayField, posted
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.planning import delivery, progress
from joinedup.web.planning.models import MilestoneFact, Plan
from joinedup.web.planning.rows import part_of_row
from joinedup.web.planning.sections import may_write, must_write
from joinedup.web.planning.shown import Shown

_SCORES = [("", "Choose"), *((number, str(number)) for number in range(1, 6))]


class MilestoneForm(forms.Form):
    """How a milestone stands, and what it waits for."""

    kind = forms.ChoiceField(label="What happened?", choices=MilestoneFact.Kind.choices, widget=forms.RadioSelect)
    done_on = DayField(label="If it is done, on which day?", required=False)
    now_when = forms.CharField(
        label="If it slips, when is it expected now?",
        max_length=60,
        required=False,
        help_text="For example, 17 September 2026 or spring 2027",
    )
    reason = forms.CharField(
        label="If it slips, why?", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_now_when(self) -> str:
        """Words in which a time can be read."""
        words: str = self.cleaned_data["now_when"]
        if words.strip() and parse_date(words) is None:
            raise forms.ValidationError("Write a time that can be read, such as spring 2027")
        return words.strip()


class NeedForm(forms.Form):
    """What must come first."""

    needs = forms.TypedChoiceField(label="It must wait for", coerce=int)

    def __init__(self, *args: object, others: list[tuple[int, str]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["needs"].choices = others  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """How a risk stands today."""

    likelihood = forms.TypedChoiceField(label="How likely is it today?", choices=_SCORES, coerce=int)
    impact = forms.TypedChoiceField(label="How bad would it be?", choices=_SCORES, coerce=int)
    pounds = forms.DecimalField(
        label="What would it cost, in pounds?", required=False, min_value=0, max_digits=14, decimal_places=2
    )
    bears = forms.CharField(label="Who would bear it?", max_length=200, required=False)
    words = forms.CharField(
        label="What changed?", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


@needs(Permission.READ_PLAN)
@require_GET
def milestones(request: ActingRequest, pk: int) -> HttpResponse:
    """Every milestone in order of its first day; what is overdue in the title."""
    plan = get_object_or_404(Plan, pk=pk)
    found = progress.milestones(plan, timezone.localdate())
    made = _page(request, plan, "milestone") | {"milestones": found, "Stand": progress.Stand}
    made["overdue"] = sum(one.stand is progress.Stand.OVERDUE for one in found)
    return render(request, "planning/milestones.jinja", made)


@needs(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def milestone(request: ActingRequest, pk: int, number: int) -> HttpResponse:
    """Say how one milestone stands, or what it waits for."""
    plan = get_object_or_404(Plan, pk=pk)
    must_write(request.acting, plan, part_of_row(plan.latest, "milestone", number))
    every = progress.milestones(plan, timezone.localdate())
    found = next((one for one in every if one.number == number), None)
    if found is None:
        raise Http404
    others = [(one.number, f"{one.row.text('when')}: {one.row.text('what')[:90]}") for one in every if one is not found]
    told, wants = "kind" in request.POST, "needs" in request.POST or "no_longer" in request.POST
    form = MilestoneForm(posted(request) if told or not wants else None, initial={"kind": MilestoneFact.Kind.DONE})
    need_form = NeedForm(posted(request) if "needs" in request.POST else None, others=others)
    if request.method == "POST" and _told(request, plan, number, form, need_form):
        messages.success(request, "That is kept beside the plan.")
        return redirect("plan-milestones", pk=pk)
    history = plan.milestone_facts.filter(number=number).select_related("by").order_by("-at", "-pk")
    made = {"plan": plan, "one": found, "form": form, "need_form": need_form, "others": others, "history": history}
    return render(request, "planning/milestone.jinja", made)


@needs(Permission.READ_PLAN)
@require_GET
def risks(request: ActingRequest, pk: int) -> HttpResponse:
    """The risk log, the gravest first; what is due for a look in the title."""
    plan = get_object_or_404(Plan, pk=pk)
    found = progress.risks(plan, timezone.localdate())
    made = _page(request, plan, "risk") | {"risks": found, "days": progress.REVIEW_DAYS}
    made["due"] = sum(one.due for one in found)
    made["at_stake"] = sum(one.review.pounds for one in found if one.review and one.review.pounds)
    return render(request, "planning/risks.jinja", made)


@needs(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def risk(request: ActingRequest, pk: int, number: int) -> HttpResponse:
    """Say how one risk stands today."""
    plan = get_object_or_404(Plan, pk=pk)
    must_write(request.acting, plan, part_of_row(plan.latest, "risk", number))
    found = next((one for one in progress.risks(plan, timezone.localdate()) if one.row.number == number), None)
    if found is None:
        raise Http404
    last = found.review
    start = (
        {"likelihood": last.likelihood, "impact": last.impact, "pounds": last.pounds, "bears": last.bears}
        if last
        else {}
    )
    form = ReviewForm(posted(request), initial=start)
    if request.method == "POST" and form.is_valid():
        delivery.review_risk(by=request.acting, plan=plan, number=number, **form.cleaned_data)
        messages.success(request, "The review is kept beside the plan.")
        return redirect("plan-risks", pk=pk)
    history = plan.risk_reviews.filter(number=number).select_related("by").order_by("-at", "-pk")
    return render(request, "planning/risk.jinja", {"plan": plan, "one": found, "form": form, "history": history})


def _told(request: ActingRequest, plan: Plan, number: int, form: MilestoneForm, need_form: NeedForm) -> bool:
    """True when what was sent is kept; otherwise the form says what is missing."""
    by = request.acting
    sent = need_form if need_form.is_bound else form
    try:
        if "no_longer" in request.POST:
            gone = request.POST["no_longer"]
            needed = int(gone) if gone.isdecimal() and len(gone) < 10 else 0
            delivery.tell_need(by=by, plan=plan, number=number, needs=needed, holds=False)
            return True
        if not sent.is_valid():
            return False
        if sent is need_form:
            delivery.tell_need(by=by, plan=plan, number=number, needs=sent.cleaned_data["needs"])
        else:
            delivery.tell_milestone(by=by, plan=plan, number=number, **sent.cleaned_data)
    except JoinedUpError as problem:
        if not sent.is_bound:
            raise Http404 from problem
        sent.add_error(None, problem.in_full)
        return False
    return True


def _page(request: ActingRequest, plan: Plan, kind: str) -> dict[str, object]:
    acting = request.acting
    shown = Shown(plan.latest)
    part = part_of_row(plan.latest, kind, 0)
    return {"plan": plan, "shown": shown, "part": part, "may_edit": may_write(acting, plan, part)}
