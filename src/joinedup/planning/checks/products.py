"""Activity times price beside the value told: in tables with a column for each, and in sentences."""

import re
from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.table_sums import Grid, grid_of, known_table
from joinedup.planning.checks.view import View
from joinedup.planning.values import Money
from joinedup.planning.values.money import money_in

_UNIT_PRICE = re.compile(r"unit (?:price|cost)|price per|cost per", re.IGNORECASE)
_QUANTITY = re.compile(r"change in activity|quantity|activity|number of|volume", re.IGNORECASE)
_VALUE = re.compile(r"total|saving|value", re.IGNORECASE)
_EACH = re.compile(  # 782 admissions at £1,490 each
    r"(?<![\d£,.])(?P<many>\d{1,3}(?:,\d{3})+|\d{2,6}) (?:[a-z-]+ ){1,4}"
    r"(?:in (?:20\d\d(?:/\d\d)?) )?(?:at|x|×|@|multiplied by) (?:an? )?"
    r"(?:average )?(?:(?:cost|price|tariff) )?(?:of )?£(?P<one>\d[\d,]*(?:\.\d\d)?)"
    r"(?![\d.]*\s?(?:m|k|million)\b)"
    r"(?= each|[).,;]| per| (?:gives?|makes?|saves?|is|are|comes?|means?|yields?|releases?)\b)"
)
_TOLD_AFTER = re.compile(r"^[^.;£\d]{0,40}$")


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
    """'782 admissions at £1,490 each' beside the sum that stands before it in the sentence, or right after it."""
    for sentence in view.sentences:
        for match in _EACH.finditer(sentence.text):
            sums = money_in(sentence.text[: match.start()])
            rest = sentence.text[match.end() :]
            after = money_in(rest)
            if not sums and len(after) == 1 and _TOLD_AFTER.match(rest[: after[0].start]):
                sums = after
            one, many = (Decimal(match[name].replace(",", "")) for name in ("one", "many"))
            if (
                len(sums) == 1
                and one * many
                and abs(sums[0].money.pounds - one * many) > one * many / 100 + _half(sums[0].money)
            ):
                message = f"{many:,} × £{one:,} makes £{one * many:,}, not £{sums[0].money.pounds:,.0f}"
                yield Found(message, sentence.line, text=sentence.text)


def _half(money: Money) -> Decimal:
    """Half of the last place that was written."""
    places = max(0, -int(money.written.as_tuple().exponent))
    return abs(money.pounds / money.written) / (10**places) / 2 if money.written else Decimal(0)


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
