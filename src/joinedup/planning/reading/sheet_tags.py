"""A workbook that we wrote and somebody may have edited: its answers by the keys in its hidden first column."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

OWN_SHEET = "JoinedUp"
ROWS, HEAD, TOTAL, UNPLACED = "rows/", "head", "total", "unplaced"
_ANSWER = 3  # the column that holds an answer, counted from nought
_SHORT = 200

Tagged = list[tuple[str, str]]


def told(value: object) -> str:
    """A cell's value in so few letters that one can see later whether somebody changed it."""
    words = f"{float(value):.10g}" if isinstance(value, int | float) else str(value or "")
    return words if len(words) <= _SHORT else hashlib.sha256(words.encode()).hexdigest()


def tags_of(workbook: Any, words_of: Callable[[Any], str], most_rows: int, most_columns: int) -> Tagged:
    """Answers by their keys, as a Word document of ours gives them; empty for a workbook of others.

    A row that somebody added below a table counts as the next of its kind.
    """
    if OWN_SHEET not in workbook.sheetnames:
        return []
    own = list(workbook[OWN_SHEET].iter_rows(max_row=most_rows, max_col=most_columns, values_only=True))
    if not own or not own[0]:
        return []
    written = {str(row[0]): (str(row[1] or ""), "".join(str(one) for one in row[2:] if one)) for row in own[1:]}
    tagged = [("template", str(own[0][0]))]
    for sheet in workbook.worksheets:
        if sheet.title != OWN_SHEET:
            reader = _Sheet(written, words_of)
            for row in sheet.iter_rows(max_row=most_rows, max_col=most_columns):
                tagged += reader.take(list(row))
    return tagged


class _Sheet:
    """Reads one sheet from top to bottom, knowing in which table it is."""

    def __init__(self, written: dict[str, tuple[str, str]], words_of: Callable[[Any], str]) -> None:
        self.written, self.words_of = written, words_of
        self.kind, self.keys = "", list[str]()
        self.numbers: set[int] = set()

    def take(self, row: list[Any]) -> Iterator[tuple[str, str]]:
        """The answers of one row."""
        tag = str(row[0].value or "") if row else ""
        if tag.startswith(ROWS):
            self.kind, self.numbers = tag.removeprefix(ROWS), set()
            self.keys = [str(cell.value) for cell in row[1:] if cell.value]
        elif tag == TOTAL:
            self.kind = ""
        elif tag.startswith("row/") or (not tag and self.kind):
            yield from self._row(tag, row)
        elif tag and tag not in (HEAD, "Key"):
            cell = row[_ANSWER] if len(row) > _ANSWER else None
            words = self._words(tag, cell)
            if words is not None:
                yield tag.split("/")[0], words

    def _row(self, tag: str, row: list[Any]) -> Iterator[tuple[str, str]]:
        parts = tag.split("/")
        number = int(parts[2]) if len(parts) == 3 and parts[2].isdigit() else 0
        new = not number or number in self.numbers
        if new:
            number = 1 + max(self.numbers, default=0)
        found = []
        for key, cell in zip(self.keys, row[1:], strict=False):
            name = f"row/{self.kind}/{number}/{key}"
            words = self._words("" if new else name, cell)
            if words is not None:
                found.append((name, words))
        if found:
            self.numbers.add(number)
        yield from found

    def _words(self, tag: str, cell: Any) -> str | None:
        """The words of a cell: as they were written, unless it shows something else by now."""
        value = cell.value if cell is not None else None
        known = self.written.get(tag)
        if known and known[0] == told(value):
            return known[1]
        if value is None or value == "":
            return "" if known else None
        return value if isinstance(value, str) else self.words_of(cell)
