"""Tables without rules: columns told by where words begin, rows by how far lines stand apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Part = tuple[float, str]


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A paragraph (``text``) or a row (``cells``) of one of the page's tables."""

    top: float
    text: str
    cells: tuple[str, ...] = ()
    table: int = 0


def column_rows(lines: Sequence[tuple[float, float, list[Part]]], table: int) -> list[PageBlock]:
    """Rows of lines given as (top, bottom, parts with their left edges); wrapped lines join the row above."""
    columns = _columns(lines)
    apart = _row_gap(lines) or (float("inf") if _one_row(lines, columns) else 0.0)
    rows: list[tuple[float, list[str]]] = []
    for at, (top, _, parts) in enumerate(lines):
        cells = _cells(parts, columns)
        if at and apart and top - lines[at - 1][1] < apart:
            above = rows[-1][1]
            rows[-1] = (rows[-1][0], [f"{a} {b}".strip() for a, b in zip(above, cells, strict=True)])
        else:
            rows.append((top, cells))
    return [PageBlock(top, "\t".join(cells), tuple(cells), table) for top, cells in rows]


def _one_row(lines: Sequence[tuple[float, float, list[Part]]], columns: list[float]) -> bool:
    """True for a single row whose cells are wrapped: only its first line fills the columns, the others stand close."""
    filled = [sum(map(bool, _cells(parts, columns))) for _, _, parts in lines]
    height = max(lines[0][1] - lines[0][0], 1.0)
    close = all(line[0] - above[1] <= 0.45 * height for above, line in pairwise(lines))
    first = len(columns) >= 3 and filled[0] == len(columns)
    return first and close and len(lines) > 2 and max(filled[1:]) <= (len(columns) + 1) // 2


def _columns(lines: Sequence[tuple[float, float, list[Part]]]) -> list[float]:
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
        at = max((n for n, column in enumerate(columns) if column <= left + 2), default=0)
        cells[at] = f"{cells[at]} {text}".strip()
    return cells


def _row_gap(lines: Sequence[tuple[float, float, list[Part]]]) -> float:
    """The gap below which two lines belong to one row: lines set close, rows further apart; 0 where none is close."""
    gaps = sorted(line[0] - above[1] for above, line in pairwise(lines))
    height = max(lines[0][1] - lines[0][0], 1.0)
    if len(gaps) < 2 or gaps[0] > 0.45 * height or gaps[-1] < 1.4 * max(gaps[0], 0.5):
        return 0.0
    return max(1.6 * gaps[0], gaps[0] + 1.0)
