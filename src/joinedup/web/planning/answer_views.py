"""One answer: put right, talked about, taken back to earlier words, and never lost on its way."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from joinedup import planning
from joinedup.governance.permissions import Permission
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.planning import actions, together
from joinedup.web.planning.forms import AnswerForm, CommentForm
from joinedup.web.planning.models import Comment, Plan, PlanVersion
from joinedup.web.planning.rows import NAMES, part_of_key, row_key
from joinedup.web.planning.sections import may_write, must_write, part_of
from joinedup.web.planning.shown import Answer, Shown


@dataclass(frozen=True, slots=True)
class EarlierWords:
    """What an answer said before, and the version that said it last."""

    version: PlanVersion
    raw: str


@needs(Permission.EDIT_PLAN)
@require_http_methods(["GET", "POST"])
def answer(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """Put one answer right. When somebody else saved it meanwhile, both texts are shown and nothing is lost."""
    kept = get_object_or_404(Plan, pk=pk)
    asked = _asked(Shown(kept.latest), key)
    must_write(request.acting, kept, part_of(key))
    draft = kept.drafts.filter(key=key, by=request.user).first()
    start = {"raw": draft.raw, "seen": draft.seen} if draft else {"raw": asked.value.raw, "seen": kept.latest.number}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=start)
    theirs = None
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.change_field(by=request.acting, plan=kept, key=key, raw=typed["raw"], seen=typed["seen"])
        except actions.PlanChangedMeanwhileError as meanwhile:
            theirs = meanwhile.theirs
            form = AnswerForm({"raw": typed["raw"], "seen": theirs.number})
            form.add_error("raw", meanwhile.in_full)
        else:
            messages.success(request, "The answer is kept and the plan was checked again.")
            return redirect("plan-section", pk=pk, part=part_of(key))
    made = {"plan": kept, "form": form, "asked": asked, "part": part_of(key), "draft": draft}
    made |= {"theirs": theirs.read.text(key) if theirs else "", "earlier": earlier_words(kept, key)}
    return render(request, "planning/answer.jinja", made)


@needs(Permission.EDIT_PLAN)
@require_POST
def keep_draft(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """What was typed so far, sent by the page while somebody types."""
    kept = get_object_or_404(Plan, pk=pk)
    _asked(Shown(kept.latest), key)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    together.keep_draft(by=request.acting, plan=kept, key=key, **form.cleaned_data)
    return HttpResponse(status=204)


@needs(Permission.EDIT_PLAN)
@require_POST
def drop_draft(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """Throw the own draft away and see the answer as it was kept."""
    together.drop_draft(by=request.acting, plan=get_object_or_404(Plan, pk=pk), key=key)
    messages.success(request, "Your draft is gone. This is the answer as it was kept.")
    return redirect("plan-answer", pk=pk, key=key)


@needs(Permission.EDIT_PLAN)
@require_POST
def go_back(request: ActingRequest, pk: int, key: str, number: int) -> HttpResponse:
    """Put earlier words back, as a new version."""
    kept = get_object_or_404(Plan, pk=pk)
    get_object_or_404(PlanVersion, plan=kept, number=number)
    _asked(Shown(kept.latest), key)
    together.go_back(by=request.acting, plan=kept, key=key, to=number, seen=kept.latest.number)
    messages.success(request, f"The words of version {number} are back.")
    return redirect("plan-section", pk=pk, part=part_of(key))


@needs(Permission.READ_PLAN)
@require_GET
def comments(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """What is said about one answer, or one row."""
    kept = get_object_or_404(Plan, pk=pk)
    return _talk(request, kept, key, CommentForm())


@needs(Permission.READ_PLAN)
@require_POST
def say(request: ActingRequest, pk: int, key: str) -> HttpResponse:
    """Say something about an answer or a row."""
    kept = get_object_or_404(Plan, pk=pk)
    _spoken_of(Shown(kept.latest), key)
    form = CommentForm(request.POST)
    if form.is_valid():
        together.comment(by=request.acting, plan=kept, key=key, words=form.cleaned_data["words"])
        messages.success(request, "Your comment stands beside the answer.")
        return redirect("plan-comments", pk=pk, key=key)
    return _talk(request, kept, key, form)


@needs(Permission.READ_PLAN)
@require_POST
def see_to(request: ActingRequest, pk: int, comment: int) -> HttpResponse:
    """A comment is seen to."""
    found = get_object_or_404(Comment, pk=comment, plan_id=pk)
    together.see_to(by=request.acting, comment=found)
    return redirect("plan-comments", pk=pk, key=found.key)


def earlier_words(plan: Plan, key: str) -> list[EarlierWords]:
    """The other texts this answer has had, the newest first; each once, with the last version that had it."""
    now: str | None = None
    found: dict[str, EarlierWords] = {}
    for version in plan.versions.select_related("made_by").order_by("-number"):
        raw = next((field["raw"] for field in version.content["fields"] if field["key"] == key), "")
        now = raw if now is None else now
        if raw != now:
            found.setdefault(raw, EarlierWords(version, raw))
    return list(found.values())


def _talk(request: ActingRequest, kept: Plan, key: str, form: CommentForm) -> HttpResponse:
    acting = request.acting
    said = kept.comments.filter(key=key).select_related("by", "organisation", "resolved__by")
    part = part_of_key(kept.latest, key)
    made = {
        "plan": kept,
        "asked": _spoken_of(Shown(kept.latest), key),
        "part": part,
        "comments": said,
        "unresolved": sum(not hasattr(one, "resolved") for one in said),
        "form": form,
        "may_comment": together.may_comment(acting),
        "may_write": may_write(acting, kept, part),
        "own": acting.organisation,
    }
    return render(request, "planning/comments.jinja", made)


def _spoken_of(shown: Shown, key: str) -> Answer:
    """The answer, or the row with its fields as words."""
    about = row_key(key)
    if about is None:
        return _asked(shown, key)
    row = planning.row_of(shown.plan, *about)
    if row is None:
        raise Http404
    heads = planning.headings_of(shown.template, row.kind)
    told = "\n".join(f"{heads.get(one.key, one.key.capitalize())}: {one.text}" for one in row.fields if not one.blank)
    name = f"{NAMES[row.kind]} {row.number}"
    return Answer(key, name[:1].upper() + name[1:], planning.FieldValue(key, told), "", [], [])


def _asked(shown: Shown, key: str) -> Answer:
    found = shown.answer(key)
    if found is None:
        raise Http404
    return found
