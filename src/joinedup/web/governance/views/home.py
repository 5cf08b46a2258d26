"""The first page, and the choice of the role to work in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods

from joinedup.web.governance import access_log, menu, roles_in_use
from joinedup.web.governance.access import signed_in
from joinedup.web.governance.acting import Acting, SignedInRequest
from joinedup.web.governance.models import Membership


@signed_in
@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """What this role can do here, and what has happened that it should know of."""
    acting = request.acting
    if acting is None:
        return redirect("choose-role")
    pages = [(page, page.news(acting) if page.news else "") for page in menu.pages_for(acting)]
    return render(request, "governance/home.jinja", {"pages": pages})


@signed_in
@require_http_methods(["GET", "POST"])
def choose_role(request: SignedInRequest) -> HttpResponse:
    """Several roles, one at a time: each request has one purpose."""
    held = roles_in_use.held(request.user.pk)
    if request.method == "POST":
        chosen = next((one for one in held if str(one.pk) == request.POST.get("membership")), None)
        if chosen:
            return _choose(request, chosen)
    asked = request.method == "POST"
    return render(request, "governance/choose-role.jinja", {"held": held, "nothing_chosen": asked})


def _choose(request: SignedInRequest, chosen: Membership) -> HttpResponse:
    roles_in_use.choose(request, chosen)
    by = Acting(chosen, roles_in_use.address(request))
    access_log.write(by=by, did="began to work in this role")
    after = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(after, {request.get_host()}, require_https=request.is_secure())
    return redirect(after if safe else "home")
