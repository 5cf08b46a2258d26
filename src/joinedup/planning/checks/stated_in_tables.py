"""Where a plan wants a measure to be, read from its tables of measures, and with what its sentences say of it."""

import re
from collections.abc import Iterator

from joinedup.planning.checks.marked import Quantity, marked
from joinedup.planning.checks.stated import (
    COUNTED,
    LEVEL,
    PLACE,
    SEVERAL,
    Stated,
    first_year,
    told_in_sentences,
    topic_of,
    year_in,
)
from joinedup.planning.checks.view import View
from joinedup.planning.plan import TableRow


def stated_in(view: View) -> list[Stated]:
    """Every figure a plan aims at with its measure and year, from sentences and from tables, by line."""
    first = first_year(view)
    known = (one for one in (*told_in_sentences(view), *_in_tables(view)) if not one.year or one.year >= first)
    return sorted(known, key=lambda stated: stated.line)


def _in_tables(view: View) -> Iterator[Stated]:
    """Planned figures of tables whose heads name years; the measure stands in the row or above it."""
    for table in view.plan.tables:
        heads: dict[int, tuple[int, str]] = {}
        title = ""
        for row in table.rows:
            numbers = {at: cell.strip() for at, cell in enumerate(row.cells) if at and _VALUE.match(cell)}
            found = {at: (year, cell) for at, cell in enumerate(row.cells) if at and (year := _year_of(cell))}
            if found and not numbers.keys() & (heads.keys() - found.keys()):
                heads, title = found, row.cells[0] if row.cells[0].strip() else _above(view, row.line)
                continue
            for at in numbers.keys() & heads.keys():
                yield from _cell(row, title, heads[at], numbers[at])


def _above(view: View, number: int) -> str:
    """The words of the last line above a heading without a name of its own."""
    for before in range(number - 1, max(0, number - 4), -1):
        line = view.line(before)
        if line and line.text.strip():
            return line.text if len(line.text) < 120 else ""
    return ""


_VALUE = re.compile(r"^\s*\d{1,3}(?:,\d{3})+(?:\.\d+)?\s*$|^\s*\d+(?:\.\d+)?\s?%?\s*$")
_PARTS = re.compile(
    r"\b(?:denominator|out of|population|change|reduction|offered|total number)\b|\bsaving|£|\bcost",
    re.I,
)
_QUARTERLY = re.compile(
    r"\bq[1-4]\b|\bquarter|\b(?:apr|jul|oct|jan)\w*\s*(?:-|–|to)\s*(?:jun|sep|dec|mar)\w*(?! 20\d\d ?$)", re.I
)
_RATE_ROW = re.compile(r"\brate\b|per 100,?000", re.I)
_NUMBER_ROW = re.compile(r"\bnumerator\b|\bnumber\b|\bcount\b|admissions\b", re.I)
_SHARE_ROW = re.compile(r"%|per ?cent|proportion|share|rate\b|metric value|^value", re.I)


def _year_of(cell: str) -> int | None:
    words = cell.strip()
    if len(words) > 45 or not _aims(words) or _QUARTERLY.search(words) or "change" in words.lower():
        return None
    return year_in(f": {words}", 1)


def _cell(row: TableRow, title: str, head: tuple[int, str], cell: str) -> Iterator[Stated]:
    label = row.cells[0]
    topic = topic_of(label) or topic_of(title)
    told = marked(f": {cell}").quantities
    if topic is None or _PARTS.search(f"{label} {head[1]}") or len(told) != 1:
        return
    one = told[0]
    said = " … ".join((label, head[1], cell))
    place = frozenset(found[0].lower() for words in (PLACE, SEVERAL) for found in words.finditer(label))
    told_by = _NUMBER_ROW.search(head[1]) or _RATE_ROW.search(head[1])
    kind = _kind_of(topic, f"{label} {head[1]}" if told_by else label, title, one)
    if kind:
        yield Stated(topic, kind, one.value, head[0], place, "", row.line, said, one.half)


def _kind_of(topic: str, label: str, title: str, one: Quantity) -> str:
    counted = bool(_NUMBER_ROW.search(label)) and not label.lower().endswith("rate")
    if topic in LEVEL:
        share = one.kind == "P" or bool(_SHARE_ROW.search(label))
        return "level" if share and 1 < one.value <= 100 and not counted else ""
    rated = bool(_RATE_ROW.search(label)) or (bool(_RATE_ROW.search(title)) and not counted)
    rated = rated and "numerator" not in label.lower()
    if topic == "care home admissions" and rated and one.kind == "N":
        return "rate"
    return "count" if topic in COUNTED and counted and not rated and one.kind == "N" else ""


def _aims(head: str) -> bool:
    return not re.search(r"baseline|actual|outturn|current|latest|now\b|estimate|forecast", head, re.I)
