"""Percentages as plans write them: 3.5%, 10-15%, 20 per cent, −1.6 %, between 11 and 75%."""

import re
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_PERCENT = re.compile(
    rf"(?P<minus>(?<![\w%])[-−]\s?)?(?<![\d.,])(?P<low>{_NUMBER})\s*(?:%|per\s?cent)?"
    rf"(?:\s*(?:-|–|to|and)\s*(?P<high>{_NUMBER}))?\s*(?:%|per\s?cent\b|percent\b)(?!\s*point)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"^\s*\(\s?(\d+(?:\.\d+)?)\s?(?:%\s?\)|\)\s?%)\s*$")
_DASH = re.compile(r"^\s*–\s?(?=\d)")  # nothing stands before it: a minus, and no range


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage, or the range ``low``–``high`` where two are given."""

    low: Decimal
    high: Decimal

    def to_dict(self) -> dict[str, object]:
        """JSON-ready."""
        return {"kind": "percent", "low": str(self.low), "high": str(self.high)}


@dataclass(frozen=True, slots=True)
class PercentFound:
    """A percentage and the characters of the text it was read from."""

    percent: Percent
    start: int
    end: int


def percents_in(text: str) -> list[PercentFound]:
    """Every percentage of ``text`` in order; percentage points are left out."""
    return [PercentFound(_percent(match), match.start(), match.end()) for match in _PERCENT.finditer(text)]


def parse_percent(text: str) -> Percent | None:
    """The first percentage of ``text``, or None; alone in brackets, as accounts write a fall, it is below nought."""
    if fall := _IN_BRACKETS.match(text):
        return Percent(-Decimal(fall[1]), -Decimal(fall[1]))
    found = percents_in(_DASH.sub("-", text))
    return found[0].percent if found else None


def _percent(match: re.Match[str]) -> Percent:
    sign = -1 if match["minus"] else 1
    low = sign * Decimal(match["low"].replace(",", ""))
    high = sign * Decimal((match["high"] or match["low"]).replace(",", ""))
    return Percent(min(low, high), max(low, high))
