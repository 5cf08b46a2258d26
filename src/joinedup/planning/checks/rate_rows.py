"""Rates in tables of any form: a row of counts over a row of people makes the row of rates; shares end at 100%."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.count_of_people import wrong_in_a_cell, wrong_threes
from joinedup.planning.checks.rate_columns import wrong_columns
from joinedup.planning.checks.table_sums import number_in
from joinedup.planning.checks.told_before import rates_of_known_people
from joinedup.planning.checks.told_shares import wrong_rates
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Table, TableRow

_COUNTED = re.compile(r"\bnumerator\b|^number of (?!.*\bpopulation\b)", re.IGNORECASE)
_PEOPLE = re.compile(r"\bdenominator\b|^(?:total )?population\b", re.IGNORECASE)
_RATE = re.compile(r"\brate\b|%|\bproportion\b|\bpercentage\b|\bper 1\d{0,2},?000\b|^value$", re.IGNORECASE)
_SHARE = re.compile(r"\bproportion of\b|\bpercentage of\b|^(?:annual |quarterly )?%$", re.IGNORECASE)
_CHANGE = re.compile(r"\bchange|increase|growth|variance|reduction|uplift|of (?:plan|budget|target)", re.IGNORECASE)
_SIGNED = re.compile(r"^\s*\d[\d,]*(?:\.\d+)?\s*%\s*$")
_SHARES_OF_COSTS = re.compile(r"inflation|spend|cost|return", re.IGNORECASE)
_SCALES = (1, 100, 1_000, 10_000, 100_000)
_NEAR = 3  # rows between a rate and its parts


def _rows(view: View) -> Iterator[tuple[Table, list[tuple[str, TableRow]]]]:
    for table in view.plan.tables:
        yield table, [(_label(row), row) for row in table.rows]


def _label(row: TableRow) -> str:
    """The words of the row before its figures."""
    words = [cell.strip() for cell in row.cells if cell.strip() and number_in(cell.rstrip("%")) is None]
    return " | ".join(words)


def _numbers(row: TableRow) -> dict[int, Decimal]:
    found = {at: number_in(cell.strip().lstrip("+").removesuffix("%")) for at, cell in enumerate(row.cells)}
    return {at: value for at, value in found.items() if value is not None and row.cells[at].strip() not in {"-", "–"}}


def _rates(view: View) -> Iterator[Found]:
    yield from wrong_rates(view)
    yield from rates_of_known_people(view)
    yield from wrong_columns(view)
    yield from wrong_threes(view)
    yield from wrong_in_a_cell(view)
    measured = {line for row in view.plan.of_kind("measure") for field in row.fields if (line := field.line)}
    for _, rows in _rows(view):
        yield from _by_its_rows(rows, measured)
        for at, ((above, counts), (below, people)) in enumerate(pairwise(rows)):
            if counts.line in measured or not (_any(_COUNTED, above) and _any(_PEOPLE, below)):
                continue
            before = [rows[n] for n in range(at - 1, max(-1, at - _NEAR), -1)]
            near = [*before, *rows[at + 2 : at + 3]]
            for rate in [row for label, row in near if _any(_RATE, label) and _numbers(row)]:
                yield from _judge(_numbers(counts), _numbers(people), rate)


def _by_its_rows(rows: list[tuple[str, TableRow]], measured: set[int]) -> Iterator[Found]:
    """A rate right below its count and its people, whatever those are called."""
    for (one, counts), (two, people), (label, rate) in zip(rows, rows[1:], rows[2:], strict=False):
        named = (_any(_COUNTED, one) and _any(_PEOPLE, two)) or any(_any(_RATE, words) for words in (one, two))
        if _any(_RATE, label) and not named and not _CHANGE.search(label) and counts.line not in measured:
            yield from _judge(_numbers(counts), _numbers(people), rate)


def _any(words: re.Pattern[str], label: str) -> bool:
    return any(words.search(part) for part in label.split(" | "))


def _judge(counts: dict[int, Decimal], people: dict[int, Decimal], rate: TableRow) -> Iterator[Found]:
    """Each column's rate by the scale that fits most of them; nothing is told where none fits two."""
    told = _numbers(rate)
    known = [(at, counts[at] / people[at], told[at]) for at in told if at in counts and people.get(at)]
    fits = {scale: [at for at, share, value in known if _fits(share * scale, value)] for scale in _SCALES}
    scale = max(_SCALES, key=lambda one: len(fits[one]))
    if len(fits[scale]) < 2 or 2 * len(fits[scale]) < len(known):
        return
    for at, share, value in known:
        if at not in fits[scale]:
            message = f"{counts[at]:,} over {people[at]:,} makes {share * scale:,.1f}, the rate is given as {value:,}"
            yield Found(message, rate.line, text=f"{_label(rate)} … {value:,}")


def _fits(made: Decimal, told: Decimal) -> bool:
    step = Decimal(1).scaleb(min(0, int(told.as_tuple().exponent)))
    return abs(made - told) <= step * Decimal("0.51") + abs(told) / 1000


def _beyond(view: View) -> Iterator[Found]:
    """A share above 100%, or above 1 where the others of its row are parts of one."""
    for _, rows in _rows(view):
        for label, row in rows:
            signed = [cell for cell in row.cells if _SIGNED.match(cell)]
            among = len(signed) >= 2 and view.plan.format == "sheet" and not _SHARES_OF_COSTS.search(label)
            if not (among or _any(_SHARE, label)) or _CHANGE.search(label):
                continue
            values = {at: one for at, one in _numbers(row).items() if not among or _SIGNED.match(row.cells[at])}
            parts = sum(value <= 1 for value in values.values()) * 2 > len(values)
            whole = 1 if parts and not among else 100
            for value in values.values():
                if value > whole:
                    shown = f"{value * 100 / whole:g}%"
                    yield Found(f"{shown} of anything is more than there is", row.line, text=f"{label} … {value:,}")


_CHANGE_ROW = re.compile(
    r"^\W*(?:(?:%|per ?cent(?:age)?)\s*)?(?:change|increase|decrease|reduction|movement|variance|"
    r"growth)\b(?!.*\b(?:rate|number|since|target|is|are|will|uses?)\b)",
    re.I,
)
_IN_PERCENT = re.compile(r"%|per ?cent", re.IGNORECASE)
_DOWN = re.compile(r"decrease|reduction|fall", re.IGNORECASE)


def _change_rows(view: View) -> Iterator[Found]:
    """A row of changes in per cent right below the two rows it compares."""
    for _, rows in _rows(view):
        for at in range(2, len(rows)):
            label, row = rows[at]
            if not _CHANGE_ROW.search(label):
                continue
            for column, told in _numbers(row).items():
                cell = row.cells[column].strip()
                above = [
                    value
                    for _, other in rows[max(0, at - 4) : at]
                    if (value := _numbers(other).get(column)) is not None
                ]
                if len(above) >= 2 and ("%" in cell or _IN_PERCENT.search(label)):
                    yield from _moved(row, label, cell, told, above)


def _moved(row: TableRow, label: str, cell: str, told: Decimal, above: list[Decimal]) -> Iterator[Found]:
    """Nothing where two of the rows above make it; else the pair that makes it with the other sign, or the last two."""
    half = Decimal(6).scaleb(min(0, int(told.as_tuple().exponent)) - 1)
    pairs = [(one, two) for at, one in enumerate(above) for two in above[at + 1 :] if _alike(one, two)]
    down = bool(_DOWN.search(label))
    if not told or not pairs or any(_fits_change(pair, told, half, down) for pair in pairs):
        return
    turned = next((pair for pair in pairs if _fits_change(pair, -told, half, False)), None)
    before, after = turned or pairs[-1]
    true = 100 * (after - before) / before
    message = f"{before:,} to {after:,} is {true:+.1f}%, not {cell}"
    if turned and ("+" in cell or told < 0 or re.search(r"increase|growth", label, re.I)):
        yield Found(f"the sign is wrong: {message}", row.line, text=f"{label} … {cell}")
    elif turned:
        yield Found(f"the sign is left out: {message}", row.line, text=f"{label} … {cell}", severity=WARNING)
    elif len(pairs) == 1 and abs(abs(true) - abs(told)) <= max(abs(true), Decimal(1)):
        yield Found(message, row.line, text=f"{label} … {cell}")


def _alike(one: Decimal, two: Decimal) -> bool:
    return one > 0 and abs(two - one) <= one / 3


def _fits_change(pair: tuple[Decimal, Decimal], told: Decimal, half: Decimal, down: bool) -> bool:
    true = 100 * (pair[1] - pair[0]) / pair[0]
    return abs(true - told) <= half or (down and abs(true + told) <= half)


def _signs(view: View) -> Iterator[Found]:
    yield from _change_rows(view)
    yield from _two_changes(view)


def _two_changes(view: View) -> Iterator[Found]:
    """'Change in admissions' below nought and 'Change in admissions (%)' above it."""
    for _, rows in _rows(view):
        for (label, row), (below, other) in pairwise(rows):
            stem = re.sub(r"\s*\(?(?:%|per cent)\)?\s*$", "", below)
            if stem == below or stem.strip().lower() != label.strip().lower() or not _CHANGE.search(label):
                continue
            one, two = _numbers(row), _numbers(other)
            for at in one.keys() & two.keys():
                if one[at] * two[at] < 0:
                    message = f"a change of {one[at]:,} stands above one of {two[at]:,} per cent: the signs differ"
                    yield Found(message, other.line, text=f"{below} … {two[at]:,}")


CHECKS = (
    Check(
        code="rate-row-wrong",
        title="A row of rates is not its counts over its people",
        why="The rate is what is judged; one of the three rows holds a wrong figure.",
        example="648 admissions of 40,000 people given as 16,200 for 100,000, where it makes 1,620",
        fix="correct the rate, the count or the number of people",
        severity=ERROR,
        run=_rates,
    ),
    Check(
        code="share-above-all",
        title="A share above all there is",
        why="More than all people cannot be at home, seen or discharged on time.",
        example="104% still at home after 91 days",
        fix="enter the share that was meant",
        severity=ERROR,
        run=_beyond,
    ),
    Check(
        code="change-signs-differ",
        title="A change and its per cent point different ways",
        why="A fall printed as a rise turns the plan's promise round.",
        example="−405 admissions, and below it 3.5%",
        fix="give both the same sign",
        severity=ERROR,
        run=_signs,
    ),
)
