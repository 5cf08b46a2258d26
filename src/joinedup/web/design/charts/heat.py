"""A table shaded by size that can be read as a table: every cell says its number, shading is only a help."""

from collections.abc import Sequence
from dataclasses import dataclass

STEPS = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """``step`` 0 (none) to 5 (most) is the shade; ``href`` leads to what is behind the number."""

    words: str
    step: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class HeatTable:
    """Rows with a name each, and cells under the column heads."""

    title: str
    summary: str
    head: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Cell]]]


def heat_table(
    title: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[tuple[float | None, str]]]],
    *,
    summary: str,
    first: str = "",
) -> HeatTable:
    """``rows`` are (name, [(value, words), …]); no value (hidden, unknown): no shade. Shades are equal steps."""
    known = [value for _, cells in rows for value, _ in cells if value is not None]
    most = max(known, default=0.0)
    made = [(name, [Cell(words, _step(value, most)) for value, words in cells]) for name, cells in rows]
    return HeatTable(title, summary, [first, *columns], made)


def _step(value: float | None, most: float) -> int:
    if value is None or value <= 0 or most <= 0:
        return 0
    return min(STEPS, 1 + int(value / most * STEPS - 1e-9))
