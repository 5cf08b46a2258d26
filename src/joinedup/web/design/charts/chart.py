"""What every chart is: a drawing, a sentence and a table."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Chart:
    """``summary`` says in a sentence what the drawing shows; ``head`` and ``rows`` are the same numbers as a table."""

    title: str
    summary: str
    svg: Markup
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    legend: Sequence[tuple[str, str]] = ()

    @property
    def id(self) -> str:
        """An anchor that is the same whenever the title is."""
        return identify(self.title)


def identify(title: str) -> str:
    """A short id made from a title."""
    return "chart-" + hashlib.sha256(title.encode("utf-8")).hexdigest()[:8]
