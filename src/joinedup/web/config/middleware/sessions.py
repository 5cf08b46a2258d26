"""Sessions end: after a while without use, and after twelve hours in any case."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase

BEGAN, SEEN = "began", "seen"
NOTICED_EVERY = 60
"""Seconds: a busy session is not written at every request."""


class SessionsEnd:
    """Signs a person out when the session is too old or was left alone too long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            if _is_over(request, time.time()):
                logout(request)
                request.session["ended"] = True
            else:
                _notice(request, time.time())
        return self.get_response(request)


def _is_over(request: HttpRequest, now: float) -> bool:
    session = request.session
    idle = now - session.get(SEEN, now) > settings.SESSION_IDLE_SECONDS
    return bool(idle or now - session.get(BEGAN, now) > settings.SESSION_LONGEST_SECONDS)


def _notice(request: HttpRequest, now: float) -> None:
    session = request.session
    session.setdefault(BEGAN, now)
    if now - session.get(SEEN, 0) > NOTICED_EVERY:
        session[SEEN] = now
