"""Nobody fills the disk: how much may be sent is judged before any of it is read."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from joinedup.basics.errors import JoinedUpError
from joinedup.web.design.errors import problem_page

OF_THOSE_SIGNED_IN = 201 * 1024 * 1024
OF_ANYBODY = 1024 * 1024


class TooMuchSentError(JoinedUpError):
    """More was sent than any page takes."""

    code = "site.too-much-sent"


class NotTooMuch:
    """Refuses what is larger than the largest file a page takes; of those not signed in, larger than any form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        most = OF_THOSE_SIGNED_IN if request.user.is_authenticated else OF_ANYBODY
        said = request.META.get("CONTENT_LENGTH") or "0"
        if not said.isdecimal() or len(said) > 12 or int(said) > most:
            problem = TooMuchSentError(
                "More was sent than a page takes.", "Send a smaller file, or use 'joinedup intake' for a large one."
            )
            return problem_page(request, problem, status=413)
        return self.get_response(request)
