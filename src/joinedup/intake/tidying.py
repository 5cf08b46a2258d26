"""The slow way in, for files the engine will not read as they stand: each row is put right or set aside.

Other encodings, stray quotation marks, mixed line ends, ragged rows, NUL bytes and title lines come this way.
"""

import codecs
import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from joinedup.intake.layout import Layout
from joinedup.intake.refusal import RefusedFile

_LONGEST_FIELD = 1 << 22
_KEPT = 300  # fields of a row set aside, and letters of each: enough to know it again
_LONGEST_ROW = 500_000  # letters; the engine takes two million bytes
csv.field_size_limit(_LONGEST_FIELD)
_ONE_AT_A_TIME = Lock()  # what takes odd letters is known by one name to the whole process


@dataclass(frozen=True, slots=True)
class Tidied:
    """``good``: the header's fields, then the row number. ``bad``: row number, reason, the fields as JSON."""

    good: Path
    bad: Path
    rows: int
    set_aside: int
    guessed_letters: bool


def tidy(path: Path, layout: Layout, folder: Path) -> Tidied:
    """Rewrites ``path`` into ``folder``. Raises RefusedFile when a quotation mark swallows the rest of the file."""
    with _ONE_AT_A_TIME:
        return _tidied(path, layout, folder)


def _tidied(path: Path, layout: Layout, folder: Path) -> Tidied:
    letters = _Letters()
    codecs.register_error("joinedup-windows-1252", letters.as_windows)
    good, bad = folder / "good.csv", folder / "bad.csv"
    rows = set_aside = 0
    with good.open("w", encoding="utf-8", newline="") as to_good, bad.open("w", encoding="utf-8", newline="") as to_bad:
        write, put_aside = csv.writer(to_good).writerow, csv.writer(to_bad).writerow
        for rows, fields in _numbered(path, layout):
            reason = _wrong(fields, layout.width)
            if reason is None:
                write([*fields, rows])
            else:
                set_aside += 1
                put_aside([rows, reason, json.dumps([field[:_KEPT] for field in fields[:_KEPT]])])
    return Tidied(good, bad, rows, set_aside, letters.guessed)


def _numbered(path: Path, layout: Layout) -> Iterator[tuple[int, list[str]]]:
    errors = "replace" if layout.encoding.startswith("utf-16") else "joinedup-windows-1252"
    number = -layout.above - 1
    with path.open(encoding=layout.encoding, errors=errors, newline="") as file:
        try:
            for fields in csv.reader(file, delimiter=layout.delimiter, skipinitialspace=True):
                if fields:
                    number += 1
                    if number > 0:
                        yield number, fields
        except csv.Error as error:
            raise RefusedFile(
                "broken-quotation",
                path,
                f"After row {max(number, 0):,} a quotation mark opens that is never closed.",
                "Find the stray quotation mark there, or export the file again with every field quoted.",
            ) from error


def _wrong(fields: list[str], width: int) -> str | None:
    while len(fields) > width and not fields[-1].strip():
        fields.pop()
    if any("\0" in field for field in fields):
        return "broken-text"
    if len(fields) != width:
        return "ragged-row"
    return "too-long" if sum(map(len, fields)) > _LONGEST_ROW else None


class _Letters:
    """Bytes that are not UTF-8 are read as Windows-1252, one by one, so that a mixed file comes out right."""

    def __init__(self) -> None:
        self.guessed = False

    def as_windows(self, error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        self.guessed = True
        wrong = error.object[error.start : error.end]
        return "".join(_letter(byte) for byte in wrong), error.end


def _letter(byte: int) -> str:
    one = bytes([byte])
    try:
        return one.decode("windows-1252")
    except UnicodeDecodeError:
        return one.decode("latin-1")
