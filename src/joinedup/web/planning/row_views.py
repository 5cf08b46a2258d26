"""Rows of a plan: one risk, milestone, scheme, document or signature changed, added or taken out."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from joinedup import planning
from joinedup.governance.permissions import Permission
from joinedup.web.governance.access import needs
from joinedup.web.planning import rows
from joinedup.web.planning.actions import PlanChangedMeanwhileError
from joinedup.web.planning.models import Plan
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

    def __init__(self, plan: planning.Plan, names: Sequence[str], *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        template = planning.TEMPLATES[plan.template]
        for name in names:
            question = template.question(name)
            long = name in _LONG or (question is not None and question.kind == "long text")
            widget = forms.Textarea(attrs={"rows": 5}) if long else forms.TextInput()
            label = question.ask if question else _LABELS.get(name, name.replace("_", " ").capitalize())
            self.fields[name] = forms.CharField(label=label, required=False, widget=widget)
        self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def values(self) -> dict[str, str]:
        """What was typed for the row."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


@needs(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def row(request: HttpRequest, pk: int, kind: str, number: int) -> HttpResponse:
    """Put one row right. When somebody else saved it meanwhile, both are shown."""
    plan = get_object_or_404(Plan, pk=pk)
    part = _may_write(request, plan, kind, number)
    read = plan.latest.read
    kept = planning.row_of(read, kind, number)
    if kept is None:
        raise Http404
    names = list(dict.fromkeys([*planning.row_fields(read, kind), *(field.key for field in kept.fields)]))
    start = {field.key: field.raw for field in kept.fields} | {"seen": plan.latest.number}
    form = RowForm(read, names, request.POST if request.method == "POST" else None, initial=start)
    theirs = None
    if request.method == "POST" and form.is_valid():
        changed = {name: raw for name, raw in form.values.items() if raw != start.get(name, "").replace("\r\n", "\n")}
        try:
            _change(request, plan, kind, number, changed, form.cleaned_data["seen"])
        except PlanChangedMeanwhileError as meanwhile:
            theirs = planning.row_of(meanwhile.theirs.read, kind, number)
            form = RowForm(read, names, request.POST | {"seen": meanwhile.theirs.number})
            form.is_valid()
            form.add_error(None, f"{meanwhile.message} {meanwhile.fix}")
        else:
            messages.success(request, "The row is kept and the plan was checked again.")
            return redirect("plan-section", pk=pk, part=part)
    made = {"plan": plan, "form": form, "kind": kind, "name": rows.NAMES[kind], "part": part, "row": kept}
    return render(request, "planning/row.jinja", made | {"theirs": theirs})


@needs(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def new_row(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Add a row."""
    plan = get_object_or_404(Plan, pk=pk)
    part = _may_write(request, plan, kind, 0)
    read = plan.latest.read
    names = planning.row_fields(read, kind)
    form = RowForm(
        read, names, request.POST if request.method == "POST" else None, initial={"seen": plan.latest.number}
    )
    if request.method == "POST" and form.is_valid():
        if any(value.strip() for value in form.values.values()):
            rows.add_row(by=request.acting, plan=plan, kind=kind, values=form.values)  # type: ignore[attr-defined]
            messages.success(request, "The row is in the plan, and the plan was checked again.")
            return redirect("plan-section", pk=pk, part=part)
        form.add_error(None, "Write something in at least one field.")
    made = {"plan": plan, "form": form, "kind": kind, "name": rows.NAMES[kind], "part": part, "row": None}
    return render(request, "planning/row.jinja", made)


@needs(Permission.EDIT_PLAN)
@require_POST
def take_out(request: HttpRequest, pk: int, kind: str, number: int) -> HttpResponse:
    """Take a row out; earlier versions keep it."""
    plan = get_object_or_404(Plan, pk=pk)
    part = _may_write(request, plan, kind, number)
    if planning.row_of(plan.latest.read, kind, number) is None:
        raise Http404
    rows.take_out_row(by=request.acting, plan=plan, kind=kind, number=number, seen=plan.latest.number)  # type: ignore[attr-defined]
    messages.success(request, "The row is out of the plan. Earlier versions keep it.")
    return redirect("plan-section", pk=pk, part=part)


def _change(request: HttpRequest, plan: Plan, kind: str, number: int, changed: dict[str, str], seen: int) -> None:
    if changed:
        rows.change_row(by=request.acting, plan=plan, kind=kind, number=number, values=changed, seen=seen)  # type: ignore[attr-defined]


def _may_write(request: HttpRequest, plan: Plan, kind: str, number: int) -> str:
    """The section of the row, once it is sure that this person may write it."""
    if kind not in rows.NAMES or not planning.row_fields(plan.latest.read, kind):
        raise Http404
    part = rows.part_of_row(plan.latest, kind, number)
    must_write(request.acting, plan, part)  # type: ignore[attr-defined]
    return part
