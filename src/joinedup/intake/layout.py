"""How a text file is laid out: its encoding, its separator, and where its header is."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from joinedup.intake.contract import Contract
from joinedup.intake.headings import Headings, headings
from joinedup.intake.refusal import RefusedFile

_DELIMITERS = (",", ";", "\t", "|")
_TITLE_LINES = 20  # how far down a header is looked for
_ENOUGH = 2  # headings in common with the contract before a line counts as its header


@dataclass(frozen=True, slots=True)
class Layout:
    """``above``: records before the header; ``width``: fields in it; ``at_once``: the header is the first line."""

    encoding: str
    delimiter: str
    above: int
    width: int
    at_once: bool
    headings: Headings

    @property
    def is_plain(self) -> bool:
        """True when the engine can read the file as it stands, if it is UTF-8 throughout."""
        return self.encoding in ("utf-8", "utf-8-sig") and self.above == 0 and self.at_once


def layout_of(head: bytes, contract: Contract, path: Path) -> Layout:
    """The layout whose header has most of the contract's columns. Raises RefusedFile when no line is a header."""
    encoding = _encoding(head)
    text = head.decode(encoding, errors="replace")
    tried = [found for delimiter in _DELIMITERS for found in _headers(text, delimiter, encoding, contract)]
    best = max(tried, key=lambda layout: (layout.headings.found, -layout.above), default=None)
    if best is None or best.headings.found < _ENOUGH:
        raise RefusedFile(
            "no-header",
            path,
            f"No line of the file is the header of {contract.title}.",
            f"Put the column names on the first line: {', '.join(contract.names[:4])} and so on.",
        )
    return best


def _headers(text: str, delimiter: str, encoding: str, contract: Contract) -> Iterator[Layout]:
    for above, fields in enumerate(_records(text, delimiter)):
        at_once = not text.lstrip("\ufeff").startswith(("\r", "\n"))
        yield Layout(encoding, delimiter, above, len(fields), at_once, headings(fields, contract))


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        for _ in range(_TITLE_LINES):
            record = next(lines, None)
            while record == []:
                record = next(lines, None)
            if record is None:
                return
            yield record
    except csv.Error:  # a quotation mark without its pair: what came before it is what there is
        return


def _encoding(head: bytes) -> str:
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = head[:2000]
    if sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) > len(sample) // 4 else "utf-8"
