"""One page of a PDF: words put back into table cells, lines and paragraphs by where they stand."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from joinedup.planning.reading.columns import PageBlock, column_rows
from joinedup.planning.reading.regions import Box, regions

_BULLET = re.compile(r"^(?:[•·▪●\-–*]|\(?[a-z0-9]{1,3}[).]\s)")
_OWN = 2_000  # numbers of tables for each part of a page
_END = re.compile(r"[.!?:;]['\")\]]?$")


@dataclass(slots=True)
class _Line:
    top: float
    bottom: float
    left: float
    right: float
    text: str
    parts: list[tuple[float, str]]
    first: float = 0.0  # the width of its first word and the space before it


def blocks_of(page: Any) -> list[PageBlock]:
    """Everything on the page in the order in which it is read: from top to bottom, column by column."""
    words = page.extract_words(x_tolerance=1.5, y_tolerance=3)
    boxes = regions(words, float(page.width), float(page.height))
    if len(boxes) == 1:
        return _region(page, words, 0)
    return [block for number, box in enumerate(boxes) for block in _region(*_cropped(page, words, box), number * _OWN)]


def _cropped(page: Any, words: list[Any], box: Box) -> tuple[Any, list[Any]]:
    """A part of the page with the words whose middle lies in it."""
    inside = [word for word in words if _within(word, box)]
    return page.crop(box, relative=False, strict=False), inside


def _region(page: Any, words: list[Any], first: int) -> list[PageBlock]:
    """The blocks of a page or of a part of it, its tables numbered from ``first``."""
    tables = page.find_tables() if len(page.rects) + len(page.lines) + len(page.curves) >= 3 else []
    tables = [table for table in tables if len(table.rows) > 1 or len(table.rows[0].cells) > 1]
    blocks: list[PageBlock] = []
    for number, table in enumerate(tables, first):
        words = _take_table(table, words, number, blocks)
    blocks += _paragraphs(_lines(words), first=first)
    return sorted((block for block in blocks if block.text.strip() or any(block.cells)), key=lambda block: block.top)


def _take_table(table: Any, words: list[Any], number: int, blocks: list[PageBlock]) -> list[Any]:
    """Adds the table's rows; gives back the words outside it."""
    left, top, right, bottom = table.bbox
    inside = [word for word in words if _within(word, (left, top, right, bottom))]
    for row in table.rows:
        cells = [_cell_text([w for w in inside if box and _within(w, box)], box) for box in row.cells]
        if len([box for box in row.cells if box]) == 1 or (sum(map(bool, cells)) == 1 and cells[0] and len(cells) == 1):
            own = _lines([word for word in inside if _within(word, row.bbox)])
            blocks += _paragraphs(own, _right_edge(own, row.bbox) if own else 0.0)
        else:
            blocks.append(PageBlock(row.bbox[1], "\t".join(cells), tuple(cells), number))
    chosen = {id(word) for word in inside}
    return [word for word in words if id(word) not in chosen]


def _within(word: Any, box: tuple[float, float, float, float]) -> bool:
    middle, height = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] - 1 <= middle <= box[2] + 1 and box[1] - 1 <= height <= box[3] + 1)


def _cell_text(words: list[Any], box: tuple[float, float, float, float] | None) -> str:
    """A cell's words; its lines joined unless a new one opens with a bullet or its first word had room above."""
    lines = _lines(words, gap=1e9)
    if not lines or not box:
        return ""
    edge = _right_edge(lines, box)
    leading = _leading(lines)
    text = lines[0].text
    for before, line in pairwise(lines):
        apart = _BULLET.match(line.text) or _had_room(before, line, edge) or _far(before, line, leading)
        text += ("\n" if apart else " ") + line.text
    return _BROKEN_NUMBER.sub(_whole_number, text)


_BROKEN_NUMBER = re.compile(r"(?<![\d,.])(?P<head>\d{1,3}(?:,\d{3})*,)(?P<one>\d{1,2})\s(?P<two>\d{1,2})(?![\d,])")


def _whole_number(found: re.Match[str]) -> str:
    """'20,10' and below it '0' in a narrow cell: one number."""
    last = found["one"] + found["two"]
    return f"{found['head']}{last}" if len(last) == len("000") else found[0]


def _right_edge(lines: list[_Line], box: tuple[float, float, float, float]) -> float:
    """How far a line may reach within a cell: as far from its right side as lines stand from its left."""
    left = min(line.left for line in lines)
    return float(max(*(line.right for line in lines), box[2] - max(4.0, left - box[0]) - 2))


def _had_room(before: _Line, line: _Line, edge: float) -> bool:
    """True when the line's first word would have fitted above: the writer broke there, and not the page."""
    return before.right + line.first + 1 < edge


def _leading(lines: list[_Line]) -> float:
    """The gap between lines of one paragraph: the least that stands at least twice."""
    pairs = _running(lines) or list(pairwise(lines))
    gaps = sorted(round(line.top - above.bottom, 1) for above, line in pairs)
    close = [gap for gap, next_gap in pairwise(gaps) if next_gap - gap <= 0.6]
    return close[0] if close else (gaps[0] if gaps else 0.0)


def _far(before: _Line, line: _Line, leading: float) -> bool:
    """True when the two lines stand further apart than lines of a paragraph do."""
    height = max(before.bottom - before.top, 1.0)
    return line.top - before.bottom > leading + max(1.5, 0.18 * height)


def _lines(words: list[Any], gap: float = 0) -> list[_Line]:
    """Words grouped by height; a gap wider than a few letters becomes a tab."""
    rows: list[list[Any]] = []
    for word in sorted(words, key=lambda word: (round(word["bottom"], 1), word["x0"])):
        if rows and abs(rows[-1][0]["bottom"] - word["bottom"]) <= 3:
            rows[-1].append(word)
        else:
            rows.append([word])
    rows = [sorted(row, key=lambda word: float(word["x0"])) for row in rows]
    edges = [] if gap else _edges(rows)
    return [_line(row, gap, edges) for row in rows]


def _edges(rows: list[list[Any]]) -> list[float]:
    """Where columns begin on the page: places at which words stand after a wide gap on several lines."""
    starts = sorted(float(b["x0"]) for row in rows for a, b in pairwise(row) if _wide(a, b))
    groups: list[list[float]] = []
    for start in starts:
        if groups and start - groups[-1][0] <= 2:
            groups[-1].append(start)
        else:
            groups.append([start])
    return [group[0] for group in groups if len(group) >= 2]


def _wide(before: Any, word: Any) -> bool:
    return bool(word["x0"] - before["x1"] > max(14.0, 1.4 * (word["bottom"] - word["top"])))


def _line(row: list[Any], gap: float, edges: list[float]) -> _Line:
    parts: list[tuple[float, str]] = [(row[0]["x0"], str(row[0]["text"]))]
    spaces = sorted(word["x0"] - before["x1"] for before, word in pairwise(row))
    usual = max(4.5, 1.6 * spaces[(len(spaces) - 1) // 3]) if spaces else 0.0
    for before, word in pairwise(row):
        apart = word["x0"] - before["x1"]
        at_edge = apart > usual and any(-1 <= word["x0"] - edge <= 3 for edge in edges)
        wide = apart > gap if gap else (_wide(before, word) or at_edge)
        left, text = parts[-1]
        if wide and not (len(text) <= 3 and _BULLET.match(text)):
            parts.append((word["x0"], str(word["text"])))
        else:
            parts[-1] = (left, f"{text} {word['text']}")
    text = "\t".join(part for _, part in parts)
    first = float(row[0]["x1"] - row[0]["x0"] + 0.2 * (row[0]["bottom"] - row[0]["top"]))
    return _Line(row[0]["top"], max(word["bottom"] for word in row), row[0]["x0"], row[-1]["x1"], text, parts, first)


def _paragraphs(lines: list[_Line], edge: float = 0.0, first: int = 0) -> list[PageBlock]:
    """Lines into paragraphs, and runs of lines in columns into rows; ``edge`` where lines could go on further."""
    blocks: list[PageBlock] = []
    edge = edge or _reach(lines)
    leading = _leading(lines)
    at = 0
    while at < len(lines):
        run = _columned(lines, at)
        if run > at:
            blocks += column_rows(
                [(line.top, line.bottom, line.parts) for line in lines[at:run]], first + _OWN // 2 + at
            )
            at = run
            continue
        if blocks and not blocks[-1].cells and at and _goes_on(lines[at - 1], lines[at], edge, leading):
            blocks[-1] = PageBlock(blocks[-1].top, f"{blocks[-1].text} {lines[at].text}")
        else:
            blocks.append(PageBlock(lines[at].top, lines[at].text))
        at += 1
    return blocks


def _reach(lines: list[_Line]) -> float:
    """How far running text reaches to the right: a running title or a column may stand further out."""
    inner = [
        above.right
        for above, line in _running(lines)
        if line.top - above.bottom < 0.75 * max(above.bottom - above.top, 1.0)
    ]
    return max(inner or [line.right for line in lines], default=0.0)


def _running(lines: list[_Line]) -> list[tuple[_Line, _Line]]:
    """Neighbours that stand in no columns and begin at the same place."""
    return [
        (above, line)
        for above, line in pairwise(lines)
        if len(above.parts) == len(line.parts) == 1 and abs(above.left - line.left) < 2
    ]


def _columned(lines: list[_Line], at: int) -> int:
    """Where a run of lines standing in columns ends; ``at`` itself when none begins here."""
    beside = _is_beside(lines[at], lines[at + 1 : at + 2])
    if len(lines[at].parts) < 2 and not beside:
        return at
    second = lines[at + 1].parts[-1][0] if beside else lines[at].parts[1][0]
    end = at + 1
    while end < len(lines) and _stands_in(lines[end], lines[end - 1], second, lines[end + 1 : end + 2]):
        end += 1
    return end


def _stands_in(line: _Line, above: _Line, second: float, below: list[_Line]) -> bool:
    """True when a line belongs to the columns above it: several parts, the rest of a cell, words further right, or the
    first line of a cell beside which others stand halfway down."""
    gap, height = line.top - above.bottom, max(line.bottom - line.top, 1.0)
    if gap > 2.2 * height:
        return False
    first_alone = len(line.parts) < 2 and line.left < second - 2
    return not first_alone or (line.right <= second and (gap <= 0.45 * height or _is_beside(line, below)))


def _is_beside(line: _Line, below: list[_Line]) -> bool:
    """True where the next line stands halfway down beside this one: the cells of a row are centred."""
    return bool(below) and below[0].top < line.bottom - 0.5 and below[0].parts[-1][0] > line.right


def _goes_on(before: _Line, line: _Line, edge: float, leading: float) -> bool:
    """True when ``line`` is the rest of the paragraph that ``before`` belongs to."""
    if "\t" in before.text or "\t" in line.text or _BULLET.match(line.text):
        return False
    height = max(before.bottom - before.top, 1.0)
    near = line.top - before.bottom < 0.75 * height and not _far(before, line, leading)
    return near and not _had_room(before, line, edge)
