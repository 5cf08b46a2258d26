"""Thousands printed as millions, pounds under a heading of thousands, and the other way about."""

import re
from collections.abc import Iterator
from decimal import Decimal

from joinedup.basics.money import display
from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.view import View
from joinedup.planning.plan import FieldValue
from joinedup.planning.values import Money
from joinedup.planning.values.money import money_in

_DOUBLED = 100_000  # £450,000k: thousands twice over
BILLION = Decimal(1_000_000_000)
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
                yield Found(
                    _message(found.money), sentence.line, text=sentence.text[max(0, found.start - 30) : found.end]
                )
    for field in _money_fields(view):
        if isinstance(field.parsed, Money) and field.line not in seen and field.parsed.pounds >= 2 * BILLION:
            yield Found(_message(field.parsed), field.line, field.key, field.text)
    yield from _beyond_the_pool(view)
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
        if others and money.pounds > 2 * max(others):
            message = f"as written this is {display(money.pounds)}; most likely {display(money.written)} was meant"
            yield Found(message, sentence.line, text=sentence.text[max(0, found.start - 30) : found.end])


def _message(money: Money) -> str:
    thousandth = money.pounds / 1000
    return f"as written this is £{money.pounds / BILLION:,.1f} billion; most likely {display(thousandth)} was meant"


def _money_fields(view: View) -> list[FieldValue]:
    pool = [field for field in view.plan.fields if "_pool." in field.key]
    return [*pool, *(field for row in view.schemes if (field := row.get("a1.investment")))]


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
