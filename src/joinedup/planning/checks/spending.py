"""Money spent and where it comes from: no source gives more than it has, and all that comes in is given to a scheme."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from joinedup.basics.money import display
from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.rows import PUT_IN, SPENT, amount, figure, half_step, in_cell, line_of, shown, total
from joinedup.planning.checks.view import View
from joinedup.planning.importing.choices import known_choice
from joinedup.planning.plan import Row
from joinedup.planning.words import fold

_THOUSAND = 1000


def _by_source(view: View, kind: str) -> dict[str, list[Row]]:
    """Rows by their source, as the menu of spending or the menu of contributions calls it."""
    columns = [
        grid.column("source") for grid in view.template.grids.values() if grid.kind in ("contribution", "spending")
    ]
    choices = [choice for column in columns if column for choice in column.choices]
    found: dict[str, list[Row]] = defaultdict(list)
    for row in view.plan.of_kind(kind):
        if words := row.text("source"):
            found[fold(known_choice(words, choices) or words)].append(row)
    return found


def _above(view: View) -> Iterator[Found]:
    for year in view.template.years:
        yield from _above_in(view, year)


def _above_in(view: View, year: str) -> Iterator[Found]:
    given, spent = (_by_source(view, kind) for kind in ("contribution", "spending"))
    grid = view.template.grids.get("spending")
    column = grid.column("source") if grid else None
    known = {*given, *(fold(choice) for choice in (column.choices if column else ()))}
    for source, rows in spent.items():
        out = total([row for row in rows if _told_in_figures(row, year)], SPENT, year)
        into = total(given.get(source, []), PUT_IN, year)
        if not given or source not in known or out is None or not out[0] or (source in given and into is None):
            continue
        have = into or (Decimal(0), Decimal(0))
        if out[0] > have[0] + have[1] + out[1]:
            found = _too_much(view, rows, year, out[0], have[0])
            yield found if source in given else replace(found, severity=WARNING)  # it may stand in a table not read


def _told_in_figures(row: Row, year: str) -> bool:
    """False where a word stands for the sum: what the others spend is then the least that is spent."""
    fields = [field for name in SPENT if (field := row.get(f"{name}.{year}")) and not field.blank]
    return all(figure(field) is not None for field in fields)


def _too_much(view: View, rows: list[Row], year: str, spent: Decimal, given: Decimal) -> Found:
    """Points at the row in the wrong unit where one explains it, else at the largest."""
    costs = [(row, amount(row, SPENT, year) or Decimal(0)) for row in rows]
    row, cost = max(costs, key=lambda one: one[1])
    name = row.text("source")
    key = next((f"{name}.{year}" for name in SPENT if row.get(f"{name}.{year}")), f"pounds.{year}")
    message = (
        f"schemes spend {display(spent)} of {name!r} in {shown(year)}, {display(spent - given)} more than the "
        f"{display(given)} that comes from it"
    )
    fix = None
    if given and cost > given and spent - cost + cost / _THOUSAND <= given:
        fix = "the cell asks for thousands of pounds and holds pounds: divide it by 1,000"
    return in_cell(view, row, key, message, fix=fix)


def _all(view: View) -> Iterator[Found]:
    rows = view.plan.of_kind("spending")
    for year in view.template.years:
        out, into = total(rows, SPENT, year), _income(view, year)
        if out is None or into is None or any(_above_in(view, year)):
            continue  # told already, source by source
        apart = out[0] - into[0]
        if abs(apart) > out[1] + into[1]:
            more = apart > 0
            message = (
                f"the schemes spend {display(out[0])} in {shown(year)}, {display(abs(apart))} "
                f"{'more' if more else 'less'} than the {display(into[0])} that comes in"
            )
            last = max(rows, key=lambda row: line_of(row) or 0)
            found = in_cell(view, last, "scheme", message, None if more else WARNING)
            yield found if more else _with_fix(found)


def _with_fix(found: Found) -> Found:
    fix = "add what the rest is for as a line of its own, or correct the sums"
    return Found(found.message, found.line, found.field, found.text, found.severity, fix, found.cell)


def _income(view: View, year: str) -> tuple[Decimal, Decimal] | None:
    rows = view.plan.of_kind("contribution")
    if rows:
        return total(rows, PUT_IN, year)
    pool = view.plan.get(f"1a.total_pool.{year}")
    told = figure(pool)
    return None if told is None else (told, half_step(pool))


CHECKS = (
    Check(
        code="spending-above-source",
        title="More is spent of a source than comes from it",
        why="Each kind of money has its own owner and rules; what one has not, another has not agreed to give.",
        example="schemes of £1.9m paid from a grant of £1.5m",
        fix="correct the sum or the source of funding of a scheme, or add what the source gives",
        severity=ERROR,
        run=_above,
    ),
    Check(
        code="spending-is-not-the-income",
        title="The schemes do not spend what comes in",
        why="Money spent that nobody gives is missing at the year's end; money given to no scheme is argued over.",
        example="contributions of £16.0m, schemes of £17.0m",
        fix="correct the schemes or the contributions, so that both make the same",
        severity=ERROR,
        run=_all,
    ),
)
