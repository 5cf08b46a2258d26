"""Whole counts as plans write them: 44102, 44,102, 44 102, 1185."""

import re
from dataclasses import dataclass

_COUNT = re.compile(
    r"(?<![\d.,£\-–A-Za-z])(?<!\d/)(\d{1,3}(?:[,\s]\d{3})+|\d+)(?:\.0+)?(?![\d/]|[.,:]\d|\s?%|"
    r"\s?per\s?cent|st\b|nd\b|rd\b|th\b|/\d)"
)
_MOST_DIGITS = 15  # more is no count of anything, and some numbers are too long to be read at all
_ONLY = re.compile(r"^\s*[-−]?\s*(\d{1,3}(?:[,\s]\d{3})+|\d+)(?:\.0+)?\s*$")


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number of things; negative when it was written so."""

    number: int

    def to_dict(self) -> dict[str, object]:
        """JSON-ready."""
        return {"kind": "count", "number": self.number}


@dataclass(frozen=True, slots=True)
class CountFound:
    """A count and the characters of the text it was read from."""

    count: Count
    start: int
    end: int


def counts_in(text: str) -> list[CountFound]:
    """Whole numbers of ``text`` that are neither money, percentages, dates nor part of a word."""
    found = []
    for match in _COUNT.finditer(text):
        digits = re.sub(r"\D", "", match[1])
        if len(digits) <= _MOST_DIGITS:
            found.append(CountFound(Count(int(digits)), match.start(), match.end()))
    return found


def parse_count(text: str) -> Count | None:
    """The number when ``text`` is one, otherwise the first count in it."""
    only = _ONLY.match(text)
    if only:
        digits = re.sub(r"\D", "", only[1])
        if len(digits) > _MOST_DIGITS:
            return None
        number = int(digits)
        return Count(-number if re.match(r"\s*[-−]", text) else number)
    found = counts_in(text)
    return found[0].count if found else None
