"""Pages for when something goes wrong. Each says what happened and what to do; none names a person."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from joinedup.basics.errors import JoinedUpError


def problem_page(request: HttpRequest, problem: JoinedUpError, status: int) -> HttpResponse:
    """A problem the product knows, in its own words, with its stable code."""
    return render(request, "design/errors/problem.jinja", {"problem": problem}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent what no form here sends."""
    return render(request, "design/errors/400.jinja", status=400)


def not_allowed(request: HttpRequest, exception: Exception | None = None, give_reason: str = "") -> HttpResponse:
    """403: the page exists, but not for this role. ``give_reason`` is where a reason may open it."""
    context = {"reason": str(exception) if exception else "", "give_reason": give_reason}
    return render(request, "design/errors/403.jinja", context, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or nothing there that this role may know of."""
    return render(request, "design/errors/404.jinja", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault. Rendered without asking who is signed in, so that it works when the database does not."""
    return render(None, "design/errors/500.jinja", {"plain": True}, status=500)


def form_too_old(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    """403 for a form that was open too long or did not come from this site."""
    return render(request, "design/errors/form-too-old.jinja", status=403)
