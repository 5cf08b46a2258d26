"""Rows of a plan: one risk, milestone, scheme, document or signature changed, added or taken out."""

import json
from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from joinedup import planning
from joinedup.governance.permissions import Permission
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.planning import rows, together
from joinedup.web.planning.actions import PlanChangedMeanwhileError
from joinedup.web.planning.models import Draft, Plan
from joinedup.web.planning.sections import must_write

_LABELS = {
    "by": "Signed by",
    "what": "What happens",
    "when": "When",
    "risk": "There is a risk that",
    "likelihood": "How likely, 1 to 5",
    "impact": "How bad, 1 to 5",
    "score": "Likelihood × impact",
    "mitigation": "What is done about it",
    "cost": "What it may cost, and who bears it",
}
_LONG = ("risk", "mitigation", "what", "synopsis", "process", "change")


class RowForm(forms.Form):
    """The fields of one row, whatever its kind."""

    def __init__(self, plan: planning.Plan, kind: str, names: Sequence[str], *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        template = planning.TEMPLATES[plan.template]
        grid, heads = template.grids.get(kind), planning.headings_of(template, kind)
        for name in names:
            column = grid.column(name) if grid else None
            question = None if column else template.question(name)
            long = name in _LONG or "long text" in (column and column.kind, question and question.kind)
            label = heads[name] if column else question.ask if question else _LABELS.get(name)
            self.fields[name] = forms.CharField(
                label=label or name.replace("_", " ").capitalize(),
                required=False,
                widget=forms.Textarea(attrs={"rows": 5}) if long else forms.TextInput(),
                help_text=_menu(column.choices) if column else "",
            )
        self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def values(self) -> dict[str, str]:
        """What was typed for the row."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


def _menu(choices: tuple[str, ...]) -> str:
    """The form's own words for a field. Others may be written: what was read is not lost for being odd."""
    return f"One of: {'; '.join(choices)}" if choices else ""


@needs(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def row(request: ActingRequest, pk: int, kind: str, number: int) -> HttpResponse:
    """Put one row right. When somebody else saved it meanwhile, both are shown."""
    plan = get_object_or_404(Plan, pk=pk)
    part = _may_write(request, plan, kind, number)
    read = plan.latest.read
    kept = planning.row_of(read, kind, number)
    if kept is None:
        raise Http404
    names = _names(read, kind, number)
    stands = {field.key: field.raw for field in kept.fields}
    start = stands | {"seen": plan.latest.number}
    draft = _draft(request, plan, kind, number)
    shown = start | (_drafted(draft) if draft else {})
    form = RowForm(read, kind, names, request.POST if request.method == "POST" else None, initial=shown)
    theirs = None
    if request.method == "POST" and form.is_valid():
        before = _as_seen(plan, kind, number, form.cleaned_data["seen"], stands)
        changed = {name: raw for name, raw in form.values.items() if raw != before.get(name, "").replace("\r\n", "\n")}
        try:
            _change(request, plan, kind, number, changed, form.cleaned_data["seen"])
        except PlanChangedMeanwhileError as meanwhile:
            theirs = planning.row_of(meanwhile.theirs.read, kind, number)
            form = RowForm(read, kind, names, request.POST.dict() | {"seen": meanwhile.theirs.number})
            form.is_valid()
            form.add_error(None, meanwhile.in_full)
        else:
            messages.success(request, "The row is kept and the plan was checked again.")
            return redirect("plan-section", pk=pk, part=part)
    made = {"plan": plan, "form": form, "kind": kind, "name": rows.NAMES[kind], "part": part, "row": kept}
    made |= {"theirs": theirs, "draft": draft, "key": rows.key_of(kind, number)}
    return render(request, "planning/row.jinja", made)


@needs(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def new_row(request: ActingRequest, pk: int, kind: str) -> HttpResponse:
    """Add a row."""
    plan = get_object_or_404(Plan, pk=pk)
    part = _may_write(request, plan, kind, 0)
    read = plan.latest.read
    names = planning.row_fields(read, kind)
    draft = _draft(request, plan, kind, 0)
    start = {"seen": plan.latest.number} | (_drafted(draft) if draft else {})
    form = RowForm(read, kind, names, request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        if any(value.strip() for value in form.values.values()):
            rows.add_row(by=request.acting, plan=plan, kind=kind, values=form.values)
            messages.success(request, "The row is in the plan, and the plan was checked again.")
            return redirect("plan-section", pk=pk, part=part)
        form.add_error(None, "Write something in at least one field.")
    made = {"plan": plan, "form": form, "kind": kind, "name": rows.NAMES[kind], "part": part, "row": None}
    made |= {"draft": draft, "key": rows.key_of(kind, 0)}
    return render(request, "planning/row.jinja", made)


@needs(Permission.EDIT_PLAN)
@require_POST
def keep_draft(request: ActingRequest, pk: int, kind: str, number: int) -> HttpResponse:
    """What was typed so far into a row's fields, sent by the page while somebody types; number 0 for a new row."""
    plan = get_object_or_404(Plan, pk=pk)
    _may_write(request, plan, kind, number)
    read = plan.latest.read
    if number and planning.row_of(read, kind, number) is None:
        raise Http404
    form = RowForm(read, kind, _names(read, kind, number), request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    together.keep_draft(
        by=request.acting,
        plan=plan,
        key=rows.key_of(kind, number),
        raw=json.dumps(form.values),
        seen=form.cleaned_data["seen"],
    )
    return HttpResponse(status=204)


@needs(Permission.EDIT_PLAN)
@require_POST
def drop_draft(request: ActingRequest, pk: int, kind: str, number: int) -> HttpResponse:
    """Throw the own draft away and see the row as it was kept."""
    plan = get_object_or_404(Plan, pk=pk)
    together.drop_draft(by=request.acting, plan=plan, key=rows.key_of(kind, number))
    messages.success(request, "Your draft is gone. This is the row as it was kept.")
    return redirect("plan-row", pk=pk, kind=kind, number=number) if number else redirect("plan-new-row", pk, kind)


@needs(Permission.EDIT_PLAN)
@require_POST
def take_out(request: ActingRequest, pk: int, kind: str, number: int) -> HttpResponse:
    """Take a row out; earlier versions keep it."""
    plan = get_object_or_404(Plan, pk=pk)
    part = _may_write(request, plan, kind, number)
    if planning.row_of(plan.latest.read, kind, number) is None:
        raise Http404
    rows.take_out_row(by=request.acting, plan=plan, kind=kind, number=number, seen=plan.latest.number)
    messages.success(request, "The row is out of the plan. Earlier versions keep it.")
    return redirect("plan-section", pk=pk, part=part)


def _names(read: planning.Plan, kind: str, number: int) -> list[str]:
    kept = planning.row_of(read, kind, number)
    return list(dict.fromkeys([*planning.row_fields(read, kind), *(one.key for one in (kept.fields if kept else ()))]))


def _draft(request: ActingRequest, plan: Plan, kind: str, number: int) -> Draft | None:
    return plan.drafts.filter(key=rows.key_of(kind, number), by=request.user).first()


def _drafted(draft: Draft) -> dict[str, object]:
    """What a draft of a row holds: its fields, and the version they were typed on."""
    return {**json.loads(draft.raw), "seen": draft.seen}


def _as_seen(plan: Plan, kind: str, number: int, seen: int, now: dict[str, str]) -> dict[str, str]:
    """The row as the writer had it before them: only what they changed is theirs."""
    version = plan.versions.filter(number=seen).first()
    before = planning.row_of(version.read, kind, number) if version else None
    return {field.key: field.raw for field in before.fields} if before else now


def _change(request: ActingRequest, plan: Plan, kind: str, number: int, changed: dict[str, str], seen: int) -> None:
    if changed:
        rows.change_row(by=request.acting, plan=plan, kind=kind, number=number, values=changed, seen=seen)


def _may_write(request: ActingRequest, plan: Plan, kind: str, number: int) -> str:
    """The section of the row, once it is sure that this person may write it."""
    if kind not in rows.NAMES or not planning.row_fields(plan.latest.read, kind):
        raise Http404
    part = rows.part_of_row(plan.latest, kind, number)
    must_write(request.acting, plan, part)
    return part
