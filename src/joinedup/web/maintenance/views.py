"""The governance lead's page of what is kept past its time."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from joinedup.governance.permissions import Permission
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.maintenance import retention


@needs(Permission.DELETE_KEPT)
@require_GET
def kept(request: ActingRequest) -> HttpResponse:
    """A dry run: counts by kind of row."""
    return render(request, "governance/kept.jinja", {"report": retention.report()})
