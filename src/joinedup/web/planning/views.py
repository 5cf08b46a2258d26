"""Plans: the list, one plan, one section beside its source, the whole source."""

import tempfile
from pathlib import Path, PurePath

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from joinedup import planning
from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.web.design.forms import Upload
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.planning import actions
from joinedup.web.planning.commentary import disagreeing
from joinedup.web.planning.exported import KINDS_OUT, exported
from joinedup.web.planning.forms import ImportForm, SilenceForm
from joinedup.web.planning.models import Plan
from joinedup.web.planning.rows import NAMES
from joinedup.web.planning.sections import keeps, may_write, owners
from joinedup.web.planning.shown import Shown
from joinedup.web.planning.together import may_comment


@needs(Permission.READ_PLAN)
@require_GET
def plans(request: ActingRequest) -> HttpResponse:
    """Every plan, and what stops each from being sent."""
    return render(request, "planning/plans.jinja", {"plans": Plan.objects.select_related("owner"), **_may(request)})


@needs(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def import_plan(request: ActingRequest) -> HttpResponse:
    """Read a document into a new plan; a document that cannot be read says why at its field."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method == "POST" and form.is_valid():
        document = form.cleaned_data["document"]
        try:
            plan = _imported(request, document, form.cleaned_data["name"])
        except JoinedUpError as problem:
            form.add_error("document", problem.in_full)
        else:
            messages.success(request, "The plan was read. Nothing of the document is lost.")
            return redirect(plan)
    return render(request, "planning/import.jinja", {"form": form})


@needs(Permission.READ_PLAN)
@require_GET
def plan(request: ActingRequest, pk: int) -> HttpResponse:
    """One plan: what stops it from being sent, section by section."""
    kept = get_object_or_404(Plan.objects.select_related("owner"), pk=pk)
    shown = Shown(kept.latest)
    asked = owners(kept)
    made = {
        "plan": kept,
        "shown": shown,
        "waiting": [(part, asked[part.key]) for part in shown.parts if part.key in asked],
        "may_keep": keeps(request.acting, kept),
        "disagreeing": disagreeing(kept),
        "differing": sum(not one.agree for one in planning.shared_figures(shown.plan)),
        "forms_for": [planning.TEMPLATES[to] for to in planning.neighbours(shown.plan.template)],
    }
    return render(request, "planning/plan.jinja", made)


@needs(Permission.READ_PLAN)
@require_GET
def section(request: ActingRequest, pk: int, part: str) -> HttpResponse:
    """One section: each answer beside its source, each finding at its words."""
    kept = get_object_or_404(Plan, pk=pk)
    shown = Shown(kept.latest)
    found = shown.part(part)
    if found is None:
        raise Http404
    in_rows = shown.answered_in_rows() if found.tables else set()
    made = {"plan": kept, "shown": shown, "part": found, "in_rows": in_rows, **_who_writes(request, kept, part)}
    return render(request, "planning/section.jinja", made)


@needs(Permission.READ_PLAN)
@require_GET
def source(request: ActingRequest, pk: int) -> HttpResponse:
    """The whole document as it was read, line by line, with what each line was taken for."""
    kept = get_object_or_404(Plan, pk=pk)
    return render(request, "planning/source.jinja", {"plan": kept, "shown": Shown(kept.latest)})


@needs(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def silence(request: ActingRequest, pk: int) -> HttpResponse:
    """Let a finding stand, with a reason."""
    kept = get_object_or_404(Plan, pk=pk)
    form = SilenceForm(
        request.POST if request.method == "POST" else None,
        initial={name: request.GET.get(name, "") for name in ("code", "field")},
    )
    if request.method == "POST" and form.is_valid():
        actions.silence(by=request.acting, plan=kept, **form.cleaned_data)
        messages.success(request, "The finding stands, with your reason beside it.")
        return redirect(kept)
    return render(request, "planning/silence.jinja", {"plan": kept, "form": form})


@needs(Permission.READ_PLAN)
@require_GET
def history(request: ActingRequest, pk: int) -> HttpResponse:
    """Every version: what was done, by whom, when, and how many errors it had."""
    kept = get_object_or_404(Plan, pk=pk)
    versions = kept.versions.select_related("made_by").defer("content", "findings")
    return render(request, "planning/history.jinja", {"plan": kept, "versions": versions})


@needs(Permission.READ_PLAN)
@require_GET
def download(request: ActingRequest, pk: int, kind: str) -> HttpResponse:
    """The plan to take away: as Word, as Excel, or as a page anybody may read."""
    kept = get_object_or_404(Plan, pk=pk)
    if kind not in KINDS_OUT:
        raise Http404
    content, content_type = exported(kept.latest, kind)
    named = f"{slugify(kept.name) or 'plan'}-version-{kept.latest.number}.{kind}"
    return HttpResponse(content, content_type, headers={"Content-Disposition": f'attachment; filename="{named}"'})


def _imported(request: ActingRequest, document: Upload, name: str) -> Plan:
    file_name = PurePath(document.name or "plan").name
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"plan{PurePath(file_name).suffix.lower()}"
        with file.open("wb") as copy:
            for chunk in document.chunks():
                copy.write(chunk)
        title = name or PurePath(file_name).stem
        return actions.import_plan(by=request.acting, file=file, file_name=file_name, name=title)


def _who_writes(request: ActingRequest, kept: Plan, part: str) -> dict[str, object]:
    acting = request.acting
    talked = kept.comments.filter(resolved__isnull=True).values_list("key").annotate(count=Count("pk")).order_by()
    return {
        "may_edit": may_write(acting, kept, part),
        "may_keep": keeps(acting, kept),
        "may_comment": may_comment(acting),
        "asked": owners(kept).get(part),
        "open_comments": dict(talked),
        "names": NAMES,
    }


def _may(request: ActingRequest) -> dict[str, bool]:
    return {"may_edit": request.acting.may(Permission.EDIT_PLAN)}
