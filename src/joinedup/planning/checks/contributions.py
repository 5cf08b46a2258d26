"""Who puts what into the fund: the parts make the pool, nobody gives less than the least, printed totals are right."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from joinedup.basics.money import display
from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.rows import (
    PUT_IN,
    address_in,
    at_answer,
    column_of,
    figure,
    half_step,
    in_cell,
    is_nil,
    line_of,
    printed_totals,
    shown,
    total,
)
from joinedup.planning.checks.view import View
from joinedup.planning.parsed import parsed_as
from joinedup.planning.plan import FieldValue, Row, SourceLine
from joinedup.planning.values import Money

_POOLED = re.compile(r"\btotal\b.*\bpool|\bpooled (?:budget|fund)s? total", re.IGNORECASE)
_FAR_ABOVE = 20
_LEAST_IN_POUNDS = 50_000
_UNITS = (Decimal("0.001"), Decimal(1000))


def _pool(view: View) -> Iterator[Found]:
    rows = view.plan.of_kind("contribution")
    for year in view.template.years:
        made, pool = total(rows, PUT_IN, year), view.plan.get(f"1a.total_pool.{year}")
        told = figure(pool)
        if made is None or told is None or pool is None:
            continue
        if abs(made[0] - told) > made[1] + half_step(pool):
            message = (
                f"the contributions for {shown(year)} make {display(made[0])}, the pool is given as {display(told)} "
                f"(apart by {display(abs(made[0] - told))})"
            )
            yield at_answer(view, pool, message)


def _least(view: View) -> Iterator[Found]:
    for row in view.plan.of_kind("contribution"):
        for year in view.template.years:
            least, gives = figure(row.get(f"least.{year}")), figure(row.get(f"pounds.{year}"))
            if least is not None and gives is not None and gives < least:
                body = row.text("body") or "this organisation"
                message = f"{body} gives {display(gives)} in {shown(year)}, its least is {display(least)}"
                yield in_cell(view, row, f"pounds.{year}", message)


def _totals(view: View) -> Iterator[Found]:
    for kind, grid in view.template.grids.items():
        for line, rows in printed_totals(view, view.plan.of_kind(kind)):
            for column in grid.columns:
                if column.kind == "money" and column.key != "price" and (len(rows) > 1 or kind == "contribution"):
                    yield from _printed(view, rows, column.key, line)


def _printed(view: View, rows: list[Row], key: str, line: SourceLine) -> Iterator[Found]:
    given = [(row, field) for row in rows if (field := row.get(key)) and not field.blank and not is_nil(field)]
    at = _column(view, rows, key)
    values = [value for _, field in given if (value := figure(field)) is not None]
    if at is None or at >= len(line.cells) or not values or len(values) < len(given):
        return
    fields = [field for _, field in given]
    unit = "£000" if any(getattr(field.parsed, "unit", "") == "k" for field in fields) else ""
    printed = FieldValue(key, line.cells[at], parsed_as("money", line.cells[at], unit))
    slips = [row for row, name in slipped(view) if name == key]
    values = [value / 1000 if row in slips else value for (row, _), value in zip(given, values, strict=True)]
    told, made = figure(printed), sum(values, Decimal(0))
    hidden = sum(map(half_step, fields), half_step(printed))
    if told is None or abs(made - told) <= hidden:
        return
    for (row, _), value in zip(given, values, strict=True):
        for times in _UNITS:
            if value and abs(made - value + value * times - told) <= hidden:
                yield _in_another_unit(view, row, key, times)
                return
        if value < 0 and abs(made - 2 * value - told) <= hidden:
            return  # told as a sum below nought
    message = f"the rows above make {display(made)}, the total says {display(told)}"
    yield Found(message, line.number, text=printed.text, cell=address_in(view, line.number, at))


def _column(view: View, rows: list[Row], key: str) -> int | None:
    """Which cell of its lines a column is: what most rows whose cells can be told apart say."""
    told = [at for row in rows if (above := view.line(line_of(row))) and (at := column_of(row, key, above)) is not None]
    return Counter(told).most_common(1)[0][0] if told else None


def _in_another_unit(view: View, row: Row, key: str, times: Decimal) -> Found:
    value = (figure(row.get(key)) or Decimal(0)) * times
    message = f"{row.text(key)} is in another unit than the rest of its column: {display(value)} is meant"
    fix = "divide it by 1,000: the column counts thousands of pounds" if times < 1 else "multiply it by 1,000"
    return in_cell(view, row, key, message, fix=fix)


def _pooled(view: View) -> Iterator[Found]:
    """The pooled budget below contributions that stand block by block, each with a total of its own."""
    rows = view.plan.of_kind("contribution")
    pages = {view.page_at(line_of(row)) for row in rows}
    judged = {line.number for line, _ in printed_totals(view, rows)}
    for line in view.plan.source:
        label = next((cell for cell in line.cells if cell.strip()), "")
        if line.page not in pages or line.number in judged or not _POOLED.search(label):
            continue
        given = [(at, cell) for at, cell in enumerate(line.cells) if cell.strip() and cell != label]
        for year, (at, cell) in zip(view.template.years, given, strict=False):
            made, told = total(rows, PUT_IN, year), _money(rows, year, cell)
            if len(given) != len(view.template.years) or made is None or told is None:
                continue
            if abs(made[0] - told) > made[1] + 1:
                message = f"the contributions for {shown(year)} make {display(made[0])}, the pool {display(told)}"
                yield Found(message, line.number, text=cell, cell=address_in(view, line.number, at))


def _money(rows: list[Row], year: str, cell: str) -> Decimal | None:
    """A sum in the unit in which the contributions of the year were read."""
    fields = [field for row in rows for name in PUT_IN if (field := row.get(f"{name}.{year}"))]
    thousands = any(isinstance(field.parsed, Money) and field.parsed.unit == "k" for field in fields)
    return figure(FieldValue("", cell, parsed_as("money", cell, "£000" if thousands else "")))


def _all_totals(view: View) -> Iterator[Found]:
    yield from _totals(view)
    yield from _pooled(view)


def _in_pounds(view: View) -> Iterator[Found]:
    """A sum so far above all others of its column of thousands that it was written in pounds."""
    for row, key in slipped(view):
        yield _in_another_unit(view, row, key, _UNITS[0])


def slipped(view: View) -> Iterator[tuple[Row, str]]:
    """The cells of contributions that hold pounds where thousands are asked."""
    rows = view.plan.of_kind("contribution")
    for key in dict.fromkeys(field.key for row in rows for field in row.fields if isinstance(field.parsed, Money)):
        known = [(row, money) for row in rows if (field := row.get(key)) and isinstance(money := field.parsed, Money)]
        for row, money in known:
            others = [other.written for one, other in known if one is not row and other.written]
            alone = len(others) >= 2 and money.written >= _FAR_ABOVE * sum(others)
            if money.unit == "k" and money.unit_from == "label" and alone and money.written >= _LEAST_IN_POUNDS:
                yield row, key


CHECKS = (
    Check(
        code="contribution-in-pounds",
        title="Pounds in a column of thousands",
        why="A contribution a thousand times too great hides every other mistake of the sheet.",
        example="1,850,000 among 2,300 and 9,100, in a column of £000",
        fix="divide it by 1,000",
        severity=ERROR,
        run=_in_pounds,
    ),
    Check(
        code="contributions-do-not-make-the-pool",
        title="The contributions do not make the pool",
        why="What each organisation puts in is what it will be billed for; the pool is what the partners sign.",
        example="contributions of £14.8m and £1m beside a pool of £16m",
        fix="correct the contribution or the pool: what the organisations give is the pool",
        severity=ERROR,
        run=_pool,
    ),
    Check(
        code="contribution-below-least",
        title="An organisation gives less than its least",
        why="The least each gives is set nationally; a plan below it is not approved.",
        example="a least of £6.0m, a contribution of £5.8m",
        fix="raise the contribution to the least, or correct the figure",
        severity=ERROR,
        run=_least,
    ),
    Check(
        code="sheet-total-wrong",
        title="A sheet's total is not the sum of its rows",
        why="The total is what others copy; one typed over stays as it is when a row changes.",
        example="rows of £6.2m, £5.3m and £1.3m above a total of £13.8m",
        fix="let the sheet add up the rows, or correct the row that is wrong",
        severity=ERROR,
        run=_all_totals,
    ),
)
