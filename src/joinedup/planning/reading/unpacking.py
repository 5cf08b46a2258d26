"""How much a PDF may unpack to: a few kilobytes can hold gigabytes, and the package that reads PDFs asks for no limit.

Its ways of unpacking are exchanged, once, for ones that count. Only inside ``limited()`` is there a limit, and each
thread of work has its own.
"""

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from pdfminer import pdftypes
from pdfminer.lzw import LZWDecoder

ONE_STREAM = 100_000_000
MOST = 500_000_000
_LONGEST_RUN = 64
"""Bytes that one byte of a run-length code may stand for, at most."""


class UnpacksToTooMuchError(Exception):
    """More than a plan can hold."""


@dataclass(slots=True)
class Limit:
    """What is left of it. ``broken`` stays so, whoever swallowed the error."""

    left: int = MOST
    broken: bool = False

    def stream(self) -> int:
        """The most that the next stream may unpack to."""
        return min(self.left, ONE_STREAM)

    def take(self, size: int) -> None:
        """Raises when that was too much."""
        if size > self.stream():
            self.broken = True
            raise UnpacksToTooMuchError
        self.left -= size


_limit: ContextVar[Limit | None] = ContextVar("limit", default=None)


@contextmanager
def limited() -> Iterator[Limit]:
    """Inside, a PDF that unpacks to more than a plan can hold raises, or at least leaves ``broken`` behind."""
    limit = Limit()
    token = _limit.set(limit)
    try:
        yield limit
    finally:
        _limit.reset(token)


class _Zlib:
    """The part of zlib that the package uses."""

    error = zlib.error

    @staticmethod
    def decompress(data: bytes) -> bytes:
        limit = _limit.get()
        if limit is None:
            return zlib.decompress(data)
        unpacking = zlib.decompressobj()
        unpacked = unpacking.decompress(data, limit.stream() + 1)
        limit.take(len(unpacked))
        if not unpacking.eof:
            raise zlib.error("incomplete")
        return unpacked

    @staticmethod
    def decompressobj() -> "_Step":
        return _Step()


class _Step:
    """Unpacks what is damaged, a byte at a time."""

    def __init__(self) -> None:
        self._unpacking = zlib.decompressobj()

    def decompress(self, data: bytes) -> bytes:
        unpacked = self._unpacking.decompress(data)
        if limit := _limit.get():
            limit.take(len(unpacked))
        return unpacked


def _lzw(data: bytes) -> bytes:
    made = io.BytesIO()
    for piece in LZWDecoder(io.BytesIO(data)).run():
        if limit := _limit.get():
            limit.take(len(piece))
        made.write(piece)
    return made.getvalue()


_run_lengths = pdftypes.rldecode  # type: ignore[attr-defined]


def _rl(data: bytes) -> bytes:
    if limit := _limit.get():
        limit.take(min(len(data) * _LONGEST_RUN, ONE_STREAM + 1))
    return _run_lengths(data)


pdftypes.zlib = _Zlib  # type: ignore[attr-defined,assignment]
pdftypes.lzwdecode = _lzw  # type: ignore[attr-defined]
pdftypes.rldecode = _rl  # type: ignore[attr-defined]
