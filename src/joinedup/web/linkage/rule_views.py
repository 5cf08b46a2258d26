"""The page of how many people must agree about two records: what stands, what is proposed, and the second person."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.web.design.forms import posted
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.linkage import rule as rules
from joinedup.web.linkage.models import RuleChange

_HOW_MANY = [(1, "One person"), (2, "Two people"), (3, "Three people")]


class RuleForm(forms.Form):
    """How many people must agree."""

    people = forms.TypedChoiceField(
        label="How many people must agree before a decision about two records counts?",
        choices=_HOW_MANY,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how many people must agree"},
    )


@needs(Permission.SET_LINK_RULE)
@require_http_methods(["GET", "POST"])
def rule(request: ActingRequest) -> HttpResponse:
    """Propose a change, or answer one that somebody else proposed."""
    waiting, needed = rules.proposed(), rules.needed()
    if waiting and request.method == "POST":
        return _answer(request, waiting)
    form = RuleForm(posted(request), initial={"people": needed})
    if form.is_valid():
        try:
            rules.propose(by=request.acting, people=form.cleaned_data["people"])
        except JoinedUpError as problem:
            form.add_error(None, problem.in_full)
        else:
            messages.success(request, "Proposed. It counts once a second person agrees on this page.")
            return redirect("review-rule")
    own = waiting is not None and waiting.by_id == request.acting.user.pk
    last = RuleChange.objects.filter(agreed=True).select_related("by", "answered_by").first()
    made = {"form": form, "needed": needed, "waiting": waiting, "own": own, "last": last, "lapsed": rules.lapsed()}
    made["lapses_at"] = rules.lapses_at(waiting) if waiting else None
    may_decide = request.acting.may(Permission.DECIDE_LINKS)
    return render(request, "linkage/rule.jinja", made | {"may_decide": may_decide})


def _answer(request: ActingRequest, waiting: RuleChange) -> HttpResponse:
    """About the proposal the page showed; another one in its place is not answered unseen."""
    if request.POST.get("proposal") != str(waiting.pk):
        messages.warning(request, "A change has been proposed meanwhile. Answer that one first.")
    elif request.POST.get("answer") == "agree":
        _agree(request, waiting)
    elif request.POST.get("answer") == "no":
        rules.turn_down(by=request.acting, change=waiting)
        messages.success(request, "Turned down. The rule stays as it is.")
    return redirect("review-rule")


def _agree(request: ActingRequest, waiting: RuleChange) -> None:
    try:
        rules.agree(by=request.acting, change=waiting)
    except rules.RuleError as problem:
        messages.error(request, problem.in_full)
    else:
        messages.success(request, "Agreed. Decisions count by it from the next linking on.")
