"""Who governs a plan: the boards as a tree, their decisions, and what is to be done."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.web.design.forms import DayField, posted
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.governance.models import Organisation
from joinedup.web.planning import governing
from joinedup.web.planning.models import Board, Decision, Plan, PlanAction
from joinedup.web.planning.sections import keeps, must_keep
from joinedup.web.planning.shown import Shown


class BoardForm(forms.Form):
    """A board."""

    name = forms.CharField(label="Name of the board or group", max_length=120)
    task = forms.CharField(label="What does it decide or do?", max_length=300, required=False)
    chair = forms.CharField(label="Who chairs it?", max_length=120, required=False)
    reports_to = forms.ModelChoiceField(
        Board.objects.none(), label="Reports to", required=False, empty_label="Nobody: it is at the top"
    )

    def __init__(self, plan: Plan, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reports_to"].queryset = plan.boards.filter(closed_at__isnull=True)  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """A decision."""

    board = forms.ModelChoiceField(Board.objects.none(), label="Who decided?")
    kind = forms.ChoiceField(label="What?", choices=Decision.Kind.choices, widget=forms.RadioSelect)
    about = forms.CharField(label="About what?", max_length=300, help_text="A scheme, a milestone, the pool")
    reason = forms.CharField(label="Why?", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    decided_on = DayField(label="On which day?")

    def __init__(self, plan: Plan, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["board"].queryset = plan.boards.filter(closed_at__isnull=True)  # type: ignore[attr-defined]


class ActionForm(forms.Form):
    """An action."""

    what = forms.CharField(label="What is to be done?", max_length=300)
    owner = forms.ModelChoiceField(Organisation.objects.filter(closed__isnull=True), label="By which organisation?")
    due = DayField(label="By which day?")


@dataclass(slots=True)
class Branch:
    """A board and those that report to it."""

    board: Board
    below: list["Branch"] = field(default_factory=list)


@needs(Permission.READ_PLAN)
@require_GET
def governed(request: ActingRequest, pk: int) -> HttpResponse:
    """Boards, decisions and actions; what is overdue in the title."""
    plan = get_object_or_404(Plan, pk=pk)
    acting, today = request.acting, timezone.localdate()
    actions = list(
        PlanAction.objects.filter(decision__plan=plan).select_related("owner", "decision__plan__owner", "done__by")
    )
    still_open = [one for one in actions if not hasattr(one, "done")]
    made = {
        "plan": plan,
        "shown": Shown(plan.latest),
        "tree": tree(plan),
        "decisions": plan.decisions.select_related("board", "by"),
        "actions": {decision: [one for one in actions if one.decision_id == decision] for decision in _ids(actions)},
        "still_open": len(still_open),
        "overdue": sum(one.due < today for one in still_open),
        "mine": {one.pk for one in still_open if governing.may_finish(acting, one)},
        "may_keep": keeps(acting, plan),
    }
    return render(request, "planning/governed.jinja", made)


@needs(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def board(request: ActingRequest, pk: int) -> HttpResponse:
    """Name a board."""
    plan = _kept(request, pk)
    return _form(request, plan, BoardForm(plan, posted(request)), "Name a board", governing.name_board)


@needs(Permission.EDIT_PLAN)
@require_POST
def close_board(request: ActingRequest, pk: int, board: int) -> HttpResponse:
    """Close a board."""
    found = get_object_or_404(Board, pk=board, plan_id=pk)
    try:
        governing.close_board(by=request.acting, board=found)
    except JoinedUpError as problem:
        if not found.below.exists():
            raise
        messages.error(request, problem.in_full)
    return redirect("plan-governed", pk=pk)


@needs(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def decision(request: ActingRequest, pk: int) -> HttpResponse:
    """Write a decision down."""
    plan = _kept(request, pk)
    start = {"decided_on": timezone.localdate(), "kind": Decision.Kind.AMEND}
    return _form(
        request, plan, DecisionForm(plan, posted(request), initial=start), "Write down a decision", governing.decide
    )


@needs(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def give_action(request: ActingRequest, pk: int, decision: int) -> HttpResponse:
    """Say what is to be done because of a decision."""
    plan = _kept(request, pk)
    found = get_object_or_404(Decision, pk=decision, plan=plan)

    def give(*, plan: Plan, **typed: object) -> PlanAction:
        return governing.give_action(decision=found, **typed)  # type: ignore[arg-type]

    return _form(request, plan, ActionForm(posted(request)), f"What follows from “{found}”?", give)


@needs(Permission.READ_PLAN)
@require_POST
def finish(request: ActingRequest, pk: int, action: int) -> HttpResponse:
    """An action is done."""
    found = get_object_or_404(PlanAction, pk=action, decision__plan_id=pk)
    governing.finish(by=request.acting, action=found)
    messages.success(request, "Done.")
    return redirect("plan-governed", pk=pk)


def tree(plan: Plan) -> list[Branch]:
    """The boards that are open, from the top."""
    branches = {one.pk: Branch(one) for one in plan.boards.filter(closed_at__isnull=True)}
    tops: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.board.reports_to_id or 0)
        (above.below if above else tops).append(branch)
    return tops


def _ids(actions: list[PlanAction]) -> set[int]:
    return {one.decision_id for one in actions}


def _kept(request: ActingRequest, pk: int) -> Plan:
    plan = get_object_or_404(Plan, pk=pk)
    must_keep(request.acting, plan)
    return plan


def _form(request: ActingRequest, plan: Plan, form: forms.Form, title: str, act) -> HttpResponse:  # type: ignore[no-untyped-def]
    if request.method == "POST" and form.is_valid():
        try:
            act(by=request.acting, plan=plan, **form.cleaned_data)
        except JoinedUpError as problem:
            form.add_error(None, problem.in_full)
        else:
            messages.success(request, "That is written down.")
            return redirect("plan-governed", pk=plan.pk)
    return render(
        request, "planning/one-form.jinja", {"plan": plan, "form": form, "title": title, "back": "plan-governed"}
    )
