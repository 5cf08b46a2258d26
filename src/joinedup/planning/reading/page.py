"""One page of a PDF: words put back into table cells, lines and paragraphs by where they stand."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from joinedup.planning.reading.columns import PageBlock, column_rows

_BULLET = re.compile(r"^(?:[•·▪●\-–*]|\(?[a-z0-9]{1,3}[).]\s)")
_END = re.compile(r"[.!?:;]['\")\]]?$")


@dataclass(slots=True)
class _Line:
    top: float
    bottom: float
    left: float
    right: float
    text: str
    parts: list[tuple[float, str]]


def blocks_of(page: Any) -> list[PageBlock]:
    """Everything on the page, from top to bottom."""
    words = page.extract_words(x_tolerance=1.5, y_tolerance=3)
    tables = page.find_tables() if len(page.rects) + len(page.lines) + len(page.curves) >= 3 else []
    tables = [table for table in tables if len(table.rows) > 1 or len(table.rows[0].cells) > 1]
    blocks: list[PageBlock] = []
    for number, table in enumerate(tables):
        words = _take_table(table, words, number, blocks)
    blocks += _paragraphs(_lines(words))
    return sorted((block for block in blocks if block.text.strip() or any(block.cells)), key=lambda block: block.top)


def _take_table(table: Any, words: list[Any], number: int, blocks: list[PageBlock]) -> list[Any]:
    """Adds the table's rows; gives back the words outside it."""
    left, top, right, bottom = table.bbox
    inside = [word for word in words if _within(word, (left, top, right, bottom))]
    for row in table.rows:
        cells = [_cell_text([word for word in inside if box and _within(word, box)]) for box in row.cells]
        if len([box for box in row.cells if box]) == 1 or (sum(map(bool, cells)) == 1 and cells[0] and len(cells) == 1):
            blocks += _paragraphs(_lines([word for word in inside if _within(word, row.bbox)]))
        else:
            blocks.append(PageBlock(row.bbox[1], "\t".join(cells), tuple(cells), number))
    chosen = {id(word) for word in inside}
    return [word for word in words if id(word) not in chosen]


def _within(word: Any, box: tuple[float, float, float, float]) -> bool:
    middle, height = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] - 1 <= middle <= box[2] + 1 and box[1] - 1 <= height <= box[3] + 1)


def _cell_text(words: list[Any]) -> str:
    """A cell's words; its lines joined unless a new one opens with a bullet or follows a short line."""
    lines = _lines(words, gap=1e9)
    if not lines:
        return ""
    edge = max(line.right for line in lines)
    width = edge - min(line.left for line in lines)
    text = lines[0].text
    for before, line in pairwise(lines):
        apart = _BULLET.match(line.text) or (_END.search(before.text) and before.right < edge - 0.25 * width)
        text += ("\n" if apart else " ") + line.text
    return text


def _lines(words: list[Any], gap: float = 0) -> list[_Line]:
    """Words grouped by height; a gap wider than a few letters becomes a tab."""
    rows: list[list[Any]] = []
    for word in sorted(words, key=lambda word: (round(word["bottom"], 1), word["x0"])):
        if rows and abs(rows[-1][0]["bottom"] - word["bottom"]) <= 3:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda word: float(word["x0"])), gap) for row in rows]


def _line(row: list[Any], gap: float) -> _Line:
    parts: list[tuple[float, str]] = [(row[0]["x0"], str(row[0]["text"]))]
    for before, word in pairwise(row):
        height = word["bottom"] - word["top"]
        wide = word["x0"] - before["x1"] > (gap or max(14.0, 1.4 * height))
        left, text = parts[-1]
        if wide and not (len(text) <= 3 and _BULLET.match(text)):
            parts.append((word["x0"], str(word["text"])))
        else:
            parts[-1] = (left, f"{text} {word['text']}")
    text = "\t".join(part for _, part in parts)
    return _Line(row[0]["top"], max(word["bottom"] for word in row), row[0]["x0"], row[-1]["x1"], text, parts)


def _paragraphs(lines: list[_Line]) -> list[PageBlock]:
    """Lines into paragraphs, and runs of lines in columns into rows."""
    blocks: list[PageBlock] = []
    edge = max((line.right for line in lines), default=0.0)
    at = 0
    while at < len(lines):
        run = _columned(lines, at)
        if run > at:
            blocks += column_rows([(line.top, line.bottom, line.parts) for line in lines[at:run]], 1000 + at)
            at = run
            continue
        if blocks and not blocks[-1].cells and at and _goes_on(lines[at - 1], lines[at], edge):
            blocks[-1] = PageBlock(blocks[-1].top, f"{blocks[-1].text} {lines[at].text}")
        else:
            blocks.append(PageBlock(lines[at].top, lines[at].text))
        at += 1
    return blocks


def _columned(lines: list[_Line], at: int) -> int:
    """Where a run of lines standing in columns ends; ``at`` itself when none begins here."""
    if len(lines[at].parts) < 2:
        return at
    second = lines[at].parts[1][0]
    end = at + 1
    while end < len(lines) and _stands_in(lines[end], lines[end - 1], second):
        end += 1
    return end


def _stands_in(line: _Line, above: _Line, second: float) -> bool:
    """True when a line belongs to the columns above it: several parts, the rest of a cell, or words further right."""
    gap, height = line.top - above.bottom, max(line.bottom - line.top, 1.0)
    if gap > 2.2 * height:
        return False
    first_alone = len(line.parts) < 2 and line.left < second - 2
    return not first_alone or (gap <= 0.45 * height and line.right <= second)


def _goes_on(before: _Line, line: _Line, edge: float) -> bool:
    """True when ``line`` is the rest of the paragraph that ``before`` belongs to."""
    if "\t" in before.text or "\t" in line.text or _BULLET.match(line.text):
        return False
    height = max(before.bottom - before.top, 1.0)
    near = line.top - before.bottom < 0.75 * height
    full = before.right > 0.86 * edge
    return near and full and (line.text[:1].islower() or not _END.search(before.text) or before.right > 0.93 * edge)
