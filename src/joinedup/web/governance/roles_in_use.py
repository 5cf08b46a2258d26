"""The one role a signed-in person works in now: chosen on a page, kept in the session, looked up at every request.

It is looked up each time, so ending a role, closing an account or closing an organisation works at the next request.
"""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from joinedup.web.accounts import provider
from joinedup.web.governance import menu
from joinedup.web.governance.acting import Acting, SignedInRequest
from joinedup.web.governance.models import Membership

CHOSEN = "membership"


def held(user_id: int) -> list[Membership]:
    """The roles a person holds today."""
    found = Membership.objects.held_on(timezone.localdate()).filter(user_id=user_id)
    return list(found.select_related("organisation", "user"))


def set_on(request: SignedInRequest) -> None:
    """Set ``request.acting`` (None when no role is chosen or held) and the menu that goes with it."""
    all_held = held(request.user.pk)
    chosen = next((one for one in all_held if one.pk == request.session.get(CHOSEN)), None)
    chosen = chosen or _only(all_held) or _only(_where_they_came_from(request, all_held))
    request.acting = Acting(chosen, address(request)) if chosen else None
    request.menu = menu.items(request.acting, request.path) if request.acting else []


def choose(request: HttpRequest, membership: Membership) -> None:
    """Work in this role from now on. A new session key, since the rights of the session change."""
    request.session.cycle_key()
    request.session[CHOSEN] = membership.pk


def _only(some: list[Membership]) -> Membership | None:
    return some[0] if len(some) == 1 else None


def _where_they_came_from(request: HttpRequest, all_held: list[Membership]) -> list[Membership]:
    """Held at the organisation of the role chosen at the provider. That choice picks among roles; it grants none."""
    came = provider.how(request)
    return [one for one in all_held if came and came.organisation and one.organisation.code == came.organisation]


def address(request: HttpRequest) -> str:
    """Where the request came from: the address the outermost trusted proxy saw."""
    proxies = settings.ENVIRONMENT.proxies
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if proxies and len(passed) >= proxies:
        return passed[-proxies][:60]
    return str(request.META.get("REMOTE_ADDR", ""))[:60]
