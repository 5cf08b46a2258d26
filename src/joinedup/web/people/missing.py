"""What is missing from the data since when: said at the foot of every page, because no page is right without it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest

from joinedup.basics.errors import JoinedUpError
from joinedup.engine import Workspace, current_build

CODES = ("table-missing", "source-silent", "months-missing", "column-missing")


def on_every_page(request: HttpRequest) -> dict[str, Callable[[], list[str]]]:
    """For the layout, ``gaps_in_the_data()``: read when a page asks, and only for whoever acts in a role."""
    return {"gaps_in_the_data": lambda: gaps() if getattr(request, "acting", None) else []}


def gaps(tables: tuple[str, ...] = ()) -> list[str]:
    """In words, what the linked build that serves had to do without; of those extracts alone when some are named."""
    try:
        build = current_build(Workspace.open(settings.WORKSPACE), "linked") if settings.WORKSPACE else None
    except JoinedUpError:
        return []  # the page itself says what is wrong with the workspace
    found = build.about.get("findings", []) if build else []
    return [
        one["message"] for one in found if one["code"] in CODES and (not tables or one["where"].get("text") in tables)
    ]
