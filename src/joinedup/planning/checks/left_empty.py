"""One cell left empty where every other row of the table, or every other block of its kind, is filled."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.table_sums import number_in
from joinedup.planning.checks.view import View
from joinedup.planning.importing.pieces import Piece
from joinedup.planning.plan import Table, TableRow
from joinedup.planning.words import fold

_ASKED = re.compile(
    r"\b(?:measures?|metrics?|indicators?|evaluat\w*|"
    r"how (?:we|it|success|progress)\b.*\b(?:know|measured|works?|judged|tell)|"
    r"success criteria|owners?|leads?|sponsor|responsib\w*|accountab\w*|commissioner|provider|"
    r"costs?|budget|investment|amount|by when|date|deadline|rating)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"^\W*(?:sub-?)?totals?\b|^\W*(?:overall|all)\b", re.IGNORECASE)
_LEAST = 4  # rows of which all but one are filled: fewer may well be no table of the kind
_BLOCKS = 3  # blocks of one make


_MEASURED = re.compile(r"\b(?:measures?|metrics?|indicators?|evaluat\w*|monitor\w*)\b", re.IGNORECASE)
_PENDING = re.compile(
    r"\b(?:await\w+|to follow|tb[acd]|to be (?:confirmed|agreed|set|decided|determined|completed|added)|not yet|"
    r"pending|under (?:discussion|review)|still being|later)\b",
    re.IGNORECASE,
)


def _of_sheets(view: View) -> Iterator[Found]:
    """What one row of a workbook's table leaves out: how it is measured, or a figure that is still to come."""
    for table in view.plan.tables:
        if view.plan.format == "sheet":
            yield from _unmeasured(table)
        yield from _still_to_come(table)


def _unmeasured(table: Table) -> Iterator[Found]:
    heads = table.rows[0].cells
    rows = [row for row in table.rows[1:] if not any(_TOTAL.match(cell) for cell in row.cells[:2])]
    for column, head in enumerate(heads):
        if column < 2 or not _MEASURED.search(head) or _counted(rows, column):
            continue
        blank = [row for row in rows if column >= len(row.cells) or not row.cells[column].strip()]
        if len(rows) >= _LEAST and len(blank) == 1 and sum(bool(cell.strip()) for cell in blank[0].cells) >= 3:
            text = " … ".join(cell for cell in blank[0].cells if cell.strip())
            message = f"nothing stands under {head.strip()!r}; the other rows have it"
            yield Found(message, blank[0].line, text=text, severity=WARNING)


def _counted(rows: Sequence[TableRow], column: int) -> bool:
    """A column of figures: a change in activity, and no words on how it is measured."""
    told = [row.cells[column] for row in rows if column < len(row.cells) and row.cells[column].strip()]
    return any(number_in(cell.strip().removesuffix("%")) is not None for cell in told)


def _still_to_come(table: Table) -> Iterator[Found]:
    """Words that put a figure off in a row of figures, under a heading that has figures in the other rows."""
    for row in table.rows[1:]:
        figures = [at for at, cell in enumerate(row.cells) if at and _is_figure(cell)]
        for at, cell in enumerate(row.cells):
            beside = [
                one for one in table.rows[1:] if one is not row and at < len(one.cells) and _is_figure(one.cells[at])
            ]
            if at and len(figures) >= 2 and len(beside) >= 2 and len(cell) < 60 and _PENDING.search(cell):
                yield Found(
                    f"a figure is asked, and it says {cell.strip()!r}", row.line, text=f"{row.cells[0]} … {cell}"
                )


def _is_figure(cell: str) -> bool:
    return number_in(cell.strip().removesuffix("%")) is not None


def _tables(view: View) -> Iterator[Found]:
    if view.plan.format == "sheet":
        return
    own = {field.line for kind in ("risk", "signature") for row in view.plan.of_kind(kind) for field in row.fields}
    for table in view.plan.tables:
        if not own & {row.line for row in table.rows}:
            yield from _table(table)


def _table(table: Table) -> Iterator[Found]:
    heads, rows = table.rows[0].cells, [row for row in table.rows[1:] if not _TOTAL.match(row.cells[0])]
    whole = [row for row in rows if len(row.cells) == len(heads)]
    if len(rows) < _LEAST or len(whole) < len(rows) or not all(row.cells[0].strip() for row in rows):
        return
    for column, head in enumerate(heads):
        blank = [row for row in rows if not row.cells[column].strip()]
        if column and _ASKED.search(head) and len(head.split()) <= 12 and len(blank) == 1:
            text = " … ".join(cell for cell in blank[0].cells if cell.strip())
            yield Found(f"nothing stands under {head.strip()!r}; the other rows have it", blank[0].line, text=text)


def _blocks(view: View) -> Iterator[Found]:
    """Blocks of labels with their values below: one label followed at once by the next."""
    if view.plan.format == "sheet":
        return
    pieces = [piece for piece in view.passages if not piece.in_row]
    risks = {field.line for row in view.plan.of_kind("risk") for field in row.fields}
    counts = Counter(fold(piece.text) for piece in pieces)
    labels = {line for line, times in counts.items() if times >= _BLOCKS and 0 < len(line.split()) <= 8}
    for at, piece in enumerate(pieces[:-1]):
        label, below = fold(piece.text), fold(pieces[at + 1].text)
        if label not in labels or below not in labels or not _ASKED.search(label) or piece.line in risks:
            continue
        if _is_label(pieces, label, labels):
            title = _title(pieces, at, labels)
            yield Found(f"nothing stands under {piece.text!r}; the others have it", piece.line, text=title)


def _is_label(pieces: Sequence[Piece], label: str, labels: set[str]) -> bool:
    """In all other blocks a value follows it."""
    after = [fold(pieces[at + 1].text) for at, piece in enumerate(pieces[:-1]) if fold(piece.text) == label]
    return sum(text in labels for text in after) == 1 and len(after) >= _BLOCKS


def _title(pieces: Sequence[Piece], at: int, labels: set[str]) -> str:
    """The value under the first label of the block, and the label left empty."""
    own = fold(pieces[at].text)
    first = at
    while first and fold(pieces[first - 1].text) != own and at - first < 30:
        first -= 1
    values = [piece.text for piece in pieces[first:at] if fold(piece.text) not in labels]
    return " … ".join([*values[-3:], pieces[at].text])


def _run(view: View) -> Iterator[Found]:
    yield from _tables(view)
    yield from _blocks(view)
    yield from _of_sheets(view)


CHECKS = (
    Check(
        code="cell-left-empty",
        title="One empty cell in a column that all others fill",
        why="A scheme without measure, owner or sum among others that have one was forgotten, not decided.",
        example="no measure for one scheme of six",
        fix="fill it, or say why there is none",
        severity=ERROR,
        run=_run,
    ),
)
