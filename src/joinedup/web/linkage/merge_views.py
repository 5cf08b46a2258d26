"""Two NHS Numbers that are one person's, and taking that back."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from joinedup.basics import nhs_number
from joinedup.engine import Workspace
from joinedup.governance.permissions import Permission
from joinedup.linked.who import rules_of
from joinedup.web.design.forms import posted
from joinedup.web.governance import people
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.linkage import actions, merges, pairs
from joinedup.web.linkage.models import Verdict
from joinedup.web.people.record import workspace_folder


class TwoNumbersForm(forms.Form):
    """Two numbers of the register."""

    was = forms.CharField(label="The NHS Number that is replaced", max_length=13)
    now = forms.CharField(label="The NHS Number that stays", max_length=13)

    def clean_was(self) -> str:
        """The id of its person."""
        return _on_the_register(self.cleaned_data["was"])

    def clean_now(self) -> str:
        """The id of its person, who must be another."""
        found = _on_the_register(self.cleaned_data["now"])
        if found == self.cleaned_data.get("was"):
            raise forms.ValidationError("Both numbers already lead to one person")
        return found


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label="How do you know?",
        help_text="For example: the practice confirmed it, or the national service replaced the number. No names.",
        max_length=300,
        error_messages={"required": "Say how you know"},
    )


@needs(Permission.DECIDE_LINKS)
@require_http_methods(["GET", "POST"])
def all_merges(request: ActingRequest) -> HttpResponse:
    """Numbers decided to be one person's; two more can be named. No person is named on the list."""
    form = TwoNumbersForm(posted(request))
    if form.is_valid():
        ids = (form.cleaned_data["was"], form.cleaned_data["now"])
        request.session["merge"] = ids
        return redirect("new-merge")
    return render(request, "linkage/merges.jinja", {"form": form, "merges": merges.merges()})


@needs(Permission.DECIDE_LINKS)
@require_http_methods(["GET", "POST"])
def new_merge(request: ActingRequest) -> HttpResponse:
    """The two of them side by side, and the decision."""
    was, now = request.session.get("merge") or ("", "")
    if not was:
        return redirect("merges")
    form = ReasonForm(posted(request))
    if form.is_valid():
        _decide(request, was, now, Verdict.ACCEPT, form.cleaned_data["reason"])
        del request.session["merge"]
        return redirect("merges")
    return render(request, "linkage/merge.jinja", {"form": form, "merge": None, **_shown(request, was, now)})


@needs(Permission.DECIDE_LINKS)
@require_http_methods(["GET", "POST"])
def merge(request: ActingRequest, ref: str) -> HttpResponse:
    """One merge: who decided and why, what moved, and taking it back or agreeing to it."""
    found = merges.find(ref)
    if found is None:
        raise Http404
    form = ReasonForm(posted(request))
    verdict = request.POST.get("verdict", Verdict.REJECT)
    if form.is_valid() and verdict in (Verdict.ACCEPT, Verdict.REJECT):
        _decide(request, found.was_id, found.person_id, Verdict(verdict), form.cleaned_data["reason"])
        return redirect("merge", ref)
    made = {"form": form, "merge": found, **_shown(request, found.was_id, found.person_id)}
    return render(request, "linkage/merge.jinja", made)


def _decide(request: ActingRequest, was: str, now: str, verdict: Verdict, reason: str) -> None:
    acting = request.acting
    actions.decide_merge(by=acting, person_id=now, was_id=was, verdict=verdict, reason=reason)
    messages.success(request, "Kept. It counts from the next linking on; then what the desk holds follows.")


def _shown(request: ActingRequest, was: str, now: str) -> dict[str, object]:
    acting = request.acting
    people.saw(by=acting, person_ids=[was, now], did="compared two people")
    hidden = any(people.address_is_hidden(acting, one) for one in (was, now))
    lines = [line for line in merges.both(was, now) if not (hidden and line.name in pairs.WHERE)]
    needed = rules_of(Workspace.open(workspace_folder())).people_needed
    return {"lines": lines, "address_hidden": hidden, "needed": needed}


def _on_the_register(typed: str) -> str:
    if not nhs_number.is_valid(typed):
        raise forms.ValidationError("Enter an NHS Number of ten digits, such as 999 000 0018")
    found = merges.person_of(typed)
    if found is None:
        raise forms.ValidationError("This number is not on the register")
    return found
