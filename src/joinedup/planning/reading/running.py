"""What is printed on every page of a text and belongs to none of it: running titles and page numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from joinedup.planning.plan import SourceLine

_NUMBER = re.compile(r"^\W*(?:page\s*)?(?P<number>\d{1,3})(?:\s*(?:of|/)\s*\d{1,3})?\W*$", re.IGNORECASE)
_PAGE_NUMBERS = {"#", "page #", "page # of #"}
_EDGE = 2  # lines at the top and at the foot of a page that may be running ones
_FEWEST = 3  # pages, so that what repeats is no chance


def without_running(lines: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines with running titles and page numbers marked as furniture.

    Where the text has no page breaks, a run of lone numbers that count up tells where pages end.
    """
    pages, printed = _pages(lines), any(line.page for line in lines)
    if len(pages) < _FEWEST and not printed:
        return list(lines)
    edges = [_edge(page) for page in pages]
    shapes = Counter(shape for edge in edges for shape in {_shape(line.text) for line in edge})
    usual = {shape for shape, count in shapes.items() if count >= max(_FEWEST, len(pages) * 0.5)}
    usual |= _PAGE_NUMBERS if printed else set()
    numbered = _counts_up([line for edge in edges for line in edge])
    running = {
        line.number
        for edge in edges
        for line in edge
        if _alone(line) and (_shape(line.text) in usual or line.number in numbered)
    }
    return [replace(line, role="furniture") if line.number in running else line for line in lines]


def _pages(lines: Sequence[SourceLine]) -> list[list[SourceLine]]:
    if any(line.page for line in lines):
        return [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    ends = sorted(_counts_up([line for line in lines if not line.cells]))
    cuts = [0, *(at for at in ends if at), len(lines)]  # a line's number is its place from 1: the cut falls behind it
    return [list(lines[one:two]) for one, two in pairwise(cuts) if one < two] if len(ends) >= _FEWEST else []


def _edge(page: Sequence[SourceLine]) -> list[SourceLine]:
    """The first and the last lines of a page, outermost first: a running line has only running ones outside it."""
    told = [line for line in page if line.text.strip()]
    return list({line.number: line for line in (*told[:_EDGE], *told[-_EDGE:])}.values())


def _alone(line: SourceLine) -> bool:
    """True for what is no row of a table: a line, or a title with the page's number beside it."""
    return not line.cells or (len(line.cells) <= 3 and any(_NUMBER.match(cell) for cell in line.cells))


def _counts_up(lines: Sequence[SourceLine]) -> set[int]:
    """The lines that hold a page's number: from 1 or 2 on, each one more than the last."""
    found: list[tuple[int, int]] = []
    for line in lines:
        match = _NUMBER.match(line.text)
        number = int(match["number"]) if match else None
        if number is not None and (number == found[-1][1] + 1 if found else number in (1, 2)):
            found.append((line.number, number))
    return {number for number, _ in found} if len(found) >= _FEWEST else set()


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()).lower())
