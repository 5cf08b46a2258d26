"""The worklist, and the decision on one person of it."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from joinedup.governance.permissions import Permission
from joinedup.web.coordination import actions
from joinedup.web.coordination.counts import counts
from joinedup.web.coordination.models import Decided, DeclineReason
from joinedup.web.coordination.worklist import CUTS, USUAL_CUT, State, worklist
from joinedup.web.governance import people
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.people import record


class DecideForm(forms.Form):
    """Take on, or not with a reason, or nominate with words."""

    decided = forms.ChoiceField(label="What did you decide?", choices=Decided.choices, widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label="If not taken on: why?",
        choices=[("", "Choose a reason"), *DeclineReason.choices],
        required=False,
    )
    words = forms.CharField(
        label="In your own words",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed to nominate somebody. Do not name anybody else.",
    )

    def clean(self) -> None:
        """A decline has a reason; a nomination has words."""
        super().clean()
        asked = self.cleaned_data
        if asked.get("decided") == Decided.DECLINED and not asked.get("reason"):
            self.add_error("reason", "Choose why the person is not taken on")
        if asked.get("decided") == Decided.NOMINATED and not asked.get("words", "").strip():
            self.add_error("words", "Write why you nominate the person")


@needs(Permission.READ_WORKLIST)
@require_GET
def show(request: ActingRequest) -> HttpResponse:
    """Own people who may need help next, those not yet decided first in mind."""
    acting = request.acting
    cut = request.GET.get("cut", USUAL_CUT)
    cut = cut if cut in CUTS else USUAL_CUT
    made = worklist(people.scope_of(acting), acting.organisation, cut)
    state = request.GET.get("state", "")
    cases = [case for case in made.cases if state in ("", case.state.name)]
    page = Paginator(cases, 25).get_page(request.GET.get("page"))
    people.saw(by=acting, person_ids=[case.person_id for case in page], did="read on the worklist")
    shown = {
        "made": made,
        "page": page,
        "cuts": CUTS,
        "cut": cut,
        "states": State,
        "state": state,
        "decide_permission": Permission.DECIDE_CASE,
    }
    return render(request, "coordination/worklist.jinja", shown)


@needs(Permission.TAKE_COUNTS)
@require_GET
def how_many(request: ActingRequest) -> HttpResponse:
    """For those who plan: how many people, by practice and band, and how far the scores can be trusted."""
    return render(request, "coordination/counts.jinja", {"counts": counts()})


@needs(Permission.DECIDE_CASE)
@require_http_methods(["GET", "POST"])
def decide(request: ActingRequest, person_id: str) -> HttpResponse:
    """One person: why now, and what is decided."""
    acting = request.acting
    people.open_record(by=acting, person=record.facts(person_id), did="opened the worklist entry")
    story, _ = record.story(person_id)
    form = DecideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with record.reading("risk") as scores:
            build = scores.builds["risk"].id
        asked = form.cleaned_data
        actions.decide(
            by=acting,
            person_id=person_id,
            decided=Decided(asked["decided"]),
            build=build,
            reason=asked["reason"],
            words=asked["words"],
        )
        messages.success(request, "Your decision is kept.")
        return redirect("worklist")
    return render(request, "coordination/decide.jinja", {"form": form, "story": story, "person_id": person_id})
