"""One fall told in several sheets: the summary, the benefits and the measure itself plan the same change."""

import re
from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.rows import address_in, figure, in_cell
from joinedup.planning.checks.savings import planned_fall, promised_fall
from joinedup.planning.checks.stated_in_tables import stated_in
from joinedup.planning.checks.table_sums import number_in
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Row, SourceLine
from joinedup.planning.words import fold

_FALL = re.compile(r"\b(?:reduction|fall|change|decrease|fewer|avoided)\b", re.IGNORECASE)
_OF_EMERGENCIES = re.compile(r"\b(?:non[- ]elective|emergency|p4p|pay for performance)\b", re.IGNORECASE)
_NO_NUMBER = re.compile(r"%|per ?cent|£|saving|cost|payment|value|\brates?\b|per 1\d\d,000|quarter", re.IGNORECASE)
_MEASURES = {
    "care homes": (re.compile(r"residential|care home", re.I), re.compile(r"numerator|number of admissions", re.I)),
    "delayed days": (re.compile(r"delayed", re.I), re.compile(r"numerator|delayed days|days", re.I)),
}
_ABOVE = Decimal("1.05")
_FAR = Decimal("1.5")  # beyond what more people to care for could explain
_SAME = re.compile(r"\bsame (?:\w+ )?(?:people|patients|residents|admissions|days|cohort|group)\b", re.IGNORECASE)
_BEFORE = re.compile(r"baseline|actual|estimated", re.IGNORECASE)
_PLAN = re.compile(r"\bplan(?:ned)?\b|october 2015", re.IGNORECASE)


def _told(view: View) -> Iterator[Found]:
    """A number of fewer admissions in a line of its own beside what the benefits and the quarters make."""
    known = [fall for fall in (promised_fall(view), planned_fall(view)) if fall]
    if not known or view.plan.format != "sheet":
        return
    for line in view.plan.source:
        at, told = _number(line)
        if told is None or any(abs(abs(told) - fall) <= max(Decimal(1), fall / 200) for fall in known):
            continue
        others = " and ".join(f"{fall:,.0f}" for fall in dict.fromkeys(known))
        message = f"{abs(told):,} fewer emergency admissions here, {others} in the other sheets"
        text = f"{line.cells[at - 1] or line.text} … {line.cells[at]}"
        yield Found(message, line.number, text=text, cell=address_in(view, line.number, at))


_QUARTER = re.compile(r"\bq[1-4]\b", re.IGNORECASE)
_WHOLE_YEAR = re.compile(r"^\W*(?:full |whole )?(?:year|total|annual)\b", re.IGNORECASE)
_BASE_ROW, _PLAN_ROW = re.compile(r"^\W*baseline\b", re.IGNORECASE), re.compile(r"^\W*plan(?:ned)?\b", re.IGNORECASE)
_ROUNDED = Decimal("0.06")


def _shares_told(view: View) -> Iterator[Found]:
    """'4.8% fewer emergency admissions in 2015' in a workbook whose own quarters plan 3.5%."""
    planned = _planned_share(view) if view.plan.format == "sheet" else None
    for one in stated_in(view) if planned else ():
        whole = one.topic == "emergency admissions" and one.kind == "change" and not one.people and not one.scope
        if planned and whole and abs(one.value - planned) > one.half + _ROUNDED:
            message = f"{one.value}% fewer emergency admissions here, {planned:.1f}% in the quarters"
            yield Found(message, one.line, text=one.text)


def _planned_share(view: View) -> Decimal | None:
    """By how many per cent the quarters' baseline falls, from the year's figures of rows so called."""
    shares = set()
    for table in view.plan.tables:
        year, base = -1, Decimal(0)
        for row in table.rows:
            if sum(bool(_QUARTER.search(cell)) for cell in row.cells) >= 4:
                year = next((at for at, cell in enumerate(row.cells) if _WHOLE_YEAR.match(cell)), -1)
            value = number_in(row.cells[year]) if 0 < year < len(row.cells) else None
            if value and _BASE_ROW.match(row.cells[0]):
                base = value
            elif value and base and _PLAN_ROW.match(row.cells[0]):
                shares.add(100 * (base - value) / base)
    return shares.pop() if len(shares) == 1 else None


def _number(line: SourceLine) -> tuple[int, Decimal | None]:
    """The only figure of a line whose label tells of a fall in emergency admissions, and its cell."""
    label = next((cell for cell in line.cells if cell.strip()), "")
    fits = _FALL.search(label) and _OF_EMERGENCIES.search(label) and "admission" in label.lower()
    figures = [(at, value) for at, cell in enumerate(line.cells) if at and (value := number_in(cell)) is not None]
    if not fits or _NO_NUMBER.search(label) or len(figures) != 1:
        return 0, None
    return figures[0]


def _all_told(view: View) -> Iterator[Found]:
    yield from _told(view)
    yield from _shares_told(view)


def _above_measure(view: View) -> Iterator[Found]:
    year = view.template.years[-1].replace("_", "/")
    for what, (named, _) in _MEASURES.items():
        rows = [
            row
            for row in view.plan.of_kind("saving")
            if named.search(row.text("benefit"))
            and row.text("year") in ("", year)
            and fold(row.text("benefit")).startswith("reduction")
        ]
        promised = sum((abs(figure(row.get("change")) or Decimal(0)) for row in rows), Decimal(0))
        falls = list(_falls(view, what))
        if not rows or not promised or not falls or promised <= max(falls) * _ABOVE or promised <= max(falls) + 1:
            continue
        message = (
            f"the schemes are to bring {promised:,} fewer ({what}), where the measure itself falls by "
            f"{max(falls):,.0f}: something is counted twice, or the measure is planned too low"
        )
        row = _suspect(rows)
        own = abs(figure(row.get("change")) or Decimal(0))
        sure = _says_same(row) or promised - own in falls or promised >= max(falls) * _FAR
        found = in_cell(view, row, "change", message, ERROR if sure else WARNING)
        told = next((field.text for field in row.fields if _SAME.search(field.text)), None)
        yield Found(message, found.line, None, told or found.text, found.severity, cell=found.cell)


def _suspect(rows: list[Row]) -> Row:
    """The row that says it counts others' people, else one with the same change as another, else the largest."""
    said = [row for row in rows if _says_same(row)]
    changes = [row.text("change") for row in rows]
    twice = [row for at, row in enumerate(rows) if row.text("change") in changes[:at]]
    return (said or twice or [max(rows, key=lambda row: abs(figure(row.get("change")) or Decimal(0)))])[-1]


def _says_same(row: Row) -> bool:
    return any(_SAME.search(field.text) for field in row.fields)


def _falls(view: View, what: str) -> Iterator[Decimal]:
    """By how much a measure's counted things fall: between columns of one line, or between lines of two years."""
    named, counted = _MEASURES[what]
    for table in view.plan.tables:
        heads: list[str] = []
        title, before, counts = "", Decimal(0), dict[int, Decimal]()
        for row in table.rows:
            label = next((cell for cell in row.cells if cell.strip()), "")
            numbers = {at: value for at, cell in enumerate(row.cells) if (value := number_in(cell)) is not None}
            if not numbers:
                heads, title = list(row.cells), " ".join(row.cells)
                continue
            if (named.search(label) or named.search(title)) and counted.search(label):
                counts = numbers
                yield from _between(heads, numbers)
                year = next((at for at, head in enumerate(heads) if re.match(r"(?:year|total)\b", head, re.I)), -1)
                if _BEFORE.search(label) and year in numbers:
                    before = numbers[year]
                elif _PLAN.search(label) and year in numbers and before:
                    yield before - numbers[year]
            elif counts and re.search(r"denominator|population", label, re.I):
                yield from _between(heads, counts, numbers)
                counts = {}


def _between(
    heads: list[str], numbers: dict[int, Decimal], people: dict[int, Decimal] | None = None
) -> Iterator[Decimal]:
    """The fall from the first column to the last planned one; with the people, from what their growth would bring."""
    plans = [at for at in numbers if at < len(heads) and _PLAN.search(heads[at])]
    starts = [at for at in numbers if at < len(heads) and _BEFORE.search(heads[at])]
    if not plans or not starts:
        return
    first, last = starts[0], plans[-1]
    grown = people[last] / people[first] if people and people.get(first) and last in people else Decimal(1)
    yield numbers[first] * grown - numbers[last]


CHECKS = (
    Check(
        code="falls-differ",
        title="Two sheets plan different falls in emergency admissions",
        why="One sheet is copied into the council's report, the other is paid on.",
        example="370 fewer admissions in the summary, 420 in the benefits and in the quarters",
        fix="make both the same",
        severity=ERROR,
        run=_all_told,
    ),
    Check(
        code="benefits-above-the-measure",
        title="The schemes promise more than the measure falls by",
        why="What two schemes claim for the same people is saved once.",
        example="schemes with 42 fewer admissions to care homes, a measure that falls by 27",
        fix="count each saving under one scheme, or plan the measure by what the schemes bring",
        severity=ERROR,
        run=_above_measure,
    ),
)
