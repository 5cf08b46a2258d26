"""Tables of money beside the first page and the schemes: sources make the pool, and each scheme costs one sum."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from joinedup.basics.money import display
from joinedup.planning.checks import cost_tables
from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.pool_sums import near, pounds
from joinedup.planning.checks.scheme_costs import asked_beside_given
from joinedup.planning.checks.table_sums import Grid, grid_of, known_table
from joinedup.planning.checks.view import View
from joinedup.planning.values.money import unit_in_label

_YEAR = re.compile(r"(?<!\d)(?:20)?(\d{2})\s?[/\-–]\s?(?:20)?(\d{2})(?!\d)")
_SOURCE = re.compile(
    r"contribution|disabled facilities|\bDFG\b|minimum|ccg|council|capital grant|s\.?256|section 256", re.IGNORECASE
)
_NO_MONEY = re.compile(
    r"\b(?:activity|admissions?|avoided|attendances?|days|people|change|price|rate|share)\b|%", re.IGNORECASE
)
_SCALE = {"k": 1000, "m": 1_000_000, "": 1}


def _grids(view: View) -> Iterator[tuple[Grid, dict[int, str], int]]:
    """Tables with a column for each year: the grid, the year of each column, and the unit as a multiple."""
    for table in view.plan.tables:
        grid = grid_of(table)
        if grid is None or known_table(view, table):
            continue
        years = {at: f"20{m[1]}_{m[2]}" for at, head in enumerate(grid.heads) if at and (m := _YEAR.search(head))}
        years = {at: year for at, year in years.items() if year in view.template.years}
        years = {at: year for at, year in years.items() if not _NO_MONEY.search(grid.heads[at])}
        if years and len(set(years.values())) == len(years):
            text = f"{' '.join(grid.heads)} {table.caption} {' '.join(table.rows[grid.first].cells)}"
            unit = unit_in_label(text) or ("m" if re.search(r"£[\d.,]+ ?m", text) else "")
            yield grid, years, _SCALE[unit]


def _pool(view: View) -> Iterator[Found]:
    for grid, years, scale in _grids(view):
        labels = [label for at, label in enumerate(grid.labels) if at != grid.total_row]
        sources = len([label for label in labels if _SOURCE.search(label)])
        if grid.total_row is None or sources < max(2, len(labels) / 2):
            continue
        for column, year in years.items():
            total = grid.numbers[grid.total_row][column]
            known = [sum for name in ("total_pool", "min_pool") if (sum := pounds(view.plan.get(f"1a.{name}.{year}")))]
            if (
                total
                and known
                and _comparable(total * scale, known[0])
                and not any(near(total * scale, k) for k in known)
            ):
                message = (
                    f"the sources make {display(total * scale)} for {year.replace('_', '/')}; the first page "
                    f"pools {display(known[0])}"
                )
                yield Found(message, grid.lines[grid.total_row], text=f"{grid.labels[grid.total_row]} … {total:,}")


def _comparable(one: Decimal, other: Decimal) -> bool:
    """True for sums of one kind: a table of another fund, or of another unit, is not held against the pool."""
    return Decimal("0.5") < one / other < 2


def _scheme_costs(view: View) -> Iterator[Found]:
    seen = set()
    for found in chain(asked_beside_given(view), cost_tables.described(view)):
        if found.line not in seen:
            yield found
        seen.add(found.line)
    yield from cost_tables.in_text(view)


CHECKS = (
    Check(
        code="sources-do-not-make-the-pool",
        title="The sources of money do not make the pool",
        why="Money that comes from nowhere cannot be spent; money that goes nowhere will be.",
        example="contributions of £22.7m in a table, a pool of £21.7m on the first page",
        fix="correct the contribution or the pool",
        severity=ERROR,
        run=_pool,
    ),
    Check(
        code="scheme-costs-differ",
        title="A scheme with two costs",
        why="The table and the description are read by different people, and each believes his own.",
        example="£2.4m in the table of spending, £2.1m in the scheme's description",
        fix="make both the same",
        severity=ERROR,
        run=_scheme_costs,
    ),
)
