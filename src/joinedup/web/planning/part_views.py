"""Both parts of a plan: Part 2 read into it, and the figures that both parts speak of, side by side."""

import tempfile
from pathlib import Path, PurePath

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from joinedup import planning
from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.web.design.forms import Upload
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.planning import parts
from joinedup.web.planning.forms import WorkbookForm
from joinedup.web.planning.models import Plan
from joinedup.web.planning.sections import keeps, must_keep
from joinedup.web.planning.shown import Shown


@needs(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def part_2(request: ActingRequest, pk: int) -> HttpResponse:
    """Read a workbook into the plan as its Part 2; one that is none says why at its field."""
    plan = get_object_or_404(Plan, pk=pk)
    must_keep(request.acting, plan)
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    if request.method == "POST" and form.is_valid():
        try:
            differing = _read(request, plan, form.cleaned_data["document"])
        except JoinedUpError as problem:
            form.add_error("document", problem.in_full)
        else:
            told = f" {differing} answers differ from Part 1: see the source." if differing else ""
            messages.success(request, f"Part 2 is in the plan.{told}")
            return redirect("plan-figures", pk=pk)
    return render(request, "planning/part-2.jinja", {"plan": plan, "form": form})


@needs(Permission.READ_PLAN)
@require_GET
def figures(request: ActingRequest, pk: int) -> HttpResponse:
    """What Part 1 says and what the rows of Part 2 come to, figure by figure."""
    plan = get_object_or_404(Plan, pk=pk)
    shown = Shown(plan.latest)
    made = {
        "plan": plan,
        "shown": shown,
        "figures": planning.shared_figures(shown.plan),
        "may_join": parts.may_join(shown.plan),
        "may_keep": keeps(request.acting, plan),
    }
    return render(request, "planning/figures.jinja", made)


@needs(Permission.EDIT_PLAN)
@require_POST
def take_over(request: ActingRequest, pk: int, number: int) -> HttpResponse:
    """Put what Part 2 comes to into Part 1."""
    plan = get_object_or_404(Plan, pk=pk)
    figures = planning.shared_figures(plan.latest.read)
    if not 1 <= number <= len(figures) or figures[number - 1].comes_to is None:
        raise Http404
    parts.take_over(by=request.acting, plan=plan, figure=figures[number - 1])
    messages.success(request, f"{figures[number - 1].name}: Part 1 says what Part 2 comes to.")
    return redirect("plan-figures", pk=pk)


def _read(request: ActingRequest, plan: Plan, document: Upload) -> int:
    name = PurePath(document.name or "part-2.xlsx").name
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "part-2.xlsx"
        with file.open("wb") as copy:
            for chunk in document.chunks():
                copy.write(chunk)
        return parts.read_part_2(by=request.acting, plan=plan, file=file, file_name=name)
