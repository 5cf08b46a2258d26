"""A slow and obvious matcher: set rules only, one pair at a time, written from the words and not from the SQL."""

import datetime as dt
import unicodedata
from typing import Any

Row = dict[str, Any]


def folded(name: str | None) -> str:
    """Small letters only, without accents."""
    plain = unicodedata.normalize("NFD", name or "")
    return "".join(letter for letter in plain.lower() if letter.isalpha())


def by_number(record: Row, held: Row) -> bool:
    """Number, date of birth and the given name agree."""
    return bool(
        record["number"]
        and record["number"] == held["number"]
        and record["dob"] == held["dob"]
        and folded(record["given"]) == folded(held["given"])
    )


def by_names(record: Row, held: Row) -> bool:
    """Both names, date of birth and postcode agree."""
    return all(
        record[word] and held[word] and folded_or_same(word, record[word]) == folded_or_same(word, held[word])
        for word in ("given", "family", "dob", "postcode")
    )


def folded_or_same(word: str, value: Any) -> Any:
    """Names are folded, postcodes squeezed, dates as they are."""
    if word == "postcode":
        return str(value).replace(" ", "").upper()
    return value if isinstance(value, dt.date) or word == "dob" else folded(value)


def placed_slowly(record: Row, register: list[Row]) -> str | None:
    """The number of the person a set rule finds, or None: cross-check first, then names, and one person only."""
    for rule in (by_number, by_names):
        found = {held["number"] for held in register if rule(record, held)}
        if len(found) == 1:
            return str(found.pop())
    return None
