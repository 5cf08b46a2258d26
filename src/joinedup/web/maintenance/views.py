"""What is kept past its time, and what leads to nobody any more."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from joinedup.engine import NothingBuiltError
from joinedup.governance.permissions import Permission
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.maintenance import following, retention


@needs(Permission.DELETE_KEPT)
@require_GET
def kept(request: ActingRequest) -> HttpResponse:
    """A dry run: counts by kind of row."""
    return render(request, "governance/kept.jinja", {"report": retention.report()})


@needs(Permission.DECIDE_LINKS)
@require_GET
def lost(request: ActingRequest) -> HttpResponse:
    """Ids that the desk holds and the record has not got, and that could not follow. Counts; no id, no person."""
    try:
        made = {"lost": following.lost(), "kinds": following.lost_by_kind(), "built": True}
    except NothingBuiltError:
        made = {"lost": 0, "kinds": [], "built": False}
    return render(request, "linkage/lost.jinja", made)
