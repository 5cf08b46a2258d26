"""A chain of keyed hashes over a list of records, so that none can be changed, taken out or put in unseen.

Each record's hash covers the record and the hash before it, under a key that is not kept with the records: somebody who
can write to the database, but has not the key, cannot make a chain that holds.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

START = "0" * 64
"""The hash before the first record."""

Value = str | int | None


@dataclass(frozen=True, slots=True)
class Link:
    """One record as it was kept: its number (1, 2, 3 …), what it says, and the hash written beside it."""

    number: int
    says: Mapping[str, Value]
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold, and what is wrong there."""

    number: int
    why: str


def seal(key: bytes, before: str, number: int, says: Mapping[str, Value]) -> str:
    """The hash of one record: HMAC-SHA-256 over the hash before it, its number, and its fields by name."""
    text = json.dumps([before, number, dict(says)], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.new(key, text.encode("ascii"), hashlib.sha256).hexdigest()


def first_break(key: bytes, links: Iterable[Link]) -> Break | None:
    """None when every record holds; else the first that does not. Records come in order of their numbers."""
    before, expected = START, 1
    for link in links:
        if link.number != expected:
            return Break(expected, f"record {expected} is missing: the next one found is {link.number}")
        if not hmac.compare_digest(link.hash, seal(key, before, link.number, link.says)):
            return Break(link.number, f"record {link.number} is not as it was written")
        before, expected = link.hash, expected + 1
    return None
