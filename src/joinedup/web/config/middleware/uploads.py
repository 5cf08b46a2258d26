"""Nobody fills the disk, and nothing is looked up that cannot be kept.

How much may be sent is judged before any of it is read. A NUL letter, which PostgreSQL keeps nowhere and no keyboard
types, and a reference longer than any there is, are turned away before a page asks the desk about them.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from joinedup.basics.errors import JoinedUpError
from joinedup.web.design.errors import not_found, problem_page

OF_THOSE_SIGNED_IN = 201 * 1024 * 1024
OF_ANYBODY = 1024 * 1024


LONGEST = {"person_id": 64}
LONGEST_OF_OTHERS = 200
"""Letters of one part of an address."""


class StrangeLettersError(JoinedUpError):
    """Letters that no page sends."""

    code = "site.strange-letters"


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

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """After the form's own token was checked, before the page asks who may open it."""
        parts = [(name, value) for name, value in kwargs.items() if isinstance(value, str)]
        if any("\0" in value or len(value) > LONGEST.get(name, LONGEST_OF_OTHERS) for name, value in parts):
            return not_found(request)
        if any("\0" in word for word in _words(request)):
            problem = StrangeLettersError("Something that was sent holds letters no page sends.", "Type it anew.")
            return problem_page(request, problem, status=400)
        return None


def _words(request: HttpRequest) -> Iterator[str]:
    """Every name and value of an address and of a form; files are not among them."""
    for sent in (request.GET, request.POST):
        for name, values in sent.lists():
            yield from (str(name), *map(str, values))
