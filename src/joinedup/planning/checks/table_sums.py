"""Tables of figures: rows and columns that do not make their totals, products that are none, tables that disagree."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Table
from joinedup.planning.values import Money
from joinedup.planning.values.money import money_in

_NUMBER = re.compile(
    r"^\s*(?P<sign>[-−(]\s*)?£?\s*(?P<number>\d[\d,\s]*(?:\.\d+)?)\s*(?:k|m)?\s*\)?\s*$", re.IGNORECASE
)
_TOTAL = re.compile(
    r"^(?:grand |overall |sub[ -]?)?totals?\b|\btotal(?: health| bcf| spend| cost| \(?£.*)?(?: spend)?$|^sum$", re.I
)
_NO_SUM = re.compile(  # figures that do not add up by nature: prices of one, rates, means, shares, changes
    r"\bunit\b|price|\bper\b|\beach\b|\brates?\b|average|\bmean\b|median|ratio|%|percent|per cent|"
    r"\bchange\b|\brank\b|\bindex\b",
    re.IGNORECASE,
)
_SLID = re.compile(r"[^\W\d].* £?\d[\d,.]*%?$")  # a name and the figure of the next column in one cell
_UNIT_PRICE = re.compile(r"unit (?:price|cost)|price per|cost per", re.IGNORECASE)
_QUANTITY = re.compile(r"change in activity|quantity|activity|number of|volume", re.IGNORECASE)
_VALUE = re.compile(r"total|saving|value", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grid:
    """The figures of a table: a number or None for each cell, the columns that hold totals, the rows that do."""

    table: Table
    first: int
    numbers: list[list[Decimal | None]]
    labels: list[str]
    lines: list[int]
    heads: list[str]
    total_column: int | None
    total_row: int | None


def number_in(cell: str) -> Decimal | None:
    """A cell's number, None for words and blanks."""
    match = _NUMBER.match(cell)
    if not match:
        return Decimal(0) if cell.strip() in {"-", "–"} else None
    value = Decimal(re.sub(r"[\s,]", "", match["number"]))
    return -value if match["sign"] else value


def grid_of(table: Table) -> Grid | None:
    """The figures of a table of at least two rows and two columns of numbers, else None."""
    width = max(len(row.cells) for row in table.rows)
    cells = [[*row.cells, *[""] * (width - len(row.cells))] for row in table.rows]
    numeric = [sum(number_in(cell) is not None for cell in row[1:]) >= max(2, (width - 1) // 2) for row in cells]
    if sum(numeric) < 2 or width < 3:
        return None
    first = numeric.index(True)
    body = [row for row, is_data in zip(cells[first:], numeric[first:], strict=True) if is_data]
    lines = [row.line for row, is_data in zip(table.rows[first:], numeric[first:], strict=True) if is_data]
    heads = [" ".join(row[column] for row in cells[:first]).strip() for column in range(width)]
    numbers = [[number_in(cell) for cell in row] for row in body]
    labels = [row[0] for row in body]
    column = next((at for at in range(width - 1, 0, -1) if _TOTAL.search(heads[at].strip())), None)
    row = next((at for at in range(len(labels) - 1, -1, -1) if _TOTAL.search(labels[at].strip())), None)
    return Grid(table, first, numbers, labels, lines, heads, column, row)


def _sums(view: View) -> Iterator[Found]:
    for table in view.plan.tables:
        grid = grid_of(table)
        if grid and not _form_table(view, table):
            yield from _rows(grid)
            if not _known_table(view, table):
                yield from _columns(grid)


def _form_table(view: View, table: Table) -> bool:
    key = view.key_at(table.rows[-1].line) or ""
    return key.startswith(("1a", "1b", "a2")) or key in {"risk", "provider", "5a.risk_log", "4.risks"}


def _known_table(view: View, table: Table) -> bool:
    """True for a table of a return, whose columns are known and judged by checks of their own."""
    question = view.template.question(view.key_at(table.rows[-1].line) or "")
    return question is not None and question.rows in view.template.grids


def _rows(grid: Grid) -> Iterator[Found]:
    if grid.total_column is None or grid.total_column < 2 or _mixed(grid):
        return
    for at, numbers in enumerate(grid.numbers):
        total = numbers[grid.total_column]
        parts = [value for value in numbers[1 : grid.total_column] if value is not None]
        if total is not None and len(parts) >= 2 and (problem := _gap(parts, total)):
            yield _found(grid, at, f"row {grid.labels[at]!r}", problem)


def _mixed(grid: Grid) -> bool:
    """True when the columns before the total are of several kinds: a number of things and the price of one."""
    heads = grid.heads[1 : grid.total_column]
    return any(_NO_SUM.search(head) for head in heads)


def _columns(grid: Grid) -> Iterator[Found]:
    if grid.total_row is None or grid.total_row < 2:
        return
    for column in range(1, len(grid.numbers[0])):
        total = grid.numbers[grid.total_row][column]
        parts = [
            row[column] for at, row in enumerate(grid.numbers[: grid.total_row]) if not _TOTAL.search(grid.labels[at])
        ]
        known = [value for value in parts if value is not None]
        adds = not _NO_SUM.search(grid.heads[column])
        if adds and total is not None and len(known) >= 2 and (problem := _gap(known, total)):
            name = " ".join(grid.heads[column].split()) or f"number {column + 1}"
            yield _found(grid, grid.total_row, f"column {name!r}", problem)


def _gap(parts: Sequence[Decimal], total: Decimal) -> tuple[Decimal, Decimal] | None:
    """Sum and printed total where they differ by more than rounding each part can explain."""
    made = sum(parts, Decimal(0))
    exponents = [int(value.as_tuple().exponent) for value in (*parts, total)]
    step = Decimal(1).scaleb(min(0, *exponents)) if any(exponents) else Decimal(1)
    written = len([value for value in parts if value])
    apart = abs(made - total)
    return (made, total) if apart > step * Decimal(written + 1) / 2 else None


def _found(grid: Grid, row: int, what: str, problem: tuple[Decimal, Decimal]) -> Found:
    made, total = problem
    apart = made - total
    small = abs(apart) <= max(abs(total), abs(made)) * Decimal("0.0005")
    message = f"{what} makes {made:,} but its total says {total:,} (apart by {apart:+,})"
    slid = _slid(grid.table)
    message += "; not sure, for the figures of some rows stand in the wrong columns here" if slid else ""
    return Found(
        message,
        grid.lines[row],
        text=f"{grid.labels[row]} … {total:,}",
        severity=WARNING if small or slid else ERROR,
        fix="look at the table in the document itself: its columns were lost on the way" if slid else None,
    )


def _slid(table: Table) -> bool:
    """True when a row has its first figure in the cell of its name and, by so much, an empty cell beyond."""
    return any(
        _SLID.search(row.cells[0].strip())
        and any(number_in(cell) is not None for cell in row.cells[1:])
        and not all(cell.strip() for cell in row.cells)
        for row in table.rows
    )


_EACH = re.compile(  # 782 admissions at £1,490 each
    r"(?<![\d£,.])(?P<many>\d{1,3}(?:,\d{3})+|\d{2,6}) (?:[a-z-]+ ){1,3}(?:at|x|×|@|multiplied by) (?:an? )?"
    r"(?:average )?(?:(?:cost|price|tariff) )?(?:of )?£(?P<one>\d[\d,]*(?:\.\d\d)?)"
    r"(?![\d.]*\s?(?:m|k|million)\b)(?= each|[).,;]| per)"
)


def _in_words(view: View) -> Iterator[Found]:
    """'782 admissions at £1,490 each' beside the sum that stands before it in the sentence."""
    for sentence in view.sentences:
        for match in _EACH.finditer(sentence.text):
            sums = money_in(sentence.text[: match.start()])
            one, many = (Decimal(match[name].replace(",", "")) for name in ("one", "many"))
            if (
                len(sums) == 1
                and one * many
                and abs(sums[0].money.pounds - one * many) > one * many / 100 + _half(sums[0].money)
            ):
                message = f"{many:,} × £{one:,} makes £{one * many:,}, not £{sums[0].money.pounds:,.0f}"
                yield Found(message, sentence.line, text=sentence.text)


def _half(money: Money) -> Decimal:
    """Half of the last place that was written."""
    places = max(0, -int(money.written.as_tuple().exponent))
    return abs(money.pounds / money.written) / (10**places) / 2 if money.written else Decimal(0)


def _all_products(view: View) -> Iterator[Found]:
    yield from _products(view)
    yield from _in_words(view)


def _products(view: View) -> Iterator[Found]:
    for table in view.plan.tables:
        grid = grid_of(table)
        if grid is None or _known_table(view, table):
            continue
        price, quantity, value = (_column(grid, pattern) for pattern in (_UNIT_PRICE, _QUANTITY, _VALUE))
        if price is None or quantity is None or value is None or len({price, quantity, value}) < 3:
            continue
        for at, numbers in enumerate(grid.numbers):
            one, many, told = numbers[price], numbers[quantity], numbers[value]
            if one and many and told and abs(abs(one * many) - abs(told)) > abs(told) * Decimal("0.01") + 1:
                message = f"{many:,} × {one:,} makes {one * many:,}, not {told:,}"
                yield Found(message, grid.lines[at], text=grid.labels[at])


def _column(grid: Grid, pattern: re.Pattern[str]) -> int | None:
    return next((at for at, head in enumerate(grid.heads) if at and pattern.search(head)), None)


def _disagree(view: View) -> Iterator[Found]:
    grids = [grid for table in view.plan.tables if (grid := grid_of(table)) and grid.total_column]
    for at, one in enumerate(grids):
        for other in grids[at + 1 :]:
            yield from _compare(one, other)


def _compare(one: Grid, other: Grid) -> Iterator[Found]:
    """Totals of rows of the same name, in two tables most of whose rows agree."""
    first, second = _totals(one), _totals(other)
    shared = [label for label in second if label in first]
    apart = [label for label in shared if first[label][0] != second[label][0]]
    if len(shared) < 5 or len(apart) > len(shared) / 2:
        return
    for label in apart:
        message = (
            f"the total of {label!r} is {second[label][0]:,} here and {first[label][0]:,} in the table before "
            f"(line {first[label][1]})"
        )
        yield Found(message, second[label][1], text=label)


def _totals(grid: Grid) -> dict[str, tuple[Decimal, int]]:
    column = grid.total_column or 0
    pairs = zip(grid.labels, grid.numbers, grid.lines, strict=True)
    return {
        " ".join(label.split()): (total, line)
        for label, numbers, line in pairs
        if (total := numbers[column]) is not None
    }


CHECKS = (
    Check(
        code="table-does-not-add-up",
        title="A row or column does not make its total",
        why="A table that does not add up holds a wrong figure somewhere; it is shown, never repaired.",
        example="48 + 52 printed as 110",
        fix="find the wrong figure and correct it or the total",
        severity=ERROR,
        run=_sums,
    ),
    Check(
        code="product-wrong",
        title="Activity times price is not the value",
        why="Savings are reckoned from activity and unit price.",
        example="1,400 admissions × £1,490 printed as £2.9m",
        fix="reckon the value again",
        severity=ERROR,
        run=_all_products,
    ),
    Check(
        code="tables-disagree",
        title="Two tables give different totals for one thing",
        why="One of them is wrong, and the plan rests on both.",
        example="people of 65 to 69: 48,334 in one table and 43,354 in the next",
        fix="find which is right and correct the other",
        severity=WARNING,
        run=_disagree,
    ),
)
