"""NHS England's Acute Daily Discharge Situation Report, a workbook a month, ugly headers and all.

The rows of England mark where each table begins (row 5, 6 or 7, by table and month); headings are merged cells above
three columns; a dash means that nothing was submitted. Blocks of regions, boards and trusts each have a header row of
their own.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.measures.feeds.feed import FeedError, FeedFile, FeedValue
from joinedup.measures.feeds.oddities import oddities_of

FEED = "discharge-sitrep"
TITLE = "Acute daily discharge situation report (NHS England)"
NOT_MEETING = "patients who no longer meet the criteria to reside"
DISCHARGED = "patients discharged"
REMAINING = "patients remaining"
BED_DAYS = "additional bed-days"
BY_PATHWAY = "discharges by pathway"
BY_REASON = "people waiting, by reason"
LARGEST_UNPACKED = 100_000_000
LARGEST_FIGURE = 1e12
MOST_ROWS, MOST_COLUMNS = 5_000, 400  # the report has some 200 and 100
_FIRST = 4  # values start in column E
_WEEK = re.compile(r"w/c (\d{2})/(\d{2})/(\d{4})")
_STAY = re.compile(r"length of stay (?:of )?(\d+)\+?", re.IGNORECASE)

Row = Sequence[Any]


@dataclass(frozen=True, slots=True)
class _Column:
    at: int
    figure: str
    category: str
    start: dt.date
    end: dt.date


def is_sitrep(path: Path) -> bool:
    """True for a workbook whose cover says it is this report."""
    if path.suffix.lower() != ".xlsx":
        return False
    try:
        book = _opened(path)
    except FeedError:
        return False
    with_cover = "Cover Sheet" in book.sheetnames and "Table 2" in book.sheetnames
    book.close()
    return with_cover


def read_sitrep(path: Path) -> FeedFile:
    """Tables 2 to 5 of one workbook. Raises FeedError when it is not one, or a table is not where it can be found."""
    book = _opened(path)
    try:
        return _read(book, path)
    except (
        KeyError,
        ValueError,
        TypeError,
        OverflowError,
    ) as error:  # a sheet that is not there, a heading that is no date
        raise FeedError(
            f"{path.name} is not laid out as the report is.", "Use the workbook as published.", Where(file=path.name)
        ) from error
    finally:
        book.close()


def _read(book: Any, path: Path) -> FeedFile:
    cover = list(book["Cover Sheet"].iter_rows(max_row=12, max_col=20, values_only=True))
    start, end = _period(cover, path)
    values: list[FeedValue] = []
    for number in (2, 3, 4, 5):
        rows = _rows(book[f"Table {number}"], path)
        values += _table(number, rows, start, end, path)
    findings = (*_checks(values, path), *oddities_of(values, path.name))
    edition, published = _edition(cover)
    return FeedFile(FEED, TITLE, path.name, tuple(values), findings, edition, published)


def _rows(sheet: Any, path: Path) -> list[Row]:
    """A cell far to the right makes its row as wide: thousands of times what the file unpacks to."""
    rows = list(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True))
    if len(rows) > MOST_ROWS:
        raise FeedError(f"{path.name} has too many rows.", "Use the workbook as published.", Where(file=path.name))
    return rows


def _opened(path: Path) -> Any:
    _must_be_small(path)
    try:  # links to other workbooks inside the file are left alone
        return openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except Exception as error:
        raise FeedError(
            f"{path.name} cannot be read as a workbook.",
            "Download it again, or save it as .xlsx.",
            Where(file=path.name),
        ) from error


def _must_be_small(path: Path) -> None:
    """A workbook of a few hundred kilobytes can unpack to more than a machine holds. The report's is 2 MB."""
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, OSError):
        return  # said by whoever opens it
    if size > LARGEST_UNPACKED:
        raise FeedError(f"{path.name} is too large unpacked.", "Use the workbook as published.", Where(file=path.name))


def _period(cover: Sequence[Row], path: Path) -> tuple[dt.date, dt.date]:
    for row in cover:
        if len(row) > 4 and str(row[1] or "").startswith("Period"):
            return _day(row[2]), _day(row[4]) + dt.timedelta(1)
    raise FeedError(f"{path.name} has no period on its cover.", "Use the workbook as published.", Where(file=path.name))


def _edition(cover: Sequence[Row]) -> tuple[str, dt.date | None]:
    """What the cover says: the day of its last revision, else its status, and the day it was first published."""
    said = {str(row[1]).strip().rstrip(":"): row[2] for row in cover if len(row) > 2 and row[1]}
    status, revised, published = str(said.get("Status") or "").strip(), said.get("Revised"), said.get("Published")
    if isinstance(revised, dt.datetime):
        status = f"revised {revised:%-d %B %Y}"
    return status, published.date() if isinstance(published, dt.datetime) else None


def _day(cell: Any) -> dt.date:
    return cell.date() if isinstance(cell, dt.datetime) else dt.date.fromisoformat(str(cell)[:10])


def _table(number: int, rows: Sequence[Row], start: dt.date, end: dt.date, path: Path) -> Iterator[FeedValue]:
    first = next((at for at, row in enumerate(rows) if len(row) > 3 and str(row[3] or "").startswith("ENGLAND")), None)
    if first is None or first < 2:
        raise FeedError(
            f"Table {number} of {path.name} has no row for England.",
            "Use the workbook as published.",
            Where(file=path.name, text=f"Table {number}"),
        )
    columns = list(_columns(number, rows[first - 2], rows[first - 1], start, end))
    for kind, code, name, row in _areas(rows[first:]):
        for column in columns:
            cell = row[column.at] if column.at < len(row) else None
            if cell is not None:
                yield FeedValue(
                    FEED, column.figure, column.category, kind, code, name, column.start, column.end, _number(cell)
                )


def _columns(number: int, above: Row, heads: Row, start: dt.date, end: dt.date) -> Iterator[_Column]:
    group: Any = None
    for at in range(_FIRST, len(heads)):
        group = above[at] if at < len(above) and above[at] is not None else group
        head = " ".join(str(heads[at] or "").split())
        if not head:
            continue
        if number == 2:
            day = _day(group)
            figure = DISCHARGED if "discharged" in head else REMAINING if "remaining" in head else NOT_MEETING
            yield _Column(at, figure, "", day, day + dt.timedelta(1))
        elif number == 3:
            week, stay = _WEEK.search(str(group)), _STAY.search(head)
            if week and stay:
                day = dt.date(int(week[3]), int(week[2]), int(week[1]))
                yield _Column(at, BED_DAYS, f"stay of {stay[1]} days or more", day, day + dt.timedelta(7))
        else:
            yield _Column(at, BY_PATHWAY if number == 4 else BY_REASON, head, start, end)


def _areas(rows: Sequence[Row]) -> Iterator[tuple[str, str, str, Row]]:
    """England and regions stand before the first header row, then boards, then trusts."""
    kind = "region"
    for row in rows:
        code, name = str(row[2] or "").strip(), " ".join(str(row[3] or "").split())
        if code in ("ICB Code", "Org Code"):
            kind = "icb" if code == "ICB Code" else "trust"
        elif name and kind == "region":
            england = name.startswith("ENGLAND")
            yield ("england" if england else "region", "ENGLAND" if england else name, name, row)
        elif code and name:
            yield kind, code, name, row


def _number(cell: Any) -> float | None:
    if not isinstance(cell, (int, float)):
        return None
    if not abs(cell) <= LARGEST_FIGURE:
        raise ValueError("no such number of patients")
    return float(cell)


def _checks(values: Sequence[FeedValue], path: Path) -> list[Finding]:
    """Remaining is the first column less those discharged; regions add up to England."""
    told = {
        (value.area_kind, value.area_code, value.figure, value.start): value.value
        for value in values
        if value.figure in (NOT_MEETING, DISCHARGED, REMAINING)
    }
    wrong = [
        key
        for key, first in told.items()
        if key[2] == NOT_MEETING
        and first is not None
        and None
        not in (out := told.get((*key[:2], DISCHARGED, key[3])), left := told.get((*key[:2], REMAINING, key[3])))
        and first - out != left  # type: ignore[operator]
    ]
    findings = (
        [
            _warn(
                "feed-remaining",
                f"{len(wrong)} rows of Table 2 do not subtract: first less discharged is not the number remaining.",
                path,
            )
        ]
        if wrong
        else []
    )
    adrift = [
        day
        for (kind, _, figure, day), england in told.items()
        if kind == "england"
        and figure == NOT_MEETING
        and england is not None
        and england
        != sum(
            value or 0
            for (area, _, other, when), value in told.items()
            if area == "region" and other == figure and when == day
        )
    ]
    if adrift:
        findings.append(_warn("feed-regions", f"On {len(adrift)} days the regions do not add up to England.", path))
    return findings


def _warn(code: str, message: str, path: Path) -> Finding:
    return Finding(code, Severity.WARNING, message, "Read these figures with care.", Where(file=path.name))
