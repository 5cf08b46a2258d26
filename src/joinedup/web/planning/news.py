"""The sentence about plans on the first page."""

from joinedup.basics.finding import Severity
from joinedup.web.governance.acting import Acting
from joinedup.web.planning.models import Plan


def news(acting: Acting) -> str:
    """What stops the own organisation's plans from being sent; empty when it has none."""
    plans = list(Plan.objects.filter(owner=acting.organisation))
    if not plans:
        return ""
    stopped = sum(any(finding.severity is Severity.ERROR for finding in plan.latest.found) for plan in plans)
    if not stopped:
        return "No plan has an error."
    return "1 plan cannot be sent yet." if stopped == 1 else f"{stopped} plans cannot be sent yet."
