"""What a published, aggregate file holds once it is read: values of areas, never of people."""

import datetime as dt
from dataclasses import dataclass

from joinedup.basics.errors import JoinedUpError
from joinedup.basics.finding import Finding


class FeedError(JoinedUpError):
    """A file that is none of the published files that can be read."""

    code = "feed"


@dataclass(frozen=True, slots=True)
class FeedValue:
    """One figure of one area and period. ``value`` None means that the area submitted nothing: it is not nought.

    ``start`` is the first day of the period and ``end`` the first day after it.
    """

    feed: str
    figure: str
    category: str
    area_kind: str
    area_code: str
    area_name: str
    start: dt.date
    end: dt.date
    value: float | None


@dataclass(frozen=True, slots=True)
class FeedFile:
    """One file read: which feed it is, the period it is about, its values, and what is odd in it.

    ``edition`` and ``published`` are what the file, or whoever loads it, says of itself; empty when nobody does.
    """

    feed: str
    title: str
    file: str
    values: tuple[FeedValue, ...]
    findings: tuple[Finding, ...]
    edition: str = ""
    published: dt.date | None = None

    @property
    def period(self) -> tuple[dt.date, dt.date]:
        """First day, and first day after the last."""
        return min(value.start for value in self.values), max(value.end for value in self.values)
