"""The menu and the first page: each room offers its pages here, and a role sees those it may open.

A room calls ``offer`` in its ``AppConfig.ready``::

    menu.offer(menu.Page("Measures", "measures", Permission.READ_MEASURES, 30, "What moved, and is it real?"))

``news`` may be a function of ``Acting`` that returns one sentence for the first page ("3 people wait over 2 hours") or
an empty string.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from joinedup.governance.permissions import Permission
from joinedup.web.governance.acting import Acting


@dataclass(frozen=True, slots=True)
class Page:
    """One entry: its words, the name of its address, who may open it, its place, and the question it answers."""

    text: str
    url_name: str
    permission: Permission
    place: int
    question: str
    news: Callable[[Acting], str] | None = None
    in_menu: bool = True


_OFFERED: dict[str, Page] = {}


def offer(page: Page) -> None:
    """Add a page; offering the same address again replaces it."""
    _OFFERED[page.url_name] = page


def pages_for(acting: Acting) -> list[Page]:
    """The pages a role may open, in their order."""
    return sorted((page for page in _OFFERED.values() if acting.may(page.permission)), key=lambda page: page.place)


def items(acting: Acting, path: str) -> list[dict[str, object]]:
    """The menu as the layout draws it. The current page is the one whose address begins ``path``."""
    made = []
    for page in pages_for(acting):
        href = reverse(page.url_name)
        if page.in_menu:
            made.append({"text": page.text, "href": href, "current": path.startswith(href)})
    return made
