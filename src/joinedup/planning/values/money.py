"""Money as plans write it: £17,324,000, £24.555m, £26,394m, £18, 949, 402, c£185m, 1,200k, £1.2 million."""

import re
from dataclasses import dataclass
from decimal import Decimal

_SCALE = {"": 1, "k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
_WORDS = {
    "k": "k",
    "thousand": "k",
    "000": "k",
    "000s": "k",
    "000's": "k",
    "000’s": "k",
    "m": "m",
    "mn": "m",
    "mill": "m",
    "million": "m",
    "millions": "m",
    "bn": "bn",
    "billion": "bn",
    "": "",
}
_NUMBER = r"\d{1,3}(?:\s?,\s?\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SUFFIX = r"(?:\s?(?:thousand|millions?|mill|billion|mn|bn)\b|\s?(?:m|k|M|K)(?![A-Za-z]))?"
_AMOUNT = re.compile(
    rf"(?P<about>\b(?:c|ca|circa|approx(?:imately)?|about|around)\.?\s*)?(?P<minus>[-−–(]\s*)?£\s*(?P<number>{_NUMBER})"
    rf"(?P<suffix>{_SUFFIX})",
    re.IGNORECASE,
)
_BARE = re.compile(rf"^\s*(?P<minus>[-−(]\s*)?(?P<number>{_NUMBER})(?P<suffix>{_SUFFIX})\s*\)?\s*$", re.IGNORECASE)
_IN_THOUSANDS = re.compile(r"£\s*[(\[]?\s*(?:['’]?000(?:['’]?s)?|k\b)|\b000['’]?s\b|\bin thousands\b", re.IGNORECASE)
_IN_MILLIONS = re.compile(r"£\s*[(\[]?\s*m\b|\(£?\s*millions?\)|\bin £?\s*millions\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in pounds. ``unit`` is the multiple it was written in ('', 'k', 'm', 'bn'); ``written`` the number
    before that multiple; ``unit_from`` says whether the multiple stood with the number or in the label."""

    pounds: Decimal
    written: Decimal
    unit: str = ""
    unit_from: str = "value"
    about: bool = False

    def to_dict(self) -> dict[str, object]:
        """JSON-ready; decimals as strings, so that no penny is lost."""
        return {
            "kind": "money",
            "pounds": str(self.pounds),
            "written": str(self.written),
            "unit": self.unit,
            "unit_from": self.unit_from,
            "about": self.about,
        }


@dataclass(frozen=True, slots=True)
class MoneyFound:
    """An amount and the characters of the text it was read from."""

    money: Money
    start: int
    end: int


def unit_in_label(label: str) -> str:
    """'k' for a label that says £000s, 'm' for one that says £m, '' otherwise."""
    if _IN_THOUSANDS.search(label):
        return "k"
    return "m" if _IN_MILLIONS.search(label) else ""


def money_in(text: str, label: str = "") -> list[MoneyFound]:
    """Every amount with a pound sign in ``text``, in order. ``label`` may give the multiple."""
    skipped = [match.span() for match in _IN_THOUSANDS.finditer(text)]
    found = []
    for match in _AMOUNT.finditer(text):
        if not any(start <= match.start("number") < end for start, end in skipped):
            found.append(MoneyFound(_money(match, label), match.start(), match.end()))
    return found


def parse_money(text: str, label: str = "") -> Money | None:
    """The first amount of ``text``; a bare number counts too when nothing else stands beside it."""
    found = money_in(text, label)
    if found:
        return found[0].money
    bare = _BARE.match(text)
    return _money(bare, label) if bare else None


def _money(match: re.Match[str], label: str) -> Money:
    written = Decimal(re.sub(r"[\s,]", "", match["number"]))
    if (match["minus"] or "").strip() in {"-", "−"}:
        written = -written
    unit = _WORDS[match["suffix"].strip().lower()]
    unit_from = "value"
    if not unit and unit_in_label(label):
        unit, unit_from = unit_in_label(label), "label"
    about = bool(match.groupdict().get("about"))
    return Money(written * _SCALE[unit], written, unit, unit_from, about)
