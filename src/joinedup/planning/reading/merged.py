"""Which cells of a sheet are merged: the reader sees words in the first of them alone."""

import re
import zipfile
from dataclasses import dataclass

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_STEP, _LONGEST = 1 << 20, 200
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Merged:
    """One merged range: rows and columns from nought, the last ones in it."""

    top: int
    left: int
    bottom: int
    right: int


def merged_cells(archive: zipfile.ZipFile, part: str) -> list[Merged]:
    """The merged ranges of one worksheet, the first ``MOST`` of them; none where the part is not there."""
    found: dict[Merged, None] = {}
    try:
        with archive.open(part.lstrip("/")) as sheet:
            last = b""
            while (more := sheet.read(_STEP)) and len(found) < MOST:
                last = last[-_LONGEST:] + more
                found |= dict.fromkeys(_range(match) for match in _MERGED.finditer(last))
    except KeyError:
        return []
    return list(found)[:MOST]


def _range(match: re.Match[bytes]) -> Merged:
    return Merged(int(match[2]) - 1, _column(match[1]), int(match[4]) - 1, _column(match[3]))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


class Continued:
    """Walks a sheet from its first row and tells which words go on in which cells of each row."""

    def __init__(self, ranges: list[Merged]) -> None:
        self.ranges = sorted(ranges, key=lambda one: one.top)
        self.words: dict[Merged, str] = {}

    def of(self, row: int, cells: list[str]) -> list[tuple[int, str]]:
        """Columns of this row whose words stand in the first cell of their range, with those words."""
        self.ranges = [one for one in self.ranges if one.bottom >= row]
        found = []
        for one in self.ranges:
            if one.top > row:
                break
            if one.top == row:
                self.words[one] = cells[one.left] if one.left < len(cells) else ""
            words = self.words.get(one, "")
            if words:
                found += [
                    (at, words) for at in range(one.left, min(one.right, 255) + 1) if (row, at) != (one.top, one.left)
                ]
        return found
