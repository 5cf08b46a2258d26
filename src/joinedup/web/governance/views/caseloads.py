"""On whose caseload a person is; putting them on one, and taking them off."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.governance.relationships import TieKind
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import Acting, ActingRequest
from joinedup.web.governance.actions.relationships import put_on_caseload, take_off_caseload
from joinedup.web.governance.forms.caseload import CaseloadForm
from joinedup.web.governance.models import Relationship
from joinedup.web.governance.models.relationships import Relationships
from joinedup.web.governance.people import PersonFacts, facts_of, may_see_person, open_record

GIVEN = (TieKind.CASELOAD.name, TieKind.REFERRAL.name)


@needs(Permission.MANAGE_CASELOAD)
@require_http_methods(["GET", "POST"])
def caseload(request: ActingRequest, person_id: str) -> HttpResponse:
    """Teams that have the person in hand; those of the own organisation can let go."""
    acting: Acting = request.acting
    person = facts_of(person_id)
    form = CaseloadForm(request.POST if request.POST.get("form") == "put" else None)
    if request.method == "POST" and request.POST.get("form") == "off":
        return _take_off(request, acting, person)
    if request.method == "POST" and form.is_valid() and _put_on(acting, person, form):
        messages.success(request, "The team has the person in hand now.")
        return redirect("caseload", person_id)
    open_record(by=acting, person=person, did="read on whose caseload the person is")
    teams = _held(person_id).select_related("organisation", "given_by")
    return render(request, "governance/caseload.jinja", {"form": form, "teams": teams, "person_id": person_id})


def _held(person_id: str) -> Relationships:
    return Relationship.objects.holding_on(timezone.localdate()).filter(person_id=person_id, kind__in=GIVEN)


def _put_on(acting: Acting, person: PersonFacts, form: CaseloadForm) -> bool:
    said = form.cleaned_data
    try:
        put_on_caseload(by=acting, person=person, organisation=said["organisation"], kind=TieKind[said["kind"]])
    except JoinedUpError as problem:
        if problem.code == "governance.not-allowed":
            raise
        form.add_error(None, problem.in_full)
        return False
    return True


def _take_off(request: ActingRequest, acting: Acting, person: PersonFacts) -> HttpResponse:
    number = request.POST.get("relationship", "")
    held = _held(person.person_id).filter(organisation=acting.organisation)
    found = get_object_or_404(held, pk=int(number) if number.isdecimal() else 0)
    take_off_caseload(by=acting, person_id=person.person_id, relationship=found)
    messages.success(request, "The person is off the caseload.")
    return redirect("caseload", person.person_id) if may_see_person(acting, person) else redirect("home")
