"""Lines into pieces: one paragraph, or one line of one cell, cleaned; page-broken and hard-wrapped text joined."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from joinedup.planning.plan import SourceLine
from joinedup.planning.words import clean

_BULLET = re.compile(r"^\s*(?:[-•·▪●*–]|\(?[a-zA-Z0-9]{1,3}[).:]\s)")
_LABEL = re.compile(r"^(?:By|Position|Date|Name|Signed on behalf of)\b(?: Chair of| signed)? \S")
_OPENS = re.compile(r"\s*(?P<label>[A-Z][^.:?!;£\n]{2,58}):(?:\s|$)")
_AGAIN = 3
_END = re.compile(r"[.!?:;]['\")\]]?$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the lines it stands on; ``cell`` is its column when it comes from a row."""

    text: str
    line: int
    last_line: int
    page: int | None
    cell: int | None = None
    cells: int = 1

    @property
    def in_row(self) -> bool:
        """True when the piece is part of a row of several cells."""
        return self.cell is not None


def pieces_of(lines: Sequence[SourceLine]) -> list[Piece]:
    """Everything on the lines but page furniture, in order."""
    wrapped = _wrap_width(lines)
    labels = _labels_told_again(lines)
    pieces: list[Piece] = []
    above = ""
    for line in lines:
        if line.role == "furniture":
            continue
        if line.cells:
            _row(line, pieces)
        else:
            _text(line, above, pieces, 0 if _label_of(line) in labels else wrapped)
        above = line.text.rstrip()
    return pieces


def _label_of(line: SourceLine) -> str:
    match = None if line.cells else _OPENS.match(line.text)
    return match["label"].lower() if match else ""


def _labels_told_again(lines: Sequence[SourceLine]) -> set[str]:
    """What stands before a colon at the beginning of several lines: each begins an answer, and goes on with none."""
    times = Counter(label for line in lines if (label := _label_of(line)))
    return {label for label, count in times.items() if count >= _AGAIN}


def _row(line: SourceLine, pieces: list[Piece]) -> None:
    filled = sum(1 for cell in line.cells if cell.strip())
    below = not line.cells[0].strip()
    for column, cell in enumerate(line.cells):
        for part in clean(cell).split("\n"):
            if not part:
                continue
            at = _broken_off(pieces, line.number, column) if below and part[:1].islower() else None
            if at is None:
                pieces.append(Piece(part, line.number, line.number, line.page, column, filled))
            else:
                before = pieces[at]
                pieces[at] = replace(before, text=f"{before.text} {part}", last_line=line.number)


def _broken_off(pieces: Sequence[Piece], number: int, column: int) -> int | None:
    """The cell right above in the row before, where its sentence does not end there."""
    for at in range(len(pieces) - 1, max(-1, len(pieces) - 30), -1):
        piece = pieces[at]
        if piece.last_line < number - 1:
            return None
        if piece.last_line == number - 1 and piece.cell == column:
            return None if _END.search(piece.text) else at
    return None


def _text(line: SourceLine, above: str, pieces: list[Piece], wrapped: int) -> None:
    for part in clean(line.text).split("\n"):
        if not part:
            continue
        last = pieces[-1] if pieces else None
        near = last and not last.in_row and last.last_line == line.number - 1
        if last and near and _goes_on(last, above, line, part, wrapped):
            pieces[-1] = Piece(f"{last.text} {part}", last.line, line.number, last.page)
        else:
            pieces.append(Piece(part, line.number, line.number, line.page))


def _goes_on(last: Piece, above: str, line: SourceLine, part: str, wrapped: int) -> bool:
    """True when ``part`` is the rest of the paragraph above it, whose last line is ``above``."""
    if line.text.startswith(" ") and part[:1].islower() and not _BULLET.match(part):
        return True
    if not wrapped or _BULLET.match(part) or (_LABEL.match(part) and len(part) < 60):
        return False
    if len(above) + 1 + len(part.split(" ", 1)[0]) < 0.8 * wrapped:
        return False  # its first word would have fitted: the writer broke there
    lines = last.last_line - last.line + 1
    full = len(last.text) / lines >= 0.7 * wrapped
    return full and (part[:1].islower() or not _END.search(last.text) or len(above) >= 0.85 * wrapped)


def _wrap_width(lines: Sequence[SourceLine]) -> int:
    """The width at which a hard-wrapped text was broken, 0 for one that was not."""
    lengths = sorted(len(line.text.rstrip()) for line in lines if not line.cells and len(line.text.strip()) > 20)
    if len(lengths) < 10:
        return 0
    width = lengths[int(len(lengths) * 0.97)]
    close = sum(1 for length in lengths if length >= 0.8 * width)
    never_longer = lengths[-1] <= 1.05 * width  # in a text not wrapped, some paragraph is
    needed = 0.12 if never_longer else 0.35
    return width if 50 <= width <= 130 and close >= needed * len(lengths) else 0
