"""Every published file that can be loaded: who publishes it, how to get it, and what each of its figures is.

A figure's values are shown as they were published. One that is told by the day is shown by the month, as the mean of
the days for which something was submitted; nothing else is worked out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from joinedup.measures.feeds import discharge_sitrep as sitrep
from joinedup.measures.feeds import fingertips
from joinedup.measures.feeds import patient_experience as survey
from joinedup.measures.feeds.published_tables import TABLES


class By(StrEnum):
    """How often a figure is told."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a feed, and under which names the same file holds its limits and what it was made from.

    ``alike``: areas of any size can be laid side by side (a rate or a per cent, not a count).
    """

    name: str
    unit: str
    by: By
    alike: bool = False
    lower: str = ""
    upper: str = ""
    count: str = ""
    out_of: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """One kind of published file. ``get`` says in a sentence how to come by it."""

    id: str
    title: str
    publisher: str
    get: str
    figures: Mapping[str, Figure]


def _named(figures: Iterable[Figure]) -> dict[str, Figure]:
    return {figure.name: figure for figure in figures}


def _table(feed: str, publisher: str, get: str, unit: str, by: By, *, alike: bool = False) -> Feed:
    table = next(table for table in TABLES if table.feed == feed)
    figures = _named(Figure(words, unit or words, by, alike) for words in table.figures.values())
    columns = ", ".join(name for name in sorted(table.columns) if name)
    return Feed(feed, table.title, publisher, f"{get} A CSV file with the columns {columns}.", figures)


def _indicator(indicator: fingertips.Indicator) -> Figure:
    name = indicator.words
    return Figure(
        name,
        "for each 100,000 people" if indicator.rate else "per cent",
        By.YEAR,
        alike=True,
        lower=name + fingertips.LOWER,
        upper=name + fingertips.UPPER,
        count=name + fingertips.COUNT,
        out_of=name + fingertips.OUT_OF,
    )


_SITREP = Feed(
    sitrep.FEED,
    sitrep.TITLE,
    "NHS England",
    "From the statistics pages of NHS England, one workbook a month (.xlsx), unchanged.",
    _named(
        [
            Figure(sitrep.NOT_MEETING, "patients a day", By.DAY),
            Figure(sitrep.DISCHARGED, "patients a day", By.DAY),
            Figure(sitrep.REMAINING, "patients a day", By.DAY),
            Figure(sitrep.BED_DAYS, "bed-days, on one day a week", By.WEEK),
            Figure(sitrep.BY_PATHWAY, "discharges in the month", By.MONTH),
            Figure(sitrep.BY_REASON, "people a day", By.MONTH),
        ]
    ),
)
_SURVEY = Feed(
    survey.FEED,
    survey.TITLE,
    "NHS England, GP Patient Survey",
    "The weighted answers by area, as a CSV file with the columns " + ", ".join(sorted(survey.COLUMNS)) + ".",
    _named([Figure(survey.SUPPORTED, "per cent", By.YEAR, alike=True, lower=survey.LOWER, upper=survey.UPPER)]),
)
_FINGERTIPS = Feed(
    fingertips.FEED,
    fingertips.TITLE,
    "Office for Health Improvement and Disparities",
    "Counts by area, as a CSV file with the columns " + ", ".join(sorted(fingertips.COLUMNS)) + ".",
    _named(map(_indicator, fingertips.INDICATORS.values())),
)
FEEDS: Mapping[str, Feed] = {
    feed.id: feed
    for feed in (
        _SITREP,
        _table(
            "care-home-rates",
            "NHS England, Adult Social Care Outcomes Framework",
            "From the framework's yearly release.",
            "admissions for each 100,000 people of 65 and over",
            By.YEAR,
            alike=True,
        ),
        _table("emergency-by-board", "NHS England", "From the statistics pages of NHS England.", "", By.MONTH),
        _FINGERTIPS,
        _SURVEY,
        _table("delayed-transfers-england", "NHS England", "The collection ended in 2020.", "days", By.MONTH),
    )
}
