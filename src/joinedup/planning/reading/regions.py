"""A page set in two columns of running text is read down the first and then down the second."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

Box = tuple[float, float, float, float]

_FEWEST_LINES = 12  # on each side: fewer may be a table of two columns
_FULL_LINE = 6  # words that make a line of running text
_PROSE = 0.4  # of a side's lines are such
_MIDDLE = (0.35, 0.65)  # of the width: where the gap between the columns may stand
_GAP = 9.0  # points, at least
_CROSSING = 0.15  # of the lines may go over both columns: titles and feet


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the page's words."""

    top: float
    bottom: float
    words: tuple[Any, ...]

    def crosses(self, at: float) -> bool:
        """True where a word, or less than a gap between two, stands on the place."""
        left = max((word["x1"] for word in self.words if word["x0"] < at), default=0.0)
        right = min((word["x0"] for word in self.words if word["x0"] >= at), default=float("inf"))
        return bool(left > at or (right - left < _GAP and right < float("inf") and left > 0))


def regions(words: Sequence[Any], width: float, height: float) -> list[Box]:
    """The parts of the page in the order in which they are read: the page itself where it has no two columns."""
    rows = _rows(words)
    page = (0.0, 0.0, width, height)
    gutter = _gutter(rows, width)
    if gutter is None:
        return [page]
    found: list[Box] = []
    margins, top = _margins(rows), 0.0
    bands = [(over, list(band)) for over, band in groupby(rows, key=lambda row: row in margins or row.crosses(gutter))]
    for at, (over, band) in enumerate(bands):
        end = max(row.bottom for row in band)
        below = min(row.top for row in bands[at + 1][1]) if at + 1 < len(bands) else height
        bottom = (end + max(end, below)) / 2  # halfway, so that a table keeps the line drawn under it
        if over:
            found.append((0.0, top, width, bottom))
        else:
            found += [(0.0, top, gutter, bottom), (gutter, top, width, bottom)]
        top = bottom
    return found


def _rows(words: Sequence[Any]) -> list[_Row]:
    ordered = sorted(words, key=lambda word: (round(word["bottom"] / 3), word["x0"]))
    rows = [tuple(row) for _, row in groupby(ordered, key=lambda word: round(word["bottom"] / 3))]
    return [_Row(min(w["top"] for w in row), max(w["bottom"] for w in row), row) for row in rows]


def _margins(rows: Sequence[_Row]) -> list[_Row]:
    """The first and the last line where they stand off from the rest: running titles and page numbers."""
    gaps = [max(0.0, below.top - above.bottom) for above, below in pairwise(rows)]
    usual = max(_GAP, 2 * sorted(gaps)[len(gaps) // 2])
    return [row for row, gap in ((rows[0], gaps[0]), (rows[-1], gaps[-1])) if gap > usual]


def _gutter(rows: Sequence[_Row], width: float) -> float | None:
    """The place that hardly any line crosses, with running text on both sides of it."""
    starts = sorted({round(word["x0"]) - 1.0 for row in rows for word in row.words})
    places = [at for at in starts if _MIDDLE[0] * width <= at <= _MIDDLE[1] * width]
    least = min(places, key=lambda at: (sum(row.crosses(at) for row in rows), -_starting(rows, at)), default=None)
    if least is None or sum(row.crosses(least) for row in rows) > _CROSSING * len(rows):
        return None
    sides = ([[w for w in row.words if (w["x0"] < least) is left] for row in rows] for left in (True, False))
    return least if all(_running([line for line in side if line]) for side in sides) else None


def _starting(rows: Sequence[_Row], at: float) -> int:
    """How many lines have a word that begins there."""
    return sum(any(0 <= word["x0"] - at <= 2 for word in row.words) for row in rows)


def _running(lines: Sequence[Sequence[Any]]) -> bool:
    full = sum(len(line) >= _FULL_LINE for line in lines)
    return len(lines) >= _FEWEST_LINES and full >= _PROSE * len(lines)
