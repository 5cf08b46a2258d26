"""Who puts what into the fund: the parts make the pool, nobody gives less than the least, printed totals are right."""

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
    line_of,
    printed_totals,
    shown,
    total,
)
from joinedup.planning.checks.view import View
from joinedup.planning.parsed import parsed_as
from joinedup.planning.plan import FieldValue, Row, SourceLine


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
    fields = [field for row in rows if (field := row.get(key)) and not field.blank]
    above = view.line(line_of(rows[-1]))
    at = column_of(rows[-1], key, above) if above else None
    values = [value for field in fields if (value := figure(field)) is not None]
    if at is None or at >= len(line.cells) or not values or len(values) < len(fields):
        return
    unit = "£000" if any(getattr(field.parsed, "unit", "") == "k" for field in fields) else ""
    printed = FieldValue(key, line.cells[at], parsed_as("money", line.cells[at], unit))
    told, made = figure(printed), sum(values, Decimal(0))
    if told is not None and abs(made - told) > sum(map(half_step, fields), half_step(printed)):
        message = f"the rows above make {display(made)}, the total says {display(told)}"
        yield Found(message, line.number, text=printed.text, cell=address_in(view, line.number, at))


CHECKS = (
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
        run=_totals,
    ),
)
