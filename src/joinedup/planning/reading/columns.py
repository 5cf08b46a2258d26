"""Tables without rules: columns told by where words begin, rows by how far lines stand apart."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Part = tuple[float, str]
Line = tuple[float, float, list[Part]]
_TALLEST = 60  # lines of one row: about a page of them


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A paragraph (``text``) or a row (``cells``) of one of the page's tables."""

    top: float
    text: str
    cells: tuple[str, ...] = ()
    table: int = 0


def column_rows(lines: Sequence[Line], table: int) -> list[PageBlock]:
    """Rows of lines given as (top, bottom, parts with their left edges); wrapped lines join the row above."""
    columns = _columns(lines)
    centred = _centred(lines, columns) if _overlap(lines) and not _set_apart(lines) else []
    if centred:
        return [_joined(lines[first:last], columns, table) for first, last in centred]
    apart = _set_apart(lines) or _row_gap(lines) or (float("inf") if _one_row(lines, columns) else 0.0)
    rows: list[tuple[float, list[str]]] = []
    for at, (top, _, parts) in enumerate(lines):
        cells = _cells(parts, columns)
        if at and apart and top - lines[at - 1][1] < apart:
            above = rows[-1][1]
            rows[-1] = (rows[-1][0], [f"{a} {b}".strip() for a, b in zip(above, cells, strict=True)])
        else:
            rows.append((top, cells))
    return [PageBlock(top, "\t".join(cells), tuple(cells), table) for top, cells in rows]


def _joined(lines: Sequence[Line], columns: list[float], table: int) -> PageBlock:
    cells = [""] * len(columns)
    for _, _, parts in lines:
        cells = [f"{a} {b}".strip() for a, b in zip(cells, _cells(parts, columns), strict=True)]
    return PageBlock(lines[0][0], "\t".join(cells), tuple(cells), table)


def _overlap(lines: Sequence[Line]) -> bool:
    """True where a line stands halfway down beside two others: cells are centred in their rows."""
    return any(line[0] < above[1] - 0.5 for above, line in pairwise(lines))


def _set_apart(lines: Sequence[Line]) -> float:
    """Of centred cells, the gap between lines of a row and lines of the next; 0 where rows stand no further apart.

    A line beside two others stands half a line lower than the first, which gives the gap between lines of one cell.
    """
    gaps = [line[0] - above[1] for above, line in pairwise(lines)]
    if not gaps or min(gaps) > -0.5:
        return 0.0
    within = 2 * min(gaps) + lines[0][1] - lines[0][0]
    clear, beyond = [gap for gap in gaps if gap > -0.5], [gap for gap in gaps if gap > within + 2]
    return (within + min(beyond)) / 2 if beyond and len(beyond) >= len(clear) / 3 else 0.0


def _centred(lines: Sequence[Line], columns: list[float]) -> list[tuple[int, int]]:
    """Lines parted into rows whose cells all have one middle; none where they cannot all be parted so."""
    rows: list[tuple[int, int]] = []
    first = 0
    while first < len(lines):
        last = _one_middle(lines, first, columns)
        if last is None:
            return []
        rows.append((first, last))
        first = last
    return rows


def _one_middle(lines: Sequence[Line], first: int, columns: list[float]) -> int | None:
    """Where the row ends: it has a first cell, no next line stands beside it, and its cells share their middle.

    Each line is looked at once: a page as wide as a hostile file likes costs no more than its words.
    """
    spans: dict[int, tuple[float, float]] = {}
    for last in range(first + 1, min(first + _TALLEST, len(lines)) + 1):
        top, bottom, parts = lines[last - 1]
        for left, text in parts:
            if text:
                at = _column(left, columns)
                spans[at] = (spans.get(at, (top, bottom))[0], bottom)
        if last < len(lines) and lines[last][0] < bottom - 0.5:
            continue
        middles = [(top + bottom) / 2 for top, bottom in spans.values()]
        if 0 in spans and max(middles) - min(middles) < 1.5:
            return last
    return None


def _one_row(lines: Sequence[Line], columns: list[float]) -> bool:
    """True for a single row whose cells are wrapped: only its first line fills the columns, the others stand close."""
    filled = [sum(map(bool, _cells(parts, columns))) for _, _, parts in lines]
    height = max(lines[0][1] - lines[0][0], 1.0)
    close = all(line[0] - above[1] <= 0.45 * height for above, line in pairwise(lines))
    first = len(columns) >= 3 and filled[0] == len(columns)
    return first and close and len(lines) > 2 and max(filled[1:]) <= (len(columns) + 1) // 2


def _columns(lines: Sequence[Line]) -> list[float]:
    """Left edges of the columns: every place where words of some line begin, near ones taken together."""
    edges = sorted(left for _, _, parts in lines for left, _ in parts)
    columns: list[float] = []
    for edge in edges:
        if not columns or edge - columns[-1] > 12:
            columns.append(edge)
    return columns


def _cells(parts: list[Part], columns: list[float]) -> list[str]:
    cells = [""] * len(columns)
    for left, text in parts:
        at = _column(left, columns)
        cells[at] = f"{cells[at]} {text}".strip()
    return cells


def _column(left: float, columns: list[float]) -> int:
    return max(bisect_right(columns, left + 2) - 1, 0)


def _row_gap(lines: Sequence[Line]) -> float:
    """The gap below which two lines belong to one row: lines set close, rows further apart; 0 where none is close."""
    gaps = sorted(line[0] - above[1] for above, line in pairwise(lines))
    height = max(lines[0][1] - lines[0][0], 1.0)
    if len(gaps) < 2 or gaps[0] > 0.45 * height or gaps[-1] < 1.4 * max(gaps[0], 0.5):
        return 0.0
    return max(1.6 * gaps[0], gaps[0] + 1.0)
