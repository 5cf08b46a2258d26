"""What a measure is that nobody can count from records: its words, its feed, and what it must not be compared with."""

from dataclasses import dataclass

from joinedup.measures.feeds.catalogue import FEEDS, Feed, Figure
from joinedup.measures.measure import Direction


@dataclass(frozen=True, slots=True)
class PublishedMeasure:
    """One measure taken from a figure of a published feed. The words mean what they mean on ``Measure``."""

    id: str
    title: str
    words: str
    numerator: str
    denominator: str
    population: str
    direction: Direction
    unit: str
    period: str
    source: str
    feed_id: str
    figure_name: str
    family: str
    version: str = "1"
    breaks: tuple[str, ...] = ()
    not_comparable_with: tuple[str, ...] = ()
    verified: bool = True

    @property
    def feed(self) -> Feed:
        """The published file it comes from."""
        return FEEDS[self.feed_id]

    @property
    def figure(self) -> Figure:
        """The figure of that file."""
        return self.feed.figures[self.figure_name]
