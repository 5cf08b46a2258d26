"""Aggregate feeds: published files about areas, shown next to figures made from records and never mixed with them."""

from joinedup.measures.feeds.beside import BESIDE, Beside, beside
from joinedup.measures.feeds.boards import same_area
from joinedup.measures.feeds.catalogue import FEEDS, By, Feed, Figure
from joinedup.measures.feeds.feed import FeedError, FeedFile, FeedValue
from joinedup.measures.feeds.loading import LAYER, load_feed, read_feed
from joinedup.measures.feeds.reading import (
    LoadedFile,
    PublishedArea,
    PublishedPoint,
    PublishedSeries,
    gaps,
    loaded_files,
    published_areas,
    published_series,
    told_figures,
)

__all__ = [
    "BESIDE",
    "FEEDS",
    "LAYER",
    "Beside",
    "By",
    "Feed",
    "FeedError",
    "FeedFile",
    "FeedValue",
    "Figure",
    "LoadedFile",
    "PublishedArea",
    "PublishedPoint",
    "PublishedSeries",
    "beside",
    "gaps",
    "load_feed",
    "loaded_files",
    "published_areas",
    "published_series",
    "read_feed",
    "same_area",
    "told_figures",
]
