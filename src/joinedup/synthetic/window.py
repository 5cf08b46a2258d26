"""The three years that the county's extracts cover, and days as whole numbers since 1 January 1970."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl

from joinedup.synthetic.dice import Array, Dice

EPOCH = dt.date(1970, 1, 1)
YEAR = 365.25
NEVER = 60_000  # a day in 2134: later than anything that happens


@dataclass(frozen=True, slots=True)
class Window:
    """Three years of whole months; ``months`` holds the first and last day of each."""

    months: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """First day."""
        return self.months[0][0]

    @property
    def end(self) -> int:
        """Last day."""
        return self.months[-1][1]


def window_before(today: dt.date, years: int = 3) -> Window:
    """Full months up to the one before ``today``'s."""
    last = today.year * 12 + today.month - 1
    firsts = [dt.date(m // 12, m % 12 + 1, 1) for m in range(last - 12 * years, last + 1)]
    days = [day_of(first) for first in firsts]
    return Window(tuple((a, b - 1) for a, b in pairwise(days)))


def day_of(date: dt.date) -> int:
    """Days since 1 January 1970."""
    return (date - EPOCH).days


def date_of(day: int) -> dt.date:
    """The date of a day number."""
    return EPOCH + dt.timedelta(days=int(day))


def month_number(day: int) -> int:
    """1 to 12."""
    return date_of(day).month


def weekday(days: Array) -> Array:
    """0 for Monday to 6 for Sunday."""
    return np.asarray((np.asarray(days) + 3) % 7)


def dates(days: Array, known: Array | None = None) -> pl.Series:
    """A date column; NEVER and unknown days are empty."""
    known = np.asarray(days) < NEVER if known is None else known & (np.asarray(days) < NEVER)
    column = pl.Series(np.asarray(days, dtype=np.int32)).cast(pl.Date)
    return (
        column
        if known.all()
        else column.zip_with(pl.Series(known), pl.Series([None], dtype=pl.Date).new_from_index(0, len(column)))
    )


def days_between(dice: Dice, first: int, last: int, week: Array, size: int) -> Array:
    """``size`` days from ``first`` to ``last``, drawn with a weight for each day of the week."""
    days = np.arange(first, last + 1)
    heap = np.cumsum(np.asarray(week)[weekday(days)])
    drawn = np.searchsorted(heap, dice.random(size) * heap[-1], side="right").clip(0, len(days) - 1)
    return np.asarray(days[drawn].astype(np.int32))


def to_working_day(days: Array) -> Array:
    """Saturdays and Sundays put off to Monday."""
    ahead = np.array([0, 0, 0, 0, 0, 2, 1])
    return np.asarray((days + ahead[weekday(days)]).astype(np.int32))
