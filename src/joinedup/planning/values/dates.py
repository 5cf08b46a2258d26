"""Dates as plans write them: 16Jan 2014, 28 th March 2014, 28/01/2014, Spring 2015, Q1 2015, 2015/16, end of 2018."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower()[:3]: number for name, number in list(_MONTHS.items())}
_MONTHS["sept"] = 9
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAYS = "|".join(f"{name}|{name[:3]}" for name in calendar.day_name)
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}
_WEEKDAY = rf"(?:(?P<weekday>{_DAYS})[a-z]*,?\s+(?:the\s+)?)?"
_PATTERNS = [
    (
        "day",
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})\s*(?:st|nd|rd|th)?\s*(?:of\s+)?(?P<month>{_MONTH})\.?,?\s*(?P<year>\d{{4}})",
    ),
    ("day", rf"{_WEEKDAY}(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"),
    ("day", rf"(?P<day>\d{{1,2}})[ \-/](?P<month>{_MONTH})[ \-/](?P<year>\d{{4}}|\d{{2}})(?!\d)"),
    ("day", r"(?P<day>\d{1,2})\s?[/.\-]\s?(?P<nmonth>\d{1,2})\s?[/.\-]\s?(?P<year>\d{4}|\d{2})(?![\d/])"),
    ("day", r"(?P<year>\d{4})-(?P<nmonth>\d{2})-(?P<day>\d{2})(?!\d)"),
    ("month", rf"(?P<month>{_MONTH})\.?,?\s+(?P<year>\d{{4}})"),
    ("season", r"(?P<season>spring|summer|autumn|winter)\s*(?:of\s+)?(?P<year>\d{4})"),
    ("quarter", r"(?:q|quarter\s?)(?P<quarter>[1-4])\s*(?:of\s+)?(?P<year>\d{4})(?P<fy>\s?[/\-–]\s?\d{2,4})?"),
    ("financial-year", r"(?P<year>\d{4})\s?[/\-–]\s?(?P<next>\d{4}|\d{2})(?!\d|\s?[/\-–]\s?\d)"),
    ("year", r"(?P<year>(?:19|20)\d{2})(?!\d|[,.]\d)"),
]
_ANY = [
    (precision, re.compile(rf"(?<![\w£/]){pattern}(?![A-Za-z])", re.IGNORECASE)) for precision, pattern in _PATTERNS
]


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """The days from ``first`` to ``last`` that the words may mean. ``precision`` is day, month, season, quarter,
    financial-year or year; ``possible`` is False for a day no calendar has (31 February), whose month is then given."""

    first: dt.date
    last: dt.date
    precision: str
    weekday: str | None = None
    possible: bool = True

    @property
    def weekday_fits(self) -> bool:
        """False when a weekday was written and the date falls on another."""
        return self.weekday is None or self.first.strftime("%a").lower() == self.weekday[:3].lower()

    def to_dict(self) -> dict[str, object]:
        """JSON-ready."""
        return {
            "kind": "date",
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "precision": self.precision,
            "weekday": self.weekday,
            "possible": self.possible,
        }


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date and the characters of the text it was read from."""

    date: FuzzyDate
    start: int
    end: int


def dates_in(text: str) -> list[DateFound]:
    """Every date of ``text`` in order; where two readings overlap the more exact one stands."""
    taken: list[DateFound] = []
    for precision, pattern in _ANY:
        for match in pattern.finditer(text):
            date = _date(precision, match)
            if date and not any(match.start() < found.end and found.start < match.end() for found in taken):
                taken.append(DateFound(date, match.start(), match.end()))
    return sorted(taken, key=lambda found: found.start)


def parse_date(text: str) -> FuzzyDate | None:
    """The first date of ``text``, or None."""
    found = dates_in(text)
    return found[0].date if found else None


def _date(precision: str, match: re.Match[str]) -> FuzzyDate | None:
    parts = match.groupdict()
    year = int(parts["year"])
    year += 2000 if year < 100 else 0
    if not 1900 <= year <= 2199:
        return None
    if precision == "day":
        return _day(year, parts)
    if precision == "financial-year" and int(parts["next"]) % 100 != (year + 1) % 100:
        return None
    first, count = _span(precision, parts)
    return _months(year, first, count, precision)


def _span(precision: str, parts: dict[str, str]) -> tuple[int, int]:
    """The first month (may run past December) and the number of months."""
    if precision == "month":
        return _MONTHS[parts["month"].lower()], 1
    if precision == "season":
        first, last = _SEASONS[parts["season"].lower()]
        return first, last - first + 1
    if precision == "quarter":
        return 3 * (int(parts["quarter"]) - 1) + (4 if parts["fy"] else 1), 3
    return (4, 12) if precision == "financial-year" else (1, 12)


def _day(year: int, parts: dict[str, str | None]) -> FuzzyDate | None:
    month = int(parts.get("nmonth") or 0) or _MONTHS.get((parts.get("month") or "").lower(), 0)
    day, weekday = int(parts["day"] or 0), parts.get("weekday")
    try:
        exact = dt.date(year, month, day)
    except ValueError:
        if len(parts["year"] or "") < 4 and parts.get("nmonth"):  # 14/15/16 is a run of years, not a day
            return None
        whole = _months(year, month, 1, "day") if 1 <= month <= 12 else _months(year, 1, 12, "day")
        return FuzzyDate(whole.first, whole.last, "day", weekday, possible=False)
    return FuzzyDate(exact, exact, "day", weekday)


def _months(year: int, first: int, count: int, precision: str) -> FuzzyDate:
    start = dt.date(year + (first - 1) // 12, (first - 1) % 12 + 1, 1)
    after = first - 1 + count
    end = dt.date(year + after // 12, after % 12 + 1, 1) - dt.timedelta(days=1)
    return FuzzyDate(start, end, precision)
