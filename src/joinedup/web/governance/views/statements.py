"""Two pages for everybody: accessibility, and how data is protected."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from joinedup.governance.purposes import Purpose
from joinedup.governance.roles import ROLES
from joinedup.web.governance.access import public


@public
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "governance/accessibility.jinja")


@public
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """Purposes and roles, made from the code that enforces them."""
    return render(request, "governance/privacy.jinja", {"purposes": list(Purpose), "roles": ROLES.values()})
