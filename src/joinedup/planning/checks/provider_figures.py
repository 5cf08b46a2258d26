"""The hospital's own plan, told in the text, beside its form: one figure for one year."""

import re
from collections.abc import Iterator

from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.counts import number
from joinedup.planning.checks.view import Sentence, View
from joinedup.planning.values.counts import CountFound, counts_in

_OWN = re.compile(
    r"\b(?:trusts?|hospitals?|provider|infirmary|foundation trust)\b['’]?s?\b[^.;]{0,30}?\bplan(?:s|ned)?\b|"
    r"\bplans? of (?:the |our )?(?:\w+ )?(?:trust|hospital|provider|infirmary)|\bits (?:own )?(?:\w+ ){0,2}plan\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\bplan(?:s|ned)?\b[^.;]{0,40}?\b(?:assumes?|assumed|has|have|shows?|uses?|is|are|expects?|contains?|gives?|for|"
    r"puts?|says?|with|of)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:20)?1[345]\s?[/–-]\s?(?:20)?1[456](?!\d)")
_PART = re.compile(
    r"\b(?:excluding|without|before (?:the )?(?:fund|plan|schemes?|BCF)|only|of which|under \d|over \d|aged|part of|"
    r"beds?|attendances?|first (?:draft|version)|originally|had been|instead of|rather than|"
    r"will be (?:changed|amended))\b",
    re.IGNORECASE,
)
_KEYS = {"2013_14": "a2.nel_2013_14_outturn", "2014_15": "a2.nel_2014_15_plan", "2015_16": "a2.nel_2015_16_plan"}


def _run(view: View) -> Iterator[Found]:
    known = {year: _told(view, key) for year, key in _KEYS.items()}
    for sentence in view.sentences if all(known.values()) else ():
        own = _OWN.search(sentence.text)
        says = _SAYS.search(sentence.text, own.start()) if own else None
        if own is None or says is None or _PART.search(sentence.text):
            continue
        found = next((one for one in counts_in(sentence.text) if one.start >= own.start() and _large(one)), None)
        year = _year_of(sentence, found) if found else None
        if found and year and _another(found.count.number, known, year):
            which = " or ".join(f"{value:,}" for value in sorted(known[year]))
            message = (
                f"the hospital's plan for {year.replace('_', '/')} is told as {found.count.number:,} here, and as "
                f"{which} in the provider's form"
            )
            yield Found(message, sentence.line, text=sentence.text)


def _told(view: View, key: str) -> set[int]:
    """The figures of all forms for one year, and what they come to together."""
    known = [value for row in view.providers if (value := number(row, key))]
    return {*known, sum(known)} if known and len(known) == len(view.providers) else set()


def _large(found: CountFound) -> bool:
    return found.count.number >= 1000 and not 1990 <= found.count.number <= 2040


def _year_of(sentence: Sentence, found: CountFound) -> str | None:
    """The year nearest to the figure in its own part of the sentence: right behind 'for', or just before it."""
    after = _YEAR.search(sentence.text[found.end : found.end + 40])
    before = [match[0] for match in _YEAR.finditer(sentence.text[: found.start])]
    words = before[-1] if before else (after[0] if after else "")
    digits = re.findall(r"\d{2}(?!\d)", words)
    return f"20{digits[0]}_{digits[-1]}" if len(digits) >= 2 else None


def _another(told: int, known: dict[str, set[int]], year: str) -> bool:
    """True for a figure like those of the form, and none of them in any year."""
    every = {value for values in known.values() for value in values}
    near = any(abs(told - value) <= value * 0.2 for value in known.get(year, ()))
    return year in known and near and told not in every and not _rounded(told, every)


def _rounded(told: int, every: set[int]) -> bool:
    """'Some 21,000' is the form's 20,980 in round numbers."""
    return any(told == round(value, -places) for value in every for places in (1, 2, 3) if told % 10**places == 0)


CHECKS = (
    Check(
        code="provider-plan-told-differently",
        title="The hospital's plan is told with two figures",
        why="The fall in admissions is reckoned from the hospital's plan; two figures for it make two falls.",
        example="the trust's own plan assumes 21,480 for 2015/16; its form says 20,885",
        fix="ask the hospital which figure it plans with, and use that throughout",
        severity=ERROR,
        run=_run,
    ),
)
