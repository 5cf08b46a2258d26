"""A record that is closed to the one who asks, and may be opened with a reason."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from joinedup.governance.decisions import DISSENT, NO_TIE
from joinedup.governance.openings import OpeningKind
from joinedup.governance.permissions import Permission
from joinedup.web.design.forms import posted
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import Acting, ActingRequest
from joinedup.web.governance.actions.alerts import open_with_reason
from joinedup.web.governance.actions.relationships import claim
from joinedup.web.governance.forms.reasons import CLAIM, ReasonForm
from joinedup.web.governance.people import facts_of, may_see_person

NOBODY_KNOWS = [
    (CLAIM, "I care for this person, and nobody has put that on record yet"),
    (OpeningKind.EMERGENCY.name, "It is an emergency: they may come to harm if I do not see it now"),
]
AGAINST_WISH = [(OpeningKind.DISSENT.name, "They said no, but may come to harm if I do not see it now")]
MORE = [
    (OpeningKind.DISSENT.name, "I need to see the parts they do not want me to see"),
    (OpeningKind.SEALED.name, "I need to see the parts another organisation has sealed"),
    (OpeningKind.ADDRESS.name, "I need the protected address"),
]


@needs(Permission.BREAK_GLASS)
@require_http_methods(["GET", "POST"])
def open_closed(request: ActingRequest, person_id: str) -> HttpResponse:
    """Ask for the reason; nothing of the record is shown or read here."""
    acting: Acting = request.acting
    choices = _choices(acting, person_id)
    form = ReasonForm(posted(request), choices=choices)
    if request.method == "POST" and form.is_valid():
        _open(acting, person_id, form.cleaned_data)
        return redirect("person", person_id)
    return render(request, "governance/open-closed.jinja", {"form": form, "choices": choices})


def _choices(acting: Acting, person_id: str) -> list[tuple[str, str]]:
    """What is closed, and so may be opened."""
    decision = may_see_person(acting, facts_of(person_id))
    if decision.code == NO_TIE.code:
        return NOBODY_KNOWS
    return AGAINST_WISH if decision.code == DISSENT.code else MORE


def _open(acting: Acting, person_id: str, said: dict[str, Any]) -> None:
    if said["what"] == CLAIM:
        claim(by=acting, person_id=person_id, reason=said["reason"])
    else:
        open_with_reason(by=acting, person_id=person_id, kind=OpeningKind[said["what"]], reason=said["reason"])
