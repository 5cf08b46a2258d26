"""The three days on which people are looked at, and how far back and forward each source reaches."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.engine import Connection
from joinedup.risk.errors import TooLittleHistoryError
from joinedup.risk.reads import EVENT_DATES

YEAR = dt.timedelta(days=365)
LEAST_LOOK_BACK = 90  # days of stays before the fitting date; with less, the model sees almost nobody's past
STALE_AFTER = 45  # days; extracts come monthly, so a source quieter than this has missed a month


@dataclass(frozen=True, slots=True)
class History:
    """The first and last day of a source. The first is that of the first month with a usual number of rows."""

    table: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class IndexDates:
    """Fitted two years ago on the year that followed; judged one year ago on the year that followed; scored now."""

    fitted: dt.date
    judged: dt.date
    now: dt.date

    def look_back(self, history: History) -> int:
        """How many days before the fitting date a source reaches; a window longer than that taught nothing."""
        return (self.fitted - history.first).days


def histories(connection: Connection, before: dt.date, empty: Iterable[str]) -> dict[str, History]:
    """Table → its history, of rows dated before ``before``; a table with no such rows is left out."""
    read = [table for table in EVENT_DATES if table not in set(empty)]
    found = ((table, _history(connection, table, before)) for table in read)
    return {table: history for table, history in found if history is not None}


def index_dates(stays: History | None) -> IndexDates:
    """The days to look at people, from the history of hospital stays: now is the day after the last admission.

    Raises TooLittleHistoryError when two years of outcomes and ``LEAST_LOOK_BACK`` days before them are not there.
    """
    if stays is None:
        raise TooLittleHistoryError(0, 2 * YEAR.days + LEAST_LOOK_BACK)
    now = stays.last + dt.timedelta(days=1)
    dates = IndexDates(now - 2 * YEAR, now - YEAR, now)
    if dates.look_back(stays) < LEAST_LOOK_BACK:
        raise TooLittleHistoryError((now - stays.first).days, 2 * YEAR.days + LEAST_LOOK_BACK)
    return dates


def stale(found: Iterable[History], now: dt.date) -> list[Finding]:
    """A finding for each source that stops well before the index date."""
    return [_gone_quiet(history, now) for history in found if (now - history.last).days > STALE_AFTER]


def _gone_quiet(history: History, now: dt.date) -> Finding:
    return Finding(
        "risk-source-stale",
        Severity.WARNING,
        f"{history.table.replace('_', ' ').capitalize()} stop on {history.last:%-d %B %Y}, "
        f"{(now - history.last).days} days before people are scored: recent events of that kind are missing.",
        "Load the missing months of that source, link again, then score.",
        Where(field=history.table),
    )


def _history(connection: Connection, table: str, before: dt.date) -> History | None:
    day = f'"{EVENT_DATES[table]}"::date'
    months = f"""
        with days as (select {day} as day, count(*) as times from "{table}" group by 1),
        months as (
            select sum(times) as times, min(day) as first, max(day) as last
            from days where day < date '{before.isoformat()}' group by date_trunc('month', day)
        )
        select min(first) filter (times >= usual / 5), max(last)
        from months, (select median(times) as usual from months)
    """  # noqa: S608 - the names are ours
    row = connection.execute(months).fetchone()
    return History(table, row[0], row[1]) if row and row[0] is not None else None
