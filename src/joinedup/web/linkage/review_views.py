"""Who is this? The queue of doubtful pairs, and two records side by side."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from joinedup.engine import Workspace
from joinedup.governance.permissions import Permission
from joinedup.linked.who import rules_of
from joinedup.web.governance import people
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.linkage import actions, pairs
from joinedup.web.linkage.models import Verdict
from joinedup.web.people.page import LANES
from joinedup.web.people.record import workspace_folder


@needs(Permission.DECIDE_LINKS)
@require_GET
def queue(request: ActingRequest) -> HttpResponse:
    """Pairs to look at. No names here: a pair is opened to see them, and that is written down."""
    every = pairs.queue()
    source = request.GET.get("source", "")
    shown = [pair for pair in every if source in ("", pair.source)]
    undecided = sum(not pair.standing for pair in every)
    needed = rules_of(Workspace.open(workspace_folder())).people_needed
    made = {"pairs": shown, "undecided": undecided, "source": source, "lanes": LANES, "needed": needed}
    return render(request, "linkage/queue.jinja", made | {"sources": sorted({pair.source for pair in every})})


@needs(Permission.DECIDE_LINKS)
@require_http_methods(["GET", "POST"])
def pair(request: ActingRequest, ref: str) -> HttpResponse:
    """Two records, one person?"""
    found = pairs.find(ref)
    if found is None:
        raise Http404
    acting = request.acting
    if request.method == "POST" and request.POST.get("verdict") in Verdict.values:
        verdict = Verdict(request.POST["verdict"])
        actions.decide(by=acting, person_id=found.person_id, pair=found, verdict=verdict)
        messages.success(request, f"Kept: {verdict.label.lower()}. It counts from the next linking on.")
        return redirect("link-quality") if found.drawn_from else redirect("review-pairs")
    people.saw(by=acting, person_ids=[found.person_id], did="compared two records")
    hidden = people.address_is_hidden(acting, found.person_id)
    made = {
        "pair": found,
        "lines": [line for line in pairs.side_by_side(found) if not (hidden and line.name in pairs.WHERE)],
        "address_hidden": hidden,
        "waterfall": pairs.waterfall(found),
        "verdicts": list(Verdict),
        "needed": rules_of(Workspace.open(workspace_folder())).people_needed,
        "lanes": LANES,
        "nothing_chosen": request.method == "POST",
    }
    return render(request, "linkage/pair.jinja", made)
