"""The pages of uses beyond care: the national data opt-out, files without names, a pseudonym turned back."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.openings import SHORTEST_REASON
from joinedup.governance.opt_out import KEPT_FOR
from joinedup.governance.permissions import Permission
from joinedup.web.design.forms import posted
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.people import beyond_care, turning_back

LARGEST = 100 * 1024 * 1024


class AnswerForm(forms.Form):
    """What came back."""

    answer = forms.FileField(
        label="The answer",
        help_text="The .dat file that came back over MESH, as it came",
        error_messages={"required": "Choose the file that came back", "empty": "That file is empty"},
    )


class RecipientForm(forms.Form):
    """For whom."""

    recipient = forms.SlugField(
        label="For whom?",
        help_text="In small letters and hyphens, such as public-health. Each has pseudonyms of its own.",
        max_length=40,
        error_messages={"required": "Say for whom the file is", "invalid": "Use small letters, digits and hyphens"},
    )


class TurnBackForm(RecipientForm):
    """Which, and why."""

    recipient = forms.SlugField(
        label="Who sent it to you?",
        help_text="As the file was named, such as public-health",
        max_length=40,
        error_messages={"required": "Say who sent it to you", "invalid": "Use small letters, digits and hyphens"},
    )
    pseudonym = forms.CharField(
        label="Pseudonym", max_length=60, error_messages={"required": "Copy the pseudonym, such as 001-abc…"}
    )
    reason = forms.CharField(
        label="Why do you need to know who it is?",
        widget=forms.Textarea(attrs={"rows": 3}),
        min_length=SHORTEST_REASON,
        max_length=300,
        error_messages={
            "required": "Say why you need to know",
            "min_length": f"Say in {SHORTEST_REASON} letters or more why",
        },
    )


@needs(Permission.LOAD_FILES)
@require_http_methods(["GET", "POST"])
def opt_outs(request: ActingRequest) -> HttpResponse:
    """Where the check stands; bringing an answer."""
    form = AnswerForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            content = form.cleaned_data["answer"].read(LARGEST)
            count = beyond_care.take_answer(by=request.acting, content=content)
        except JoinedUpError as problem:
            form.add_error("answer", problem.in_full)
        else:
            messages.success(request, f"The answer about {count:,} people is taken in.")
            return redirect("opt-outs")
    context = {"form": form, "check": beyond_care.check(), "days": KEPT_FOR.days}
    return render(request, "people/opt-outs.jinja", context)


@needs(Permission.LOAD_FILES)
@require_POST
def opt_out_file(request: ActingRequest) -> HttpResponse:
    """The file to send."""
    content = beyond_care.ask(by=request.acting)
    return _file(content, "opt-out-check.dat", "application/octet-stream")


@needs(Permission.SEND_PSEUDONYMS)
@require_http_methods(["GET", "POST"])
def without_names(request: ActingRequest) -> HttpResponse:
    """A file without names."""
    form = RecipientForm(posted(request))
    if request.method == "POST" and form.is_valid():
        recipient = form.cleaned_data["recipient"].lower()
        try:
            made = beyond_care.without_names(by=request.acting, recipient=recipient)
        except JoinedUpError as problem:
            form.add_error(None, problem.in_full)
        else:
            return _file(made.encode(), f"{recipient}.csv", "text/csv; charset=utf-8")
    return render(request, "people/without-names.jinja", {"form": form})


@needs(Permission.REIDENTIFY)
@require_http_methods(["GET", "POST"])
def re_identify(request: ActingRequest) -> HttpResponse:
    """A pseudonym of one of one's own people."""
    form = TurnBackForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            found = turning_back.turn_back(by=request.acting, **form.cleaned_data)
        except JoinedUpError as problem:
            form.add_error(None, problem.in_full)
        else:
            if found:
                return redirect("person", found)
            form.add_error("pseudonym", "It is nobody on your list, or its key has been destroyed.")
    tries = {"left": turning_back.left_today(request.acting), "a_day": turning_back.a_day()}
    return render(request, "people/re-identify.jinja", {"form": form, **tries})


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
