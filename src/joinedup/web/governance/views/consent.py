"""What a person agreed and objected to, and writing down what they say."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from joinedup.governance.consent import Objection, Part
from joinedup.governance.permissions import Permission
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import Acting, ActingRequest
from joinedup.web.governance.actions.consent import SealError, record_consent, record_objection, seal, unseal
from joinedup.web.governance.forms.consent import ConsentForm, ObjectionForm, SealForm
from joinedup.web.governance.models import ConsentFact, HowSaid, ObjectionFact, SealFact
from joinedup.web.governance.people import PersonFacts, facts_of, open_record


@needs(Permission.RECORD_CONSENT)
@require_http_methods(["GET", "POST"])
def consent(request: ActingRequest, person_id: str) -> HttpResponse:
    """Three short forms, and everything said so far with its date."""
    acting: Acting = request.acting
    person = facts_of(person_id)
    asked = request.POST.get("form")
    agreed = ConsentForm(request.POST if asked == "consent" else None, prefix="c")
    objected = ObjectionForm(request.POST if asked == "objection" else None, prefix="o")
    sealed = SealForm(request.POST if asked == "seal" else None, prefix="s")
    if request.method == "POST" and (
        _agree(acting, person, agreed)
        or _object(acting, person, objected)
        or _seal(acting, person, sealed)
        or _unseal(acting, person, request.POST.get("unseal", ""))
    ):
        messages.success(request, "It is written down.")
        return redirect("consent", person_id)
    open_record(by=acting, person=person, did="read what the person agreed to")
    forms = {"agreed": agreed, "objected": objected, "sealed": sealed}
    return render(request, "governance/consent.jinja", {**forms, **_said(person_id)})


def _agree(acting: Acting, person: PersonFacts, form: ConsentForm) -> bool:
    if not form.is_valid():
        return False
    said = form.cleaned_data
    record_consent(
        by=acting,
        person=person,
        part=Part[said["part"]],
        agreed=said["agreed"] == "yes",
        how=HowSaid(said["how"]),
        organisation=said["organisation"],
    )
    return True


def _object(acting: Acting, person: PersonFacts, form: ObjectionForm) -> bool:
    if not form.is_valid():
        return False
    said = form.cleaned_data
    record_objection(by=acting, person=person, objection=Objection[said["about"]], objected=said["objected"] == "yes")
    return True


def _seal(acting: Acting, person: PersonFacts, form: SealForm) -> bool:
    if not form.is_valid():
        return False
    try:
        seal(by=acting, person=person, part=form.part)
    except SealError as problem:
        form.add_error("what", problem.in_full)
        return False
    return True


def _unseal(acting: Acting, person: PersonFacts, number: str) -> bool:
    if not number.isdecimal():
        return False
    own = SealFact.objects.filter(person_id=person.person_id, until__isnull=True)
    unseal(by=acting, person=person, fact=get_object_or_404(own, pk=int(number)))
    return True


def _said(person_id: str) -> dict[str, object]:
    return {
        "person_id": person_id,
        "consents": ConsentFact.objects.filter(person_id=person_id).select_related("organisation", "recorded_by"),
        "objections": ObjectionFact.objects.filter(person_id=person_id).select_related("recorded_by"),
        "seals": SealFact.objects.filter(person_id=person_id, until__isnull=True).select_related("organisation"),
    }
