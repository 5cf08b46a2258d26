"""Months, quarters and financial years, as the NHS and councils count them (a year starts on 1 April)."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole days from ``start`` up to, not including, ``end``."""

    start: dt.date
    end: dt.date
    name: str

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> str:
        """As it is said: 2024-04 → April 2024; quarters and years as they are named."""
        return f"{self.start:%B %Y}" if self.name == f"{self.start:%Y-%m}" else self.name

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.end - self.start).days


def month(year: int, number: int) -> Period:
    """A calendar month, named like 2024-04."""
    return Period(dt.date(year, number, 1), _months_on(year, number, 1), f"{year:04d}-{number:02d}")


def quarter(financial_year: int, number: int) -> Period:
    """Quarter 1 to 4 of the financial year that starts in April ``financial_year``, named like 2024/25 Q1."""
    if number not in (1, 2, 3, 4):
        raise ValueError("a quarter is 1, 2, 3 or 4")
    first = 4 + 3 * (number - 1)
    year, start_month = financial_year + (first - 1) // 12, (first - 1) % 12 + 1
    name = f"{financial_year_name(financial_year)} Q{number}"
    return Period(dt.date(year, start_month, 1), _months_on(year, start_month, 3), name)


def financial_year(start_year: int) -> Period:
    """1 April to 31 March, named like 2024/25."""
    name = financial_year_name(start_year)
    return Period(dt.date(start_year, 4, 1), dt.date(start_year + 1, 4, 1), name)


def financial_year_name(start_year: int) -> str:
    """2024 → 2024/25."""
    return f"{start_year:04d}/{(start_year + 1) % 100:02d}"


def _months_on(year: int, number: int, months: int) -> dt.date:
    ahead = number - 1 + months
    return dt.date(year + ahead // 12, ahead % 12 + 1, 1)
