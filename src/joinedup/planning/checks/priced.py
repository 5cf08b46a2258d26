"""Figures that a price known from elsewhere in the plan makes: '210 admissions, £321,900' at £1,490 each."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks.check import Found
from joinedup.planning.checks.marked import Marked, Quantity
from joinedup.planning.checks.table_sums import number_in
from joinedup.planning.checks.told_before import slip
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Table

_THINGS = r"(?:admissions?|stays|attendances?)"
_WORTH = re.compile(  # 165 fewer non-elective admissions, worth £245,850
    rf"‹N(?P<many>\d+)› (?:[\w-]+ ){{0,4}}?(?:re)?{_THINGS}"
    r"(?: (?:avoided|prevented|saved|fewer|less))?"
    r"(?: \(|,? (?:worth|valued at|saving|that is|at a value of|a saving of|with a value of|or) )"
    r"(?:about )?‹M(?P<told>\d+)›",
    re.IGNORECASE,
)
_PRICE = re.compile(r"‹M(?P<price>\d+)›(?: (?:each|per|an?|for each)\b| ?[).,;=]|$)|\b(?:at|x|×) ‹M(?P<at>\d+)›", re.I)
_COUNTED = re.compile(rf"‹N(?P<many>\d+)› (?:[\w-]+ ){{0,2}}?{_THINGS}\b", re.IGNORECASE)
_LEAST, _MOST = 200, 20_000  # pounds that one of them may cost
_FEWEST = 2  # times that a price is told, so that it is the plan's own
_SUM = 10_000  # pounds: below it figures are alike by chance


def wrongly_priced(view: View) -> Iterator[Found]:
    """So many admissions and what they are worth, by the price that the plan itself uses for one."""
    price = _usual_price(view)
    for sentence, text in view.marked if price else ():
        told = list(_by_division(text, price)) or list(_by_slip(text, price))
        yield from (Found(message, sentence.line, text=sentence.text) for message in told)
    for table in view.plan.tables:
        yield from _rows(table)


def _usual_price(view: View) -> Decimal:
    """The price told most often; nought where none is told twice."""
    prices: Counter[Decimal] = Counter()
    for _, text in view.marked:
        found = (text.of(match, "price" if match["price"] else "at") for match in _PRICE.finditer(text.text))
        prices.update(one.value for one in found if _LEAST <= one.value <= _MOST)
    return next((value for value, times in prices.most_common(1) if times >= _FEWEST), Decimal(0))


def _by_division(text: Marked, price: Decimal) -> Iterator[str]:
    """The sum is a number of prices to the pound, and another number stands with it."""
    for match in _WORTH.finditer(text.text):
        many, told = text.of(match, "many"), text.of(match, "told")
        meant = (told.value / price).quantize(Decimal(1))
        exact = abs(meant * price - told.value) <= told.half + 1
        if exact and meant >= _FEWEST and meant != many.value:
            yield f"{told} is {meant:,} × £{price:,}, not {many}"


def _by_slip(text: Marked, price: Decimal) -> Iterator[str]:
    """The one number of admissions of a sentence times the price is one of its sums with two digits changed over."""
    counts, sums = list(_COUNTED.finditer(text.text)), text.kinds("M")
    if len(counts) != 1:
        return
    many = text.of(counts[0], "many")
    made = many.value * price
    told = next((one for one in sums if _turned(made, one)), None)
    if told and made >= _SUM:
        yield f"{many} × £{price:,} makes £{made:,.0f}, not {told}"


def _turned(made: Decimal, told: Quantity) -> bool:
    return sorted(f"{made:.0f}") == sorted(f"{told.value:.0f}") and slip(made, told.value)


def _rows(table: Table) -> Iterator[Found]:
    """A row of volume, price and value, where another row of the table bears the product out."""
    told = []
    for row in table.rows:
        values = [value for cell in row.cells[1:] if (value := number_in(cell)) is not None]
        if len(values) == len(("volume", "price", "value")):
            told.append((row, values))
    right = [row for row, (many, price, value) in told if many * price == value and value >= _LEAST]
    for row, (many, price, value) in told if right else ():
        if row not in right and slip(many * price, value):
            message = f"{many:,} × {price:,} makes {many * price:,.0f}, not {value:,}"
            yield Found(message, row.line, text=" … ".join(cell for cell in row.cells if cell.strip()))
