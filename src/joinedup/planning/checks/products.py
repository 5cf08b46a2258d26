"""Activity times price beside the value told: in tables with a column for each, and in sentences."""

import re
from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.marked import Marked, Quantity
from joinedup.planning.checks.table_sums import Grid, grid_of, known_table
from joinedup.planning.checks.view import Sentence, View

_UNIT_PRICE = re.compile(r"unit (?:price|cost)|price per|cost per", re.IGNORECASE)
_QUANTITY = re.compile(r"change in activity|quantity|activity|number of|volume", re.IGNORECASE)
_VALUE = re.compile(r"total|saving|value", re.IGNORECASE)
_PRICED = re.compile(
    r"\b(?:at|x|times|each|per|for each|for every|average|unit|tariff|price[ds]?|cost(?:s|ing)?|multiplied|"
    r"worth)\b|[×@*]",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(?:marginal|net|after|less|minus|per (?:hour|day|week|month|head|night)|an hour|a (?:day|week|month|"
    r"night)|half|part of|"
    r"pool|budget|invest\w*|pooled)\b|% of (?:the )?(?:tariff|price|cost|normal)|% (?:tariff|rate)",
    re.IGNORECASE,
)
_PRICE_MOST, _TIMES_APART = 20_000, 3


def _all_products(view: View) -> Iterator[Found]:
    yield from _products(view)
    yield from _in_words(view)


def _products(view: View) -> Iterator[Found]:
    for table in view.plan.tables:
        grid = grid_of(table)
        if grid is None or known_table(view, table):
            continue
        price, quantity, value = (_column(grid, pattern) for pattern in (_UNIT_PRICE, _QUANTITY, _VALUE))
        if price is None or quantity is None or value is None or len({price, quantity, value}) < 3:
            continue
        for at, numbers in enumerate(grid.numbers):
            one, many, told = numbers[price], numbers[quantity], numbers[value]
            if one and many and told and abs(abs(one * many) - abs(told)) > abs(told) * Decimal("0.01") + 1:
                message = f"{many:,} × {one:,} makes {one * many:,}, not {told:,}"
                yield Found(message, grid.lines[at], text=grid.labels[at])


def _column(grid: Grid, pattern: re.Pattern[str]) -> int | None:
    return next((at for at, head in enumerate(grid.heads) if at and pattern.search(head)), None)


def _in_words(view: View) -> Iterator[Found]:
    """'782 admissions at £1,490 each' and the sum they give: one count, one price and one sum in a clause."""
    for sentence, whole in view.marked:
        if len(whole.kinds("M")) >= 2 and whole.kinds("N") and not _OTHERWISE.search(sentence.text):
            for clause in re.split(r";|\. |(?<=›),? and (?=[^‹]*‹N)", whole.text):
                yield from _clause(sentence, whole, clause)


def _clause(sentence: Sentence, text: Marked, clause: str) -> Iterator[Found]:
    figures = [text.quantities[int(at)] for at in re.findall(r"‹[NMPR](\d+)›", clause)]
    counts, sums = ([one for one in figures if one.kind == kind] for kind in "NM")
    if len(counts) != 1 or len(sums) != 2 or any(one.kind == "R" for one in figures):
        return
    price, told = sorted(sums, key=lambda one: one.value)
    many = counts[0].value
    unit = price.money.unit if price.money else ""
    if unit or not 1 <= price.value <= _PRICE_MOST or many < 2 or not _PRICED.search(_around(text, clause, price)):
        return
    made = many * price.value
    if abs(made - told.value) > made / 100 + told.half and made / _TIMES_APART < told.value < made * _TIMES_APART:
        message = f"{counts[0]} × {price} makes £{made:,.0f}, not {told}"
        yield Found(message, sentence.line, text=sentence.text)


def _around(text: Marked, clause: str, price: Quantity) -> str:
    """The words on both sides of the price, up to the next figures."""
    at = clause.index(f"‹M{text.quantities.index(price)}›")
    before, after = clause[:at].rpartition("›")[2], clause[at:].partition("›")[2].partition("‹")[0]
    return f"{before} {after[:30]}"


CHECKS = (
    Check(
        code="product-wrong",
        title="Activity times price is not the value",
        why="Savings are reckoned from activity and unit price.",
        example="1,400 admissions × £1,490 printed as £2.9m",
        fix="reckon the value again",
        severity=ERROR,
        run=_all_products,
    ),
)
