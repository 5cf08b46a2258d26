"""What was loaded, and one published figure of one area over time: from the tables of a ``feeds`` build."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

from joinedup.basics.finding import Finding
from joinedup.engine import Connection
from joinedup.measures.feeds.boards import board_name
from joinedup.measures.feeds.catalogue import By, Feed, Figure


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """One file: what it says of itself, when it was loaded, the days it is about, and what was odd in it.

    ``end`` is the first day after the last. ``standing`` of its ``figures`` were not replaced by a later file.
    """

    mark: str
    file: str
    feed: str
    edition: str
    published: dt.date | None
    loaded_at: dt.datetime
    start: dt.date
    end: dt.date
    figures: int
    not_submitted: int
    standing: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PublishedArea:
    """An area as the file names it, and the categories by which a figure is told for it."""

    kind: str
    code: str
    name: str
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedPoint:
    """One period; ``end`` is the first day after it. ``value`` None: nothing was submitted, which is not nought.

    For a figure told by the day, ``not_submitted`` of the ``told`` days are missing from the mean.
    """

    start: dt.date
    end: dt.date
    value: float | None
    lower: float | None
    upper: float | None
    count: float | None
    out_of: float | None
    not_submitted: int
    told: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedSeries:
    """Points in time order."""

    feed: Feed
    figure: Figure
    category: str
    area: PublishedArea
    points: tuple[PublishedPoint, ...]


def loaded_files(connection: Connection) -> list[LoadedFile]:
    """Every file ever loaded, newest first; needs ``feed_files`` and ``feed_values`` open on the connection."""
    rows = connection.execute(_sql("loaded")).fetchall()
    found = [LoadedFile(*(*row[:-1], _findings(row[-1]))) for row in rows]
    return [replace(one, loaded_at=one.loaded_at.replace(tzinfo=dt.UTC)) for one in found]


def gaps(connection: Connection) -> dict[str, list[tuple[dt.date, dt.date]]]:
    """Feed → stretches inside its periods about which nobody told anything: first day, and first day after."""
    found: dict[str, list[tuple[dt.date, dt.date]]] = {}
    for feed, start, end in connection.execute(_sql("gaps")).fetchall():
        found.setdefault(feed, []).append((start, end))
    return found


def told_figures(connection: Connection, feed: Feed) -> list[Figure]:
    """The figures of the feed about which anything was loaded, in its own order."""
    rows = connection.execute("select distinct figure from feed_values where feed = ?", [feed.id]).fetchall()
    told = {name for (name,) in rows}
    return [figure for name, figure in feed.figures.items() if name in told]


def published_areas(connection: Connection, feed: Feed, figure: Figure) -> list[PublishedArea]:
    """The areas for which the figure was ever told, by kind and name."""
    rows = connection.execute(_sql("areas"), {"feed": feed.id, "figure": figure.name}).fetchall()
    found = [PublishedArea(kind, code, _called(code, name), tuple(split)) for kind, code, name, split in rows]
    return sorted(found, key=lambda area: (area.kind, area.name))


def published_series(
    connection: Connection, feed: Feed, figure: Figure, area: PublishedArea, category: str = ""
) -> PublishedSeries:
    """One figure of one area over time; a figure told by the day as the mean of each month's days."""
    asked = {
        "feed": feed.id,
        "category": category,
        "area_kind": area.kind,
        "area_code": area.code,
        "daily": figure.by is By.DAY,
        "figure": figure.name,
        "lower": figure.lower,
        "upper": figure.upper,
        "count": figure.count,
        "out_of": figure.out_of,
    }
    rows = connection.execute(_sql("series"), asked).fetchall()
    points = tuple(PublishedPoint(*(*row[:-1], tuple(row[-1]))) for row in rows)
    return PublishedSeries(feed, figure, category, area, points)


def _called(code: str, name: str) -> str:
    """A board by its name where the file has only its code; England as people write it."""
    return "England" if name == "ENGLAND" else board_name(code) or name


def _findings(stored: str) -> tuple[Finding, ...]:
    told: list[Mapping[str, Any]] = json.loads(stored)
    return tuple(Finding.from_dict(dict(one)) for one in told)


def _sql(name: str) -> str:
    return files("joinedup.measures.feeds").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
