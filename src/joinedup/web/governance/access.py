"""Who may open a page. Every page says so in one line; a page that does not is opened by nobody.

- ``@needs(Permission.READ_PLAN)``: signed in, in a role that has the permission;
- ``@signed_in``: signed in, in any role or none (choosing a role, changing a password);
- ``@public``: anybody (sign-in itself, the accessibility statement).

Behind ``@needs``, ``request.acting`` is set: who, in which role, at which organisation, for which purpose. Whether a
*person's* record may be opened is a second question: ``people.open_record``.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.web.accounts import second_factor
from joinedup.web.design.errors import not_allowed
from joinedup.web.governance import access_log, roles_in_use
from joinedup.web.governance.acting import NotAllowed, SignedInRequest

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC, SIGNED_IN = "public", "signed in"
UNDECLARED = "This page does not say who may open it, so nobody may."


def needs(permission: Permission) -> Callable[[View], View]:
    """Declare that a view, or a class of views, is for roles with this permission."""

    def declare(view: View) -> View:
        view.open_to = permission  # type: ignore[attr-defined]
        return view

    return declare


def signed_in(view: View) -> View:
    """Declare that a view is for anybody signed in."""
    view.open_to = SIGNED_IN  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Declare that a view is for everybody."""
    view.open_to = PUBLIC  # type: ignore[attr-defined]
    return view


def declared(view: Callable[..., Any]) -> Permission | str | None:
    """What a view says of itself; None when it says nothing."""
    return getattr(view, "open_to", None) or getattr(getattr(view, "view_class", None), "open_to", None)


def check(request: HttpRequest, view: Callable[..., Any]) -> HttpResponseBase | None:
    """None when the page may be opened; otherwise what is sent in its place. Sets ``request.acting`` and ``menu``."""
    said = declared(view)
    asked = cast(SignedInRequest, request)
    asked.acting, asked.menu = None, []
    if said == PUBLIC:
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL) if said else not_allowed(request)
    roles_in_use.set_on(asked)
    if said == SIGNED_IN:
        return None
    return _check_role(asked, said)


def refused(request: SignedInRequest, problem: NotAllowed) -> HttpResponse:
    """The 403 page, once the refusal is written down."""
    write_refusal(request, problem)
    give_reason = reverse("open-closed", args=[problem.person_id]) if problem.may_give_reason else ""
    return not_allowed(request, problem, give_reason)


def write_refusal(request: SignedInRequest, problem: JoinedUpError, about: str = "") -> None:
    """For pages that say on the page itself why something is not allowed. Other problems are no refusals."""
    if isinstance(problem, NotAllowed):
        access_log.write(
            by=request.acting or request.user,
            did=f"was refused{about}",
            person_id=problem.person_id,
            allowed=False,
            because=problem.message,
            came_from=roles_in_use.address(request),
        )


def _check_role(request: SignedInRequest, said: Permission | str | None) -> HttpResponseBase | None:
    acting = request.acting
    if not isinstance(said, Permission):
        return refused(request, NotAllowed(UNDECLARED))
    if second_factor.is_missing(request):
        return redirect_to_login(request.get_full_path(), second_factor.page_for(request))
    if acting is None:
        return redirect("choose-role")
    if not acting.may(said):
        return refused(request, NotAllowed(f"As {acting.role.name.lower()} you may not {said.value}."))
    return None
