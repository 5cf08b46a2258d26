"""Published tables as CSV: one contract a table, found by its columns."""

import csv
import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.measures.feeds.feed import FeedError, FeedFile, FeedValue
from joinedup.measures.feeds.oddities import oddities_of


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """Which columns hold the area, the period and the figures.

    ``not_nought``: a nought in the first column beside more than ``busy`` in the second was not reported.
    """

    feed: str
    title: str
    area_kind: str
    area: str
    period: str
    figures: Mapping[str, str]  # column → words
    name: str | None = None
    not_nought: Mapping[str, str] | None = None
    busy: float = 1000

    @property
    def columns(self) -> frozenset[str]:
        """What the file's header must hold."""
        return frozenset({self.area, self.period, *self.figures, *([self.name] if self.name else [])})


YEARS = range(1948, 2100)
LARGEST = 1e12
"""A figure beyond it is a slip, and could not be drawn."""

TABLES = (
    PublishedTable(
        feed="care-home-rates",
        title="Permanent admissions to care homes, 65 and over (ASCOF 2A part 2)",
        area_kind="council",
        area="area_code",
        name="area_name",
        period="period",
        figures={"rate_per_100k": "permanent admissions 65+ per 100,000"},
    ),
    PublishedTable(
        feed="emergency-by-board",
        title="A&E attendances and emergency admissions by integrated care board (NHS England)",
        area_kind="icb",
        area="icb_code",
        period="month",
        figures={
            "attendances": "attendances",
            "attendances_over_4hours": "attendances of over four hours",
            "emergency_admissions": "emergency admissions",
            "emergency_admissions_over_4hours_from_decision": "emergency admissions that waited over four hours",
        },
        not_nought={"attendances_over_4hours": "attendances"},
    ),
    PublishedTable(
        feed="delayed-transfers-england",
        title="Delayed transfers of care, England by month (NHS England)",
        area_kind="england",
        area="",
        period="month",
        figures={
            "delayed_days": "delayed days",
            "delayed_days_acute": "delayed days, acute",
            "delayed_days_non_acute": "delayed days, not acute",
        },
    ),
)


def table_of(path: Path) -> PublishedTable | None:
    """The contract whose columns the file has, or None."""
    header = header_of(path)
    return next((table for table in TABLES if table.columns - {""} <= header), None)


def header_of(path: Path) -> frozenset[str]:
    """The columns of a CSV file; none of any other. Raises FeedError when it is not text."""
    if path.suffix.lower() != ".csv":
        return frozenset()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return frozenset(next(csv.reader(file), []))
    except (UnicodeDecodeError, csv.Error) as error:
        raise _not_text(path) from error


def rows_of(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with its number, cells that are not there empty. Raises FeedError when the file is not text."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from enumerate(csv.DictReader(file, restval=""), 1)
    except (UnicodeDecodeError, csv.Error) as error:
        raise _not_text(path) from error


def _not_text(path: Path) -> FeedError:
    return FeedError(f"{path.name} cannot be read as text.", "Save it as CSV in UTF-8.", Where(file=path.name))


def read_table(path: Path, table: PublishedTable) -> FeedFile:
    """Every figure of the file. Raises FeedError at a cell that is neither a number nor empty."""
    noughts: list[str] = []
    values = [value for number, row in rows_of(path) for value in _values(row, number, table, path, noughts)]
    if not values:
        raise FeedError(f"{path.name} has no rows.", "Use the file as published.", Where(file=path.name))
    return FeedFile(
        table.feed, table.title, path.name, tuple(values), (*_said(noughts, path), *oddities_of(values, path.name))
    )


def _values(
    row: Mapping[str, str], number: int, table: PublishedTable, path: Path, noughts: list[str]
) -> Iterator[FeedValue]:
    start, end = period_of(row[table.period], path, number)
    code = row[table.area] if table.area else "ENGLAND"
    name = row[table.name] if table.name else code
    for column, words in table.figures.items():
        value = number_of(row[column], path, number, column)
        beside = (table.not_nought or {}).get(column)
        if value == 0 and beside and (number_of(row[beside], path, number, beside) or 0) > table.busy:
            value = None
            noughts.append(f"{code} {start:%Y-%m}")
        kind = "england" if code == "E92000001" else table.area_kind
        yield FeedValue(table.feed, words, "", kind, code, name, start, end, value)


def period_of(text: str, path: Path, row: int) -> tuple[dt.date, dt.date]:
    """2014/15 is a financial year; 2022-04-01 the first day of a month. Returns the first day and the one after."""
    try:
        if "/" in text:
            year = _year(int(text[:4]))
            return dt.date(year, 4, 1), dt.date(year + 1, 4, 1)
        start = dt.date.fromisoformat(text)
        _year(start.year)
    except ValueError as error:
        raise FeedError(
            f"Row {row} of {path.name} has no period that can be read.",
            "Write it like 2014/15 or 2022-04-01.",
            Where(file=path.name, row=row),
        ) from error
    return start, (start.replace(day=1) + dt.timedelta(32)).replace(day=1)


def _year(year: int) -> int:
    """Refuses one in which nothing can have been published: every month from the first to the last is drawn."""
    if year not in YEARS:
        raise ValueError("not a year")
    return year


def number_of(text: str, path: Path, row: int, column: str) -> float | None:
    """The number of a cell; none where it is empty or a dash. Raises FeedError at anything else."""
    if not text.strip() or text.strip() == "-":
        return None
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        number = math.nan
    if 0 <= number <= LARGEST:
        return number
    raise FeedError(
        f"Row {row} of {path.name} has something in {column} that is not a number, or not a possible one.",
        "Use the file as published.",
        Where(file=path.name, row=row, column=column),
    )


def _said(noughts: list[str], path: Path) -> list[Finding]:
    if not noughts:
        return []
    return [
        Finding(
            "feed-nought-not-reported",
            Severity.WARNING,
            f"{len(noughts)} noughts stand beside busy departments and are read as not reported: "
            f"{', '.join(noughts[:6])}{' …' if len(noughts) > 6 else ''}.",
            "Nothing to do: they are shown as missing.",
            Where(file=path.name),
        )
    ]
