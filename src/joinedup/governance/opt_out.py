r"""The national data opt-out: asked for by file, applied to planning and never to care, and never kept on a record.

The file sent over MESH (workflow ``SPINE_NTT_UPHOLDING``) holds one NHS Number a line, each followed by a comma and a
line feed: ``n,\n``. The answer has the same layout with the numbers of those who opted out taken away. Any invalid
number brings back one line of error instead of an answer.

An answer may be kept for a limited time, as keyed hashes in a file apart from the data, and expires by itself. How long
is local policy (unverified: 7 days unless told otherwise).
"""

import datetime as dt
import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from joinedup.basics import nhs_number
from joinedup.basics.errors import JoinedUpError
from joinedup.basics.finding import Where

KEPT_FOR = dt.timedelta(days=7)


class OptOutFileError(JoinedUpError):
    """A file of the check is not in its layout. Names the line, never the number."""

    code = "governance.opt-out-file"


def write_request(numbers: Iterable[str]) -> bytes:
    """The bytes of the file to send: each number once, in the order given. Refuses an invalid number."""
    lines = []
    for line, number in enumerate(dict.fromkeys(numbers), 1):
        digits = nhs_number.normalise(number)
        if digits is None or not nhs_number.is_valid(digits):
            raise OptOutFileError(
                "One invalid NHS Number makes the whole check fail.", "Take it out and ask again.", Where(line=line)
            )
        lines.append(f"{digits},\n")
    return "".join(lines).encode("ascii")


def read_answer(content: bytes, sent: Sequence[str]) -> frozenset[str]:
    """The numbers that may be used for planning: those that came back. Refuses an error answer and any other layout."""
    lines = content.split(b"\n")
    if lines.pop() != b"":
        raise OptOutFileError("The answer is cut short, or is an error message.", "Look into it and ask again.")
    asked = set(filter(None, map(nhs_number.normalise, sent)))
    returned = [_number(line, at) for at, line in enumerate(lines, 1)]
    for at, number in enumerate(returned, 1):
        if number not in asked:
            raise OptOutFileError(
                "The answer names somebody who was not asked about.", "Do not use it.", Where(line=at)
            )
    return frozenset(returned)


def _number(line: bytes, at: int) -> str:
    digits, comma = line[:-1], line[-1:]
    if comma != b"," or len(digits) != 10 or not digits.isdigit():
        raise OptOutFileError(
            "A line is not ten digits, a comma and a line feed.", "Look at the file; ask again.", Where(line=at)
        )
    return digits.decode("ascii")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known about the numbers one wants to use: ``unknown`` must be asked about first."""

    usable: frozenset[str]
    opted_out: frozenset[str]
    unknown: frozenset[str]


class Answers:
    """Answers kept for a limited time in one file of keyed hashes, apart from the data."""

    def __init__(self, path: Path, key: bytes, kept_for: dt.timedelta = KEPT_FOR) -> None:
        self._path, self._key, self._kept_for = path, key, kept_for

    def keep(self, sent: Iterable[str], usable: Iterable[str], now: dt.datetime) -> None:
        """Remember an answer until it expires; what has expired is taken off the disk."""
        free = set(usable)
        held = self._held(now)
        held |= {self._hash(number): [now.isoformat(), number in free] for number in sent}
        _replace(self._path, json.dumps(held, sort_keys=True))

    def standing(self, numbers: Iterable[str], now: dt.datetime) -> Standing:
        """What the answers that have not expired say; the others are taken off the disk, whoever asks."""
        self.forget_expired(now)
        held, known = self._held(now), {}
        asked = set(numbers)
        for number in asked:
            answer = held.get(self._hash(number))
            if answer:
                known[number] = bool(answer[1])
        usable = frozenset(number for number, free in known.items() if free)
        return Standing(usable, frozenset(known) - usable, frozenset(asked - known.keys()))

    def forget_expired(self, now: dt.datetime) -> int:
        """Take off the disk what has expired; how many answers that were."""
        before, held = self._read(), self._held(now)
        if len(held) < len(before):
            _replace(self._path, json.dumps(held, sort_keys=True))
        return len(before) - len(held)

    def _held(self, now: dt.datetime) -> dict[str, list[str | bool]]:
        oldest = now - self._kept_for
        return {name: answer for name, answer in self._read().items() if _when(answer) > oldest}

    def _read(self) -> dict[str, list[str | bool]]:
        if not self._path.exists():
            return {}
        held: dict[str, list[str | bool]] = json.loads(self._path.read_text("ascii"))
        return held

    def _hash(self, number: str) -> str:
        return hmac.new(self._key, b"opt-out|" + number.encode("ascii"), hashlib.sha256).hexdigest()


def _when(answer: list[str | bool]) -> dt.datetime:
    return dt.datetime.fromisoformat(str(answer[0]))


def _replace(path: Path, text: str) -> None:
    """Whole or not at all, and readable by the owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
