"""Aggregate feeds: published files about areas, shown next to figures made from records and never mixed with them."""

from joinedup.measures.feeds.feed import FeedError, FeedFile, FeedValue
from joinedup.measures.feeds.loading import LAYER, load_feed, read_feed

__all__ = ["LAYER", "FeedError", "FeedFile", "FeedValue", "load_feed", "read_feed"]
