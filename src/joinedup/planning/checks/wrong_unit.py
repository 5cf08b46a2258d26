"""Thousands printed as millions, pounds under a heading of thousands, and the other way about."""

import re
from collections.abc import Iterator
from decimal import Decimal

from joinedup.basics.money import display
from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.unit_twins import moved_points, twins
from joinedup.planning.checks.view import View
from joinedup.planning.plan import FieldValue
from joinedup.planning.values import Money
from joinedup.planning.values.money import MoneyFound, money_in

_DOUBLED = 100_000  # £450,000k: thousands twice over
BILLION = Decimal(1_000_000_000)
_POOL = Decimal(100_000)
_OF_IT = re.compile(
    r"^\s*(?:in 20\d\d[/\d-]*\s*)?(?:is |are |comes )?(?:out )?(?:of|from|within) (?:it\b|this\b|that\b|"
    r"(?:the |our |this )(?:\w+ )?(?:total|pool|fund|scheme|pooled|BCF|whole)\b)",
    re.IGNORECASE,
)
_SCHEMES = re.compile(
    r"\ball of scheme\b|\bscheme \w+ (?:costs?|is given|receives|has)\b|\b(?:this|the) scheme costs\b", re.I
)
_WHOLE = re.compile(  # sums that may well be above the pool
    r"spen[dt]|budget|turnover|allocation|economy|resource|deficit|gap|cost of|costs? the|value|income|contract|assets",
    re.IGNORECASE,
)
_ALL_SPENT = re.compile(
    r"\b(?:spend(?:s|ing)?|spent|costs?|budgets?|expenditure)\b.*\b(?:across|on all|in all|whole|total|between)\b"
    r".*\b(?:hospitals?|health|NHS)\b.*\b(?:social care|council)\b",
    re.IGNORECASE,
)
_FOR_ONE = re.compile(
    r"\b(?:per|each|a head|average|a person|a patient|every|saves?|saved|fewer|more|less|extra)\b", re.IGNORECASE
)
_NATIONAL = re.compile(
    r"\b(?:nationally|england|english|government|treasury|spending review|across the country|"
    r"national (?:pot|fund|pool|budget|total|allocation|settlement|better care))\b",
    re.IGNORECASE,
)


def _run(view: View) -> Iterator[Found]:
    seen = set()
    for sentence in view.sentences:
        if _NATIONAL.search(sentence.text):
            continue
        for found in money_in(sentence.text):
            if _too_much(found.money):
                seen.add(sentence.line)
                yield Found(_message(found.money), sentence.line, text=_around(sentence.text, found))
    for field in _money_fields(view):
        if isinstance(field.parsed, Money) and field.line not in seen and field.parsed.pounds >= 2 * BILLION:
            yield Found(_message(field.parsed), field.line, field.key, field.text)
    told = [*_beyond_the_pool(view), *_against_the_pool(view)]
    yield from told
    seen |= {found.line for found in told if found.line}
    yield from (found for found in twins(view) if found.line not in seen)
    yield from moved_points(view)
    yield from _pools_apart(view)


def _too_much(money: Money) -> bool:
    """£1,000m and more written with an m or a k: no local plan holds that."""
    return (money.unit == "m" and abs(money.written) >= 1000) or (money.unit == "k" and abs(money.written) >= 1_000_000)


def _beyond_the_pool(view: View) -> Iterator[Found]:
    """A sum in full thousands written with a k besides, and more than all the money the plan speaks of elsewhere."""
    told = [(sentence, found) for sentence in view.sentences for found in money_in(sentence.text)]
    for sentence, found in told:
        money = found.money
        if money.unit != "k" or abs(money.written) < _DOUBLED or _too_much(money) or _NATIONAL.search(sentence.text):
            continue
        others = [other.money.pounds for _, other in told if other.money is not money and not _too_much(other.money)]
        if others and money.pounds > 2 * max(others) and not _WHOLE.search(sentence.text):
            message = f"as written this is {display(money.pounds)}; most likely {display(money.written)} was meant"
            yield Found(message, sentence.line, text=_around(sentence.text, found))


def _against_the_pool(view: View) -> Iterator[Found]:
    """Sums that the pool itself shows to be in another unit: a part of it far above it, all spending far below it."""
    known = [field.parsed.pounds for field in _pool_fields(view) if isinstance(field.parsed, Money)]
    pool = max((pounds for pounds in known if pounds < BILLION), default=Decimal(0))
    for sentence in view.sentences if pool >= _POOL else ():
        if _NATIONAL.search(sentence.text):
            continue
        for found in money_in(sentence.text):
            meant = _meant(found, sentence.text, sentence.key, pool)
            if meant is not None and not _too_much(found.money):
                message = (
                    f"as written this is {display(found.money.pounds)} beside a pool of {display(pool)}; most likely "
                    f"{display(meant)} was meant"
                )
                yield Found(message, sentence.line, text=_around(sentence.text, found))


def _meant(found: MoneyFound, text: str, key: str | None, pool: Decimal) -> Decimal | None:
    """What was most likely meant by a sum in the wrong unit; None for a sum that can be."""
    money, pounds = found.money, found.money.pounds
    before, after = text[max(0, found.start - 60) : found.start], text[found.end : found.end + 60]
    if pounds > 2 * pool and pounds / 1000 <= pool:
        part = _OF_IT.match(after) or _SCHEMES.search(before + " " + after)
        paid = bool(key and key.startswith(("a1.investment", "a1.overview"))) and not _WHOLE.search(before + after)
        twice = money.unit == "k" and abs(money.written) >= _DOUBLED and money.written % 1000 == 0
        if part or (pounds > 5 * pool and ((twice and not _WHOLE.search(before + after)) or paid)):
            return pounds / 1000
    if pounds * 10 < pool < pounds * 1000 and money.unit in ("k", "m") and _ALL_SPENT.search(text):
        return None if _FOR_ONE.search(text) else pounds * 1000
    return None


def _around(text: str, found: MoneyFound) -> str:
    """The sum and the whole words about it."""
    start = text.rfind(" ", 0, max(0, found.start - 50)) + 1
    end = text.find(" ", found.end + 50)
    return text[start : end if end > 0 else len(text)]


def _message(money: Money) -> str:
    thousandth = money.pounds / 1000
    return f"as written this is £{money.pounds / BILLION:,.1f} billion; most likely {display(thousandth)} was meant"


def _pool_fields(view: View) -> list[FieldValue]:
    return [field for field in view.plan.fields if "_pool." in field.key]


def _money_fields(view: View) -> list[FieldValue]:
    return [*_pool_fields(view), *(field for row in view.schemes if (field := row.get("a1.investment")))]


def _pools_apart(view: View) -> Iterator[Found]:
    """The least and the agreed sum of one year, one about a thousand times the other."""
    for year in view.template.years:
        fields = [view.plan.get(f"1a.{name}.{year}") for name in ("min_pool", "total_pool")]
        known = [
            field for field in fields if field and isinstance(field.parsed, Money) and 0 < field.parsed.pounds < BILLION
        ]
        if len(known) == 2:
            small, great = sorted(known, key=lambda field: field.parsed.pounds)  # type: ignore[union-attr]
            ratio = great.parsed.pounds / small.parsed.pounds  # type: ignore[union-attr]
            if ratio >= 400:
                message = f"this is {ratio:,.0f} times smaller than the other sum for the year ({great.text})"
                yield Found(message, small.line, small.key, small.text)


CHECKS = (
    Check(
        code="wrong-unit",
        title="Money in the wrong unit",
        why="£26,394m is twenty-six billion pounds. Sums in mixed units cannot be added, and someone will try.",
        example="£26,394m where £26,394,000 is meant",
        fix="write the sum in full pounds, or the unit the form asks for",
        severity=ERROR,
        run=_run,
    ),
)
