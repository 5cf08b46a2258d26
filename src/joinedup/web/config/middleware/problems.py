"""Problems in words: an error the product knows becomes a page that says what to do, never a traceback."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from joinedup.basics.errors import JoinedUpError
from joinedup.web.design.errors import problem_page
from joinedup.web.governance.access import refused
from joinedup.web.governance.acting import NotAllowed, SignedInRequest


class ProblemsInWords:
    """Turns ``NotAllowed`` into a 403 that is logged, and any other known problem into a 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: SignedInRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            return refused(request, exception)
        if isinstance(exception, JoinedUpError):
            return problem_page(request, exception, status=400)
        return None
