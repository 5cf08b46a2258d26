"""A person's own account: roles held, password, second factor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from joinedup.web.governance import roles_in_use
from joinedup.web.governance.access import signed_in


@signed_in
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """What is kept about the one who is signed in, and what they can change."""
    held = roles_in_use.held(request.user.pk)  # type: ignore[arg-type]
    return render(request, "governance/account.jinja", {"held": held})
