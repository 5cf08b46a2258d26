"""The desk is brought in step with a new linked build before the first page that could show it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from joinedup.web.maintenance.following import follow
from joinedup.web.people.record import workspace_folder


class DeskFollows:
    """Compares the pointer to the build with the one followed last; mostly they are the same, and nothing is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._followed: tuple[str, str] | None = None

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        serving = self._serving()
        if serving is not None and serving != self._followed:
            follow()
            self._followed = serving
        return self.get_response(request)

    def _serving(self) -> tuple[str, str] | None:
        """Workspace and build; the pointer alone is read."""
        if not settings.WORKSPACE:
            return None
        root = workspace_folder()
        try:
            return str(root), (root / "builds" / "linked" / "current").read_text("utf-8").strip()
        except OSError:
            return None
