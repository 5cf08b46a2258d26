"""Counts and denominators of public health indicators, as Fingertips publishes them (OHID).

Of each area and year: how many, out of how many, and the rate or per cent with its 95 % limits. Two of the four
indicators are published standardised by age or case mix, which the counts cannot give back: theirs are crude here, and
their words say so.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.measures.feeds.feed import FeedError, FeedFile, FeedValue
from joinedup.measures.feeds.published_tables import header_of, number_of, period_of, rows_of
from joinedup.measures.intervals import Z95, wilson

FEED = "fingertips"
TITLE = "Falls, readmissions, dementia and diabetes registers (Fingertips)"
COLUMNS = frozenset({"area_code", "area_name", "indicator_id", "sex", "period", "count", "denominator"})
LOWER, UPPER, COUNT, OUT_OF = ", lower 95 % limit", ", upper 95 % limit", ", count", ", out of"


@dataclass(frozen=True, slots=True)
class Indicator:
    """Its words, and whether it is a rate for each 100,000 (Byar) or a per cent (Wilson)."""

    words: str
    rate: bool


INDICATORS: Mapping[str, Indicator] = {
    "22401": Indicator("emergency admissions after a fall, 65+, crude rate", rate=True),
    "41101": Indicator("emergency readmissions within 30 days, crude per cent", rate=False),
    "241": Indicator("diabetes register, 17+", rate=False),
    "247": Indicator("dementia register, all ages", rate=False),
}
_KINDS = {"E92": "england", "E12": "region", "E54": "icb", "E07": "district"} | dict.fromkeys(
    ("E06", "E08", "E09", "E10"), "council"
)


def is_fingertips(path: Path) -> bool:
    """Whether the file has the columns of counts and denominators by indicator."""
    return header_of(path) >= COLUMNS


def read_fingertips(path: Path) -> FeedFile:
    """Every known indicator by area, sex and year. Raises FeedError at a cell that is no number, or with none known."""
    unknown: set[str] = set()
    values = [value for number, row in rows_of(path) for value in _values(row, number, path, unknown)]
    if not values:
        raise FeedError(
            f"{path.name} has none of the indicators that can be read.",
            f"Use a file with at least one of: {', '.join(INDICATORS)}.",
            Where(file=path.name, column="indicator_id"),
        )
    return FeedFile(FEED, TITLE, path.name, tuple(values), tuple(_left_out(unknown, path)))


def _values(row: Mapping[str, str], number: int, path: Path, unknown: set[str]) -> Iterator[FeedValue]:
    indicator = INDICATORS.get(row["indicator_id"])
    if indicator is None:
        unknown.add(row["indicator_id"])
        return
    start, end = period_of(row["period"], path, number)
    cases, of = (number_of(row[column], path, number, column) for column in ("count", "denominator"))
    code, sex = row["area_code"], "" if row["sex"] == "Persons" else row["sex"]
    if not _possible(indicator, cases, of):
        raise FeedError(
            f"Row {number} of {path.name} has more cases than people, or part of a person.",
            "Use the file as published.",
            Where(file=path.name, row=number, column="denominator"),
        )
    for words, value in zip(("", LOWER, UPPER, COUNT, OUT_OF), _figures(indicator, cases, of), strict=True):
        kind = _KINDS.get(code[:3], "area")
        yield FeedValue(FEED, indicator.words + words, sex, kind, code, row["area_name"], start, end, value)


def _possible(indicator: Indicator, cases: float | None, of: float | None) -> bool:
    """A person may fall twice in a year, so only a per cent is bounded by its denominator."""
    return cases is None or not of or (of >= 1 and (indicator.rate or cases <= of))


def _figures(indicator: Indicator, cases: float | None, of: float | None) -> tuple[float | None, ...]:
    if cases is None or not of:
        return None, None, None, cases, of
    if indicator.rate:
        return *(amount / of * 100_000 for amount in (cases, *byar(cases))), cases, of
    low, high = wilson(cases, of)
    return cases / of * 100, float(low) * 100, float(high) * 100, cases, of


def byar(cases: float) -> tuple[float, float]:
    """Byar's 95 % limits of a count (Public Health England, technical guide: confidence intervals)."""

    def limit(count: float, sign: int) -> float:
        return float(count * (1 - 1 / (9 * count) + sign * Z95 / (3 * math.sqrt(count))) ** 3)

    return limit(cases, -1) if cases else 0.0, limit(cases + 1, 1)


def _left_out(unknown: set[str], path: Path) -> Iterator[Finding]:
    if unknown:
        yield Finding(
            "feed-indicator-unknown",
            Severity.WARNING,
            f"Indicators that are not known here were left out: {', '.join(sorted(unknown))}.",
            f"Nothing to do, unless one was meant to be among: {', '.join(INDICATORS)}.",
            Where(file=path.name, column="indicator_id"),
        )
