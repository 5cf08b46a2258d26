"""A sentence whose quantities are marked: every count, share, rate and sum is a token, so that one pattern fits all.

``Of 412 people who left, 330 (86%) were at home in 2013/14`` is read as ``Of ‹N0› people who left, ‹N1› (‹P2›) were
at home``: years, ages, lengths of time and the numbers of sections and schemes are words and no quantities.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from joinedup.planning.values import dates_in
from joinedup.planning.values.money import Money, money_in
from joinedup.planning.words import LONGEST_SENTENCE

# possessive, and never begun within a figure: a long row of figures is gone through once, not once for each
_D = r"(?<!\d)(?<!\d[,.])(?:\d{1,3}(?:,\d{3})++(?:\.\d++)?(?![\d,]*\d)|\d++(?:\.\d++)?+(?![\d.,]*\d))"
_PERCENT = re.compile(
    rf"(?<![\w.,])(?P<minus>[-−+]\s?)?(?P<value>{_D})\s?(?:%|per ?cents?\b|percentage(?! point))", re.I
)
_POINTS = re.compile(rf"(?:{_D})\s?(?:%|per ?cent|percentage)[ -]?(?:age )?points?\b|(?:{_D})\s?pp\b", re.I)
_RANGE = re.compile(  # '40% to 60%', 'between 40% and 60%': one share; '40% and 60%' are two
    rf"(?<![\w.,£])(?:between {_D}\s?%?\s?and|{_D}\s?%?\s?(?:-|–|to)|{_D}\s?and)\s?{_D}\s?(?:%|per ?cent)", re.I
)
_RATE = re.compile(
    rf"(?<![\w.,£])(?P<value>{_D})(?:\s[a-z]+){{0,3}}?\s(?:per|(?:for|in) (?:each|every))\s(?P<scale>100,?000|"
    rf"10,?000|1,?000)\b"
    r"(?:\s(?:of )?(?:the )?(?:head of )?(?:population|people|residents|adults|persons|older people))?",
    re.I,
)
_YEARS = re.compile(
    r"\b(?:(?:in|during|for|by|of|from|since|until|at|the|end|year|march|to) ){0,12}"
    r"(?<![\d,.£])(?:(?:19|20)\d\d\s?(?:[/–-]\s?(?:20)?\d\d)?(?!\d|,\d|\.\d|%)|[12]\d/[12]\d(?![/\d]))",
    re.I,
)
_AGES = re.compile(
    r"\b(?:(?:people|adults|those|residents|population)\s)?(?:aged |over[ -]|under[ -]|"
    r"ages? )(?:the )?(?:ages? of )?\d{2}s?\b(?:(?: to |–|-| and )\d{2}\b)?"
    r"(?: (?:and|or|years) (?:over|above|older|under))?|"
    r"(?<![\d,.£])\d{2}(?:s\b| ?\+|(?: years)? (?:and|or) (?:over|above|older|under|more)\b)|\b\d{2} years? olds?\b|"
    r"(?<![\d,.£])\d{2}(?: to |–|-)\d{2} year",
    re.I,
)
_TIMES = re.compile(
    r"(?<![\d,.£])\d+(?:\.\d+)?(?:[ -](?:or|to|and)[ -]\d+)?(?:[ -](?:working|calendar|full|whole|consecutive))?"
    r"[ -](?:(?!bed)(?:days?|weeks?|months?|years?|hours?|minutes?|o'clock|am|pm)\b)(?![ -](?:of delay|delayed|"
    r"lost|fewer|less|more|shorter|longer))|"
    r"\b\d{1,2}(?::|\.)\d{2}\s?(?:am|pm)?\b(?=\s?(?:am|pm|to|until))|\b24/7\b",
    re.I,
)
_LESS_TIME = re.compile(
    r"\d (?:days|weeks|hours|minutes) (?:fewer|less|more|shorter|longer|quicker|sooner|earlier)\b", re.I
)
_NAME = r"\d{1,2}[a-z]?(?:\.\d+)*(?!\d|%|,\d)"  # one of a list of names: '2 and 640' is one name and a count
_LABELS = re.compile(
    r"\b(?:schemes?|sections?|annex\w*|append\w+|pages?|tables?|figures?|bands?|levels?|tiers?|phases?|steps?|parts?|stages?|"
    r"questions?|conditions?|risks?|priorit\w+|aims?|objectives?|outcomes?|quarters?|kloe|ni|no\.?|number|domain|item|line|"
    r"row|paragraph|caldicott|wave|cycle|grade|version|option|goal|theme|workstream|project|metric|indicator|q|room|"
    r"ward|type|step|chapter|pathway|class|unit|room|site|zone)"
    rf" (?:no\.? )?{_NAME}(?:(?:, | and | to |–|-| or | & ){_NAME})*(?:, | and | to |–|-| or | & )?",
    re.I,
)
_JOINED = re.compile(r"(?:,| and| to| or| &|–|-)?\s*$")  # what leads from the last name to the next words
_SLASH = re.compile(r"(?<![\d,./£])(\d{1,3}(?:,\d{3})+|\d+)\s?/\s?(\d{1,3}(?:,\d{3})+|\d{2,})(?![\d/,])")
_COUNT = re.compile(
    rf"(?<![\w.,£/–−-])(?P<value>{_D})(?!\s?(?:%|/\d)|[A-Za-z]|-\w|\s?(?:am|pm|st|nd|rd|th|million|bn|m|k)\b)"
)
_UNIT_GIVEN = re.compile(r"(?:\s?(?:million|m))$", re.I)

_MOST = 40  # quantities


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure: its kind (N count, P share in per cent, R rate, M money), value, half of its last place, words."""

    kind: str
    value: Decimal
    half: Decimal
    words: str
    scale: int = 1
    money: Money | None = None
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Marked:
    """The sentence with tokens, and what each token stands for."""

    text: str
    quantities: tuple[Quantity, ...]

    def of(self, match: re.Match[str], name: str) -> Quantity:
        """The quantity that a named group of a pattern over the text caught."""
        return self.quantities[int(match[name])]

    def kinds(self, kind: str) -> list[Quantity]:
        """All of one kind, in order."""
        return [one for one in self.quantities if one.kind == kind]


def marked(text: str) -> Marked:
    """The sentence with its quantities as tokens."""
    if len(text) > LONGEST_SENTENCE or not any(letter.isdigit() for letter in text):
        return Marked(text, ())
    return _Marking(text.replace("‹", "(").replace("›", ")").replace("−", "-")).done()


class _Marking:
    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[tuple[int, int, Quantity | None, str]] = []

    def done(self) -> Marked:
        for found in money_in(self.text):
            start = self.text.index("£", found.start)
            self._take(start, found.end, _money(found.money, self.text[start : found.end]))
        for pattern in (_POINTS, _RANGE):
            for match in pattern.finditer(self.text):
                self._take(match.start(), match.end(), None, "some")
        for match in _RATE.finditer(self.text):
            scale = int(match["scale"].replace(",", ""))
            self._take(match.start(), match.end(), _number("R", match["value"], match[0], scale))
        for match in _PERCENT.finditer(self.text):
            self._take(match.start("value"), match.end(), _number("P", match["value"], match[0].strip()))
        for date in dates_in(self.text):
            self._take(date.start, date.end, None, "then")
        for pattern, words in ((_YEARS, "then"), (_AGES, "older"), (_LABELS, "there"), (_TIMES, "while")):
            if pattern is _TIMES and _LESS_TIME.search(self.text):
                continue  # the days are what is counted
            for match in pattern.finditer(self.text):
                named = _JOINED.sub("", match[0]) if pattern is _LABELS else match[0]
                self._take(match.start(), match.start() + len(named), None, words)
        for match in _SLASH.finditer(self.text):
            one, two = (Decimal(match[n].replace(",", "")) for n in (1, 2))
            if two > 40 or one > two:
                self._fraction(match)
        for match in _COUNT.finditer(self.text):
            self._take(match.start(), match.end(), _number("N", match["value"], match[0]))
        return self._written()

    def _fraction(self, match: re.Match[str]) -> None:
        middle = match.end(1)
        if self._free(match.start(), match.end()):
            self._take(match.start(), middle, _number("N", match[1], match[1]))
            self._take(middle, match.start(2), None, " of ")
            self._take(match.start(2), match.end(), _number("N", match[2], match[2]))

    def _free(self, start: int, end: int) -> bool:
        return not any(start < other_end and other_start < end for other_start, other_end, _, _ in self.found)

    def _take(self, start: int, end: int, quantity: Quantity | None, words: str = "") -> None:
        if self._free(start, end):
            placed = replace(quantity, start=start, end=end) if quantity else None
            self.found.append((start, end, placed, words))

    def _written(self) -> Marked:
        parts: list[str] = []
        quantities: list[Quantity] = []
        at = 0
        for start, end, quantity, words in sorted(self.found, key=lambda one: one[0]):
            parts.append(self.text[at:start])
            if quantity:
                parts.append(f"‹{quantity.kind}{len(quantities)}›")
                quantities.append(quantity)
            else:
                parts.append(words)
            at = end
        told = tuple(quantities) if len(quantities) <= _MOST else ()
        return Marked("".join([*parts, self.text[at:]]), told)


def _number(kind: str, digits: str, words: str, scale: int = 1) -> Quantity:
    value = Decimal(digits.replace(",", ""))
    return Quantity(kind, value, _half(value), words.strip(), scale)


def _half(value: Decimal) -> Decimal:
    return Decimal(1).scaleb(min(0, int(value.as_tuple().exponent))) / 2


def _money(money: Money, words: str) -> Quantity:
    scale = abs(money.pounds / money.written) if money.written else Decimal(1)
    return Quantity("M", money.pounds, _half(money.written) * scale, words.strip(), money=money)
