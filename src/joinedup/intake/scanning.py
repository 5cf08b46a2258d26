"""One pass over a file's bytes: its hash, and whether it is plain enough to hand to the engine as it stands."""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from joinedup.intake.refusal import RefusedFile

_CHUNK = 1 << 22
_HEAD = 1 << 18
_OTHER_FORMATS = {
    b"PK\x03\x04": "an Excel workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"PAR1": "a Parquet file",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF",
    b"{": "JSON",
    b"<": "XML or a web page",
}
MOST_TIMES, IN_ANY_CASE = 100, 1 << 26
"""A compressed extract unpacks to so many times its size at most, or to so many bytes, whichever is more."""
_GZIP = b"\x1f\x8b"
_LINE_END, _CARRIAGE_RETURN = b"\n\r"


@dataclass(frozen=True, slots=True)
class Scan:
    """``rows`` is set when counting lines counts rows: no quotation mark, no blank line, no NUL."""

    sha256: str
    size: int
    head: bytes = field(repr=False)  # holds people: it must not end in a log
    has_nul: bool
    rows: int | None


def scan(path: Path, *, copy_to: BinaryIO | None = None) -> Scan:
    """Reads ``path`` once, through gzip when its name says so. Raises RefusedFile for damage, OSError otherwise."""
    digest, size, head, counting = hashlib.sha256(), 0, b"", _Lines()
    for chunk in _chunks(path):
        digest.update(chunk)
        size += len(chunk)
        head = head or chunk[:_HEAD]
        counting.take(chunk)
        if copy_to is not None:
            copy_to.write(chunk)
    return Scan(digest.hexdigest(), size, head, counting.has_nul, counting.rows)


def other_format(head: bytes) -> str | None:
    """What a file is when it is no table of text."""
    return next((name for magic, name in _OTHER_FORMATS.items() if head.startswith(magic)), None)


class _Lines:
    """Counts lines, as long as a line is a row."""

    def __init__(self) -> None:
        self.has_nul = False
        self._lines, self._last, self._certain = 0, b"", True

    def take(self, chunk: bytes) -> None:
        self.has_nul = self.has_nul or b"\0" in chunk
        self._certain = self._certain and b'"' not in chunk
        letters = np.frombuffer(chunk, np.uint8)
        ends = np.flatnonzero(letters == _LINE_END)
        self._lines += len(ends)
        self._certain = self._certain and not (_blank_line(letters, ends) or self._blank_between(chunk))
        self._last = chunk[-1:]

    def _blank_between(self, chunk: bytes) -> bool:
        """True where the blank line lies across two chunks."""
        return self._last == b"\n" and chunk[:1] in (b"\n", b"\r")

    @property
    def rows(self) -> int | None:
        if not self._certain or self.has_nul or not self._lines:
            return None
        return self._lines - (1 if self._last.endswith(b"\n") else 0)


def _blank_line(letters: NDArray[np.uint8], ends: NDArray[np.intp]) -> bool:
    """True where a line end, of either kind, follows at once upon another."""
    after = letters[ends[ends < len(letters) - 1] + 1]
    return bool(np.isin(after, (_LINE_END, _CARRIAGE_RETURN)).any())


def _chunks(path: Path) -> Iterator[bytes]:
    left = max(IN_ANY_CASE, MOST_TIMES * path.stat().st_size)
    with _opened(path) as file:
        try:
            while chunk := file.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _bomb(path)
                yield chunk
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise RefusedFile(
                "damaged-gzip",
                path,
                "The compressed file is damaged or not whole.",
                "Copy or export the file again.",
            ) from error


def _bomb(path: Path) -> RefusedFile:
    return RefusedFile(
        "unpacks-to-too-much",
        path,
        f"The compressed file unpacks to more than {MOST_TIMES} times its size.",
        "No extract does: ask its sender for it again. If it is right, unpack it yourself and send the plain file.",
    )


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with path.open("rb") as file:
        if path.suffix.lower() == ".gz" and file.read(2) == _GZIP:
            file.seek(0)
            with gzip.GzipFile(fileobj=file) as plain:
                yield plain  # type: ignore[misc]
        else:
            file.seek(0)
            yield file
