"""Published figures as the site reads them: what was loaded, and what stands beside a measure for a place.

They are public, so nothing of them is hidden; nothing of them enters a figure made from records.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from joinedup.engine import Connection, NothingBuiltError
from joinedup.measures.feeds import (
    FEEDS,
    LAYER,
    Beside,
    Feed,
    Figure,
    LoadedFile,
    PublishedArea,
    PublishedSeries,
    beside,
    loaded_files,
    published_areas,
    published_series,
    same_area,
)
from joinedup.web.design import charts
from joinedup.web.insight import published_drawn
from joinedup.web.insight.areas import Area
from joinedup.web.people.record import reading

TOLD_FOR = ("icb", "council", "district")
MOST = 3  # lines of the place's own organisations; England's is the fourth


@dataclass(frozen=True, slots=True)
class Shown:
    """One published figure for a place: chart and table, how it differs from the measure, and its files.

    ``chart`` is None when no file has the place.
    """

    feed: Feed
    figure: Figure
    differs: str
    chart: charts.Chart | None
    files: Sequence[LoadedFile]


@contextmanager
def published() -> Iterator[Connection | None]:
    """The tables of published figures; None before the first file is loaded."""
    try:
        with reading(LAYER) as opened:
            yield opened.connection if "feed_files" in opened.builds[LAYER].tables else None
    except NothingBuiltError:
        yield None


def beside_measure(measure_id: str, area: Area, around: Sequence[Area]) -> list[Shown]:
    """What is published that belongs next to the measure: for the place, else its organisations, and for England."""
    wanted = beside(measure_id)
    if not wanted:
        return []
    codes = _codes(area, around)
    with published() as connection:
        if connection is None:
            return [Shown(feed, figure, one.differs, None, ()) for one in wanted for feed, figure in [_of(one)]]
        files = loaded_files(connection)
        return [_shown(connection, *_of(one), one.category, one.differs, codes, files) for one in wanted]


def shown_for(connection: Connection, feed: Feed, figure: Figure, category: str, area: PublishedArea) -> Shown:
    """One figure of one area the file names, beside England's where the two are alike."""
    return _shown(connection, feed, figure, category, "", {area.code}, loaded_files(connection))


def default_area(areas: Sequence[PublishedArea], own: Sequence[Area]) -> PublishedArea | None:
    """The first that is one of the place's own, else England, else the first."""
    codes = {code for area in own for code in same_area(area.code)}
    mine = [area for area in areas if area.code in codes]
    england = [area for area in areas if area.kind == "england"]
    return next(iter([*mine, *england, *areas]), None)


def _of(one: Beside) -> tuple[Feed, Figure]:
    feed = FEEDS[one.feed]
    return feed, feed.figures[one.figure]


def _codes(area: Area, around: Sequence[Area]) -> set[str]:
    """The codes of the place, or, where nothing is published for its kind, of the organisations around it."""
    own = [area] if area.kind in TOLD_FOR else around
    return {code for one in own for code in same_area(one.code)}


def _shown(
    connection: Connection,
    feed: Feed,
    figure: Figure,
    category: str,
    differs: str,
    codes: set[str],
    files: Sequence[LoadedFile],
) -> Shown:
    areas = published_areas(connection, feed, figure)
    own = [area for area in areas if area.code in codes][:MOST]
    england = [area for area in areas if area.kind == "england" and (figure.alike or not own) and area not in own]
    found = [published_series(connection, feed, figure, area, category) for area in (*own, *england)]
    told = [one for one in found if one.points]
    marks = {mark for one in told for point in one.points for mark in point.files}
    return Shown(feed, figure, differs, _chart(told), [file for file in files if file.mark in marks])


def _chart(told: Sequence[PublishedSeries]) -> charts.Chart | None:
    return published_drawn.lines(told) if told else None
