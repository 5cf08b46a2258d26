"""Activity times price beside the value told: in tables with a column for each, and in sentences."""

import re
from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.marked import Marked, Quantity
from joinedup.planning.checks.priced import wrongly_priced
from joinedup.planning.checks.table_sums import Grid, grid_of, known_table
from joinedup.planning.checks.told_before import slip
from joinedup.planning.checks.view import Sentence, View

_UNIT_PRICE = re.compile(r"unit (?:price|cost)|price per|cost per", re.IGNORECASE)
_QUANTITY = re.compile(r"change in activity|quantity|activity|number of|volume", re.IGNORECASE)
_VALUE = re.compile(r"total|saving|value", re.IGNORECASE)
_TIMES = re.compile(  # 1,205 × £1,490, or £1,795,450
    r"‹N(?P<many>\d+)› ?(?:x|×|\*|times) ?‹M(?P<price>\d+)›(?: each)?,? ?"
    r"(?:=|or|is|which is|that is|makes?|making|[:–,-]) ?‹M(?P<told>\d+)›",
    re.IGNORECASE,
)
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
_NEAR = 5  # lines


def _all_products(view: View) -> Iterator[Found]:
    yield from _products(view)
    yield from _in_words(view)
    yield from _each(view)
    yield from _of_those_before(view)
    yield from wrongly_priced(view)


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
        for match in _TIMES.finditer(whole.text):
            many, price, told = (whole.of(match, name) for name in ("many", "price", "told"))
            made = many.value * price.value
            if abs(made - told.value) > made / 100 + told.half:
                yield Found(f"{many} × {price} makes £{made:,.0f}, not {told}", sentence.line, text=sentence.text)
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
    near = made / _TIMES_APART < told.value < made * _TIMES_APART
    moved = any(abs(made - told.value * ten) <= made / 100 for ten in (10, 100, 1000, Decimal("0.1"), Decimal("0.001")))
    if abs(made - told.value) > made / 100 + told.half and (near or moved):
        message = f"{counts[0]} × {price} makes £{made:,.0f}, not {told}"
        yield Found(message, sentence.line, text=sentence.text)


def _around(text: Marked, clause: str, price: Quantity) -> str:
    """The words on both sides of the price, up to the next figures."""
    at = clause.index(f"‹M{text.quantities.index(price)}›")
    before, after = clause[:at].rpartition("›")[2], clause[at:].partition("›")[2].partition("‹")[0]
    return f"{before} {after[:30]}"


_EACH = re.compile(  # £60,375,000 for 3,220 people, £18,750 each
    r"‹M(?P<whole>\d+)›[^‹›.;]{0,60}?\b(?:for|to|by|among|between|across|over)\b[^‹›.;]{0,20}?‹N(?P<many>\d+)›"
    r"[^‹›.;]{0,40}?"
    r"(?:[,(:=–-]|\bor\b|\bis\b) ?(?:or |that is |an average of |on average |about |about |which is )*‹M(?P<each>\d+)›"
    r" (?:each|per (?:person|head|patient|resident|admission|visit|place|case|user)|a (?:person|head|place|visit)|"
    r"for each)\b",
    re.IGNORECASE,
)


def _each(view: View) -> Iterator[Found]:
    """A sum over a number of people beside the sum for each."""
    for sentence, text in view.marked:
        for match in _EACH.finditer(text.text):
            whole, many, each = (text.of(match, name) for name in ("whole", "many", "each"))
            made = whole.value / many.value if many.value else Decimal(0)
            if made and abs(made - each.value) > each.half + made / 50:
                message = f"{whole} over {many} makes £{made:,.2f} each, not {each}"
                yield Found(message, sentence.line, text=sentence.text)


_FOR_EACH = re.compile(  # £96 for each resident, £163,320 in the year; £1,490 for each, the value is £2,235,000
    r"‹M(?P<price>\d+)› (?:for each|per|each|a) [a-z]+(?: [a-z]+)?,? "
    r"(?:or |which is |that is |makes |making |"
    r"(?:this|the (?:value|saving|payment|sum|benefit)) (?:is|comes to|makes) )?"
    r"‹M(?P<told>\d+)›",
    re.IGNORECASE,
)


def _of_those_before(view: View) -> Iterator[Found]:
    """A price and a sum, and the only number that can be meant told just before: the sum is theirs with a slip."""
    before: list[tuple[int, Marked]] = []
    for sentence, text in view.marked:
        before = [(line, told) for line, told in before if 0 <= sentence.line - line <= _NEAR]
        for match in _FOR_EACH.finditer(text.text):
            price, told = text.of(match, "price"), text.of(match, "told")
            counts = [one.value for _, earlier in [*before, (0, text)] for one in earlier.kinds("N")]
            made = [price.value * many for many in counts]
            if any(abs(one - told.value) <= one / 100 + told.half for one in made):
                continue
            if right := next((one for one in made if one >= 1000 and slip(one, told.value)), None):
                message = f"{price} for each of {right / price.value:,.0f} makes £{right:,.0f}, not {told}"
                yield Found(message, sentence.line, text=sentence.text)
        before.append((sentence.line, text))


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
