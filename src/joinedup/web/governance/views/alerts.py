"""Alerts one is to look into: look into each, and close it with what was found."""

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from joinedup.governance.permissions import Permission
from joinedup.web.design.forms import posted
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import Acting, ActingRequest
from joinedup.web.governance.actions.alerts import close_alert, looked_into_by
from joinedup.web.governance.forms.reasons import FindingForm
from joinedup.web.governance.models import AccessEntry, Alert, AlertKind, Outcome

AROUND = dt.timedelta(hours=2)
"""How long before and after an alert its page shows what the same person did with the same record."""


def news(acting: Acting) -> str:
    """One sentence for the first page."""
    waiting = looked_into_by(acting).waiting().count()
    return f"{waiting} {'alert waits' if waiting == 1 else 'alerts wait'} to be looked into" if waiting else ""


@needs(Permission.CLOSE_ALERTS)
@require_GET
def alerts(request: ActingRequest) -> HttpResponse:
    """Those that wait first, the oldest first; then those closed, the latest first."""
    own = looked_into_by(request.acting).select_related("membership__user", "organisation")
    closed = own.filter(finding__isnull=False).select_related("finding").order_by("-finding__at")
    context = {
        "waiting": own.waiting().order_by("at"),
        "closed": Paginator(closed, 20).get_page(request.GET.get("page")),
    }
    return render(request, "governance/alerts.jinja", context)


@needs(Permission.CLOSE_ALERTS)
@require_http_methods(["GET", "POST"])
def alert(request: ActingRequest, reference: str) -> HttpResponse:
    """What was opened, by whom, why, and what they did with it around that time."""
    acting: Acting = request.acting
    found = get_object_or_404(
        looked_into_by(acting).select_related("membership__user", "organisation"), reference=reference
    )
    form = FindingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        close_alert(
            by=acting, alert=found, outcome=Outcome(form.cleaned_data["outcome"]), words=form.cleaned_data["words"]
        )
        messages.success(request, f"Alert {found.reference} is closed.")
        return redirect("alerts")
    return render(request, "governance/alert.jinja", {"alert": found, "form": form, "entries": _around(found)})


def _around(found: Alert) -> list[AccessEntry]:
    theirs = AccessEntry.objects.filter(user=found.membership.user)
    if found.kind == AlertKind.PSEUDONYMS:
        return list(theirs.filter(at__date=timezone.localdate(found.at), did__contains="pseudonym").order_by("number"))
    around = theirs.filter(person_id=found.person_id, at__range=(found.at - AROUND, found.at + AROUND))
    return list(around.order_by("number"))
