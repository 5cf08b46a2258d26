"""Tables of figures: which cells are figures, which hold totals, and rows and columns that do not make their totals."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from joinedup.planning.checks.adding_up import Misfit, Part, gap, misfit
from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Table

_NUMBER = re.compile(
    r"^\s*(?:\+\s*)?(?P<sign>[-−–(]\s*)?£?\s*(?P<number>\d[\d,\s]*(?:\.\d+)?)\s*(?:k|m)?\s*\)?\s*$", re.IGNORECASE
)
_TOTAL = re.compile(
    r"^(?:grand |overall |sub[ -]?)?totals?\b|\btotal(?: health| bcf| spend| cost| \(?£.*)?(?: spend)?$|^sum$", re.I
)
_SUBTOTAL = re.compile(r"\bsub-?\s?totals?\b", re.IGNORECASE)
_WHOLE = re.compile(  # may be a total: believed only where other figures of the table bear it out
    r"^(?:all(?: \w+){0,2}|(?:the )?whole(?: \w+)?|overall|together|combined|in all|altogether|everything|both)$", re.I
)
_UNIT = re.compile(r"\s*\(?\s*£\s?(?:m|k|000s?|million)?\s*\)?\s*$", re.IGNORECASE)
_PART_OF = re.compile(r"^\W*(?:of which|including|includes|thereof|memo)\b", re.IGNORECASE)
_DIFFERENCE = re.compile(r"^(?:change|difference|variance|movement|gap|increase|decrease)\b", re.IGNORECASE)
_NO_SUM = re.compile(  # figures that do not add up by nature: prices of one, rates, means, shares, changes
    r"\bunit\b|price|\bper\b|\beach\b|\brates?\b|average|\bmean\b|median|ratio|%|percent|per cent|"
    r"\bchange\b|\brank\b|\bindex\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"^\s*(?:n/?a|nil|none|not applicable|tb[cd])\.?\s*$", re.IGNORECASE)
_SMALL = Decimal("0.0005")
_SLID = re.compile(r"[^\W\d].* £?\d[\d,.]*%?$")  # a name and the figure of the next column in one cell


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
    numeric = [_figures(row[1:], max(2, (width - 1) // 2)) for row in cells]
    if sum(numeric) < 2 or width < 3:
        return None
    first = numeric.index(True)
    body = [row for row, is_data in zip(cells[first:], numeric[first:], strict=True) if is_data]
    lines = [row.line for row, is_data in zip(table.rows[first:], numeric[first:], strict=True) if is_data]
    heads = [" ".join(row[column] for row in cells[:first]).strip() for column in range(width)]
    numbers = [[number_in(cell) for cell in row] for row in body]
    labels = [_label(row) for row in body]
    column = next((at for at in range(width - 1, 0, -1) if _TOTAL.search(heads[at].strip())), None)
    row = next((at for at in range(len(labels) - 1, -1, -1) if _TOTAL.search(labels[at].strip())), None)
    if column is None and _WHOLE.match(_UNIT.sub("", heads[-1]).strip()) and _borne_out([line[1:] for line in numbers]):
        column = width - 1
    if row is None and _WHOLE.match(labels[-1].strip()) and _borne_out(list(zip(*numbers, strict=True))[1:]):
        row = len(labels) - 1
    if row is None and _surely_total(numbers, heads):
        row = len(labels) - 1
    return Grid(table, first, numbers, labels, lines, heads, column, row)


def _surely_total(numbers: list[list[Decimal | None]], heads: list[str]) -> bool:
    """A last row without the word: one of its columns is the sum to the last of four digits, every other that can be a
    sum is about one."""
    exact = 0
    for at, column in enumerate(zip(*numbers, strict=True)):
        known = [value for value in column if value is not None]
        if at == 0 or _NO_SUM.search(heads[at]) or len(known) < 4 or len(known) < len(column):
            continue
        made, told = sum(known[:-1], Decimal(0)), known[-1]
        if told > max(known[:-1]) and abs(made - told) <= told / 8:
            exact += made == told and told >= 1000
        elif told > max(known[:-1]):
            return False
    return exact > 0


def _figures(cells: list[str], least: int) -> bool:
    """True for a row of figures: so many of them, or at least one beside cells that say there is none."""
    known = sum(number_in(cell.strip().removesuffix("%")) is not None for cell in cells)
    return known >= least or (known >= 1 and known + sum(bool(_NONE.match(cell)) for cell in cells) == len(cells))


def _label(row: list[str]) -> str:
    """What the row is called: its first cell, or the words after an empty one."""
    return row[0] or next((cell for cell in row if cell.strip() and number_in(cell) is None), "")


def _borne_out(runs: Sequence[Sequence[Decimal | None]]) -> bool:
    """True when the last figure is the sum of those before it in at least half of the runs, and in one that counts."""
    known = [[value for value in run if value is not None] for run in runs]
    whole = [run for run in known if len(run) >= 3 and any(run)]
    right = [run for run in whole if gap(run[:-1], run[-1]) is None]
    return bool(right) and 2 * len(right) >= len(whole)


def _sums(view: View) -> Iterator[Found]:
    for table in view.plan.tables:
        grid = grid_of(table)
        if grid and not _form_table(view, table):
            yield from _rows(grid)
            yield from _differences(grid)
            if not known_table(view, table):
                yield from _columns(grid)
        elif grid is None and not _form_table(view, table) and not known_table(view, table):
            yield from _lists(table)


def _form_table(view: View, table: Table) -> bool:
    keys = [view.key_at(row.line) or "" for row in table.rows]
    front = sum(key.startswith("1a") for key in keys) > len(keys) / 2  # one row alone may be a table of money's total
    return front or keys[-1].startswith(("1b", "a2")) or keys[-1] in {"risk", "provider", "5a.risk_log", "4.risks"}


def known_table(view: View, table: Table) -> bool:
    """True for a table of a return, whose columns are known and judged by checks of their own."""
    keys = {view.key_at(row.line) for row in (table.rows[-1], *table.rows[1:-1])}
    asked = [question for key in keys if key and (question := view.template.question(key))]
    return any(question.rows in view.template.grids for question in asked)


def _rows(grid: Grid) -> Iterator[Found]:
    if grid.total_column is None or grid.total_column < 2 or _mixed(grid):
        return
    for at, numbers in enumerate(grid.numbers):
        total = numbers[grid.total_column]
        same = _of_one_kind(grid)
        parts = [value for column in same if (value := numbers[column]) is not None]
        own = [value for column in _since_total(grid) if (value := numbers[column]) is not None]
        if total is None or (len(own) >= 2 and gap(own, total) is None):
            continue
        if len(parts) >= 2 and (problem := gap(parts, total)):
            yield _found(grid, grid.total_column, f"row {grid.labels[at]!r}", Misfit(at, *problem))


def _of_one_kind(grid: Grid) -> list[int]:
    """The columns that make the total: where it is in pounds and so are two or more of them, those alone."""
    end = grid.total_column or 0
    money = [at for at in range(1, end) if "£" in grid.heads[at]]
    return money if "£" in grid.heads[end] and len(money) >= 2 else list(range(1, end))


def _since_total(grid: Grid) -> list[int]:
    """The columns between the total before and the total: a table of several years may have one for each."""
    end = grid.total_column or 0
    start = next((at + 1 for at in range(end - 2, 1, -1) if _TOTAL.search(grid.heads[at].strip())), 1)
    return list(range(start, end))


def _mixed(grid: Grid) -> bool:
    """True when the columns before the total are of several kinds: a number of things and the price of one."""
    heads = [grid.heads[at] for at in _of_one_kind(grid)]
    return any(_NO_SUM.search(head) for head in heads)


def _columns(grid: Grid) -> Iterator[Found]:
    if grid.total_row is None or grid.total_row < 2:
        return
    for column in range(1, len(grid.numbers[0])):
        total = grid.numbers[grid.total_row][column]
        rows = [(at, row[column]) for at, row in enumerate(grid.numbers[: grid.total_row]) if _adds(grid.labels[at])]
        known = [Part(at, value) for at, value in rows if value is not None]
        adds = not _NO_SUM.search(grid.heads[column]) and not _is_mean(known, total)
        if adds and total is not None and len(known) >= 2 and (wrong := misfit(known, Part(grid.total_row, total))):
            name = " ".join(grid.heads[column].split()) or f"number {column + 1}"
            yield _found(grid, column, f"column {name!r}", wrong)


def _is_mean(parts: Sequence[Part], total: Decimal | None) -> bool:
    """A last figure between the others: a rate or a mean of them, and no sum."""
    values = [part.value for part in parts]
    return len(values) >= 2 and total is not None and min(values) <= total <= max(values) < 20 * min(values)


def _adds(label: str) -> bool:
    """False for a sum of the rows above it, and for a share of the row above it."""
    return not _TOTAL.search(label) and not _PART_OF.match(label) and not _SUBTOTAL.search(label)


def _lists(table: Table) -> Iterator[Found]:
    """A list with one column of figures, too narrow for a grid, and its total."""
    width = max(len(row.cells) for row in table.rows)
    cells = [[*row.cells, *[""] * (width - len(row.cells))] for row in table.rows]
    if grid_of(table) is not None or width < 2:
        return
    for column in range(1, width):
        known = [(at, value) for at, row in enumerate(cells) if (value := number_in(row[column])) is not None]
        ends = [at for at, _ in known if _TOTAL.search(_label(cells[at]).strip())]
        if not ends and known and _WHOLE.match(_label(cells[known[-1][0]]).strip()) and _about_all(known):
            ends = [known[-1][0]]
        parts = [Part(at, value) for at, value in known if ends and at < ends[-1] and _adds(_label(cells[at]))]
        adds = not any(_NO_SUM.search(row[column]) for row in cells[:1])
        whole = known and known[0][0] <= 1 and len(known) >= len(cells) - 2
        if not (ends and adds and whole and len(parts) >= 2):
            continue
        if wrong := misfit(parts, Part(ends[-1], dict(known)[ends[-1]])):
            text = _quoted(_label(cells[wrong.at]), cells[wrong.at][column])
            severity = WARNING if _small(wrong) else ERROR
            swapped = [" ".join(cells[at][:2]) for at in wrong.swapped]
            yield Found(told_of("the list", wrong, swapped), table.rows[wrong.at].line, text=text, severity=severity)


def _about_all(known: list[tuple[int, Decimal]]) -> bool:
    """True when the last figure is about what those before it make, and above each of them."""
    *parts, last = [value for _, value in known]
    made = sum(parts, Decimal(0))
    return len(parts) >= 3 and last > max(parts) and abs(made - last) <= last / 10


def _differences(grid: Grid) -> Iterator[Found]:
    """A column of differences: what the two figures before it leave, where most rows bear that out."""
    for column in range(3, len(grid.heads)):
        if not _DIFFERENCE.match(grid.heads[column].strip()) or "%" in grid.heads[column]:
            continue
        known = [(at, row[column - 2], row[column - 1], row[column]) for at, row in enumerate(grid.numbers)]
        whole = [(at, b - a, told) for at, a, b, told in known if a is not None and b is not None and told is not None]
        apart = [(at, made, told) for at, made, told in whole if gap([made], told) and gap([-made], told)]
        if len(whole) >= 3 and len(apart) <= len(whole) / 3:
            for at, made, told in apart:
                message = f"row {grid.labels[at]!r} changes by {made:+,}, the column says {told:,}"
                yield Found(message, grid.lines[at], text=f"{grid.labels[at]} … {told:,}")


def _found(grid: Grid, column: int, what: str, wrong: Misfit) -> Found:
    slid = _slid(grid.table)
    line = grid.lines[wrong.at]
    row = next(row for row in grid.table.rows if row.line == line)
    text = _quoted(grid.labels[wrong.at], row.cells[column] if column < len(row.cells) else "")
    return Found(
        told_of(what, wrong, [grid.labels[at] for at in wrong.swapped])
        + ("; not sure, for the figures of some rows stand in the wrong columns here" if slid else ""),
        line,
        text=text,
        severity=WARNING if _small(wrong) or slid else ERROR,
        fix="look at the table in the document itself: its columns were lost on the way" if slid else None,
    )


def told_of(what: str, wrong: Misfit, swapped: Sequence[str]) -> str:
    """A sum that fails in words."""
    if wrong.meant is not None:
        unit = wrong.told in (wrong.meant * 1000, wrong.meant / 1000)
        how = "is in another unit than the rest" if unit else "has its point in the wrong place"
        return f"{wrong.told:,} {how}: with {wrong.meant:,f} {what} makes its total"
    hint = f"; perhaps two digits changed places at {' or '.join(map(repr, swapped))}" if swapped else ""
    return (
        f"{what} makes {wrong.made:,} but its total says {wrong.told:,} (apart by {wrong.made - wrong.told:+,}){hint}"
    )


def _small(wrong: Misfit) -> bool:
    return abs(wrong.made - wrong.told) <= max(abs(wrong.told), abs(wrong.made)) * _SMALL


def _quoted(label: str, cell: str) -> str:
    """The row's name and the figure as it is written."""
    return f"{label} … {' '.join(cell.split())}"


def _slid(table: Table) -> bool:
    """True when a row has its first figure in the cell of its name and, by so much, an empty cell beyond."""
    return any(
        _SLID.search(row.cells[0].strip())
        and any(number_in(cell) is not None for cell in row.cells[1:])
        and not all(cell.strip() for cell in row.cells)
        for row in table.rows
    )


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
)
