"""The sentence about plans on the first page."""

from django.db.models import F, Max

from joinedup.web.governance.acting import Acting
from joinedup.web.planning.models import PlanVersion


def news(acting: Acting) -> str:
    """What stops the own organisation's plans from being sent; empty when it has none."""
    versions = PlanVersion.objects.filter(plan__owner=acting.organisation)
    latest = versions.annotate(newest=Max("plan__versions__number")).filter(number=F("newest"))
    errors = list(latest.values_list("errors", flat=True))
    if not errors:
        return ""
    stopped = sum(count > 0 for count in errors)
    if not stopped:
        return "No plan has an error."
    return "1 plan cannot be sent yet." if stopped == 1 else f"{stopped} plans cannot be sent yet."
