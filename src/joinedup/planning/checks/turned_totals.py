"""A total told in a sentence with two digits changed over: £19,560,000 where the plan's total is £19,650,000."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from joinedup.planning.checks.check import Found
from joinedup.planning.checks.marked import Marked, Quantity
from joinedup.planning.checks.table_sums import number_in
from joinedup.planning.checks.told_before import slip
from joinedup.planning.checks.view import Sentence, View
from joinedup.planning.values import Money

_WHOLE = re.compile(
    r"\b(?:pool|pooled|fund|total|together|in all|altogether|overall|schemes (?:will )?cost|budget)\b", re.IGNORECASE
)
_TOTAL = re.compile(r"^\W*(?:grand |overall )?(?:total|pool|sum|all)\b", re.IGNORECASE)
_TOGETHER = re.compile(r"^\W*(?:together|in all|altogether|in total|the total)\b", re.IGNORECASE)
_DIGITS = 4  # that tell one sum from another
_NEAR = 4  # lines
_SEVERAL = 3  # counts that a sentence may add up


def turned_totals(view: View) -> Iterator[Found]:
    """Sums of sentences about the whole that are the plan's own total but for two digits next to one another."""
    told = [(sentence, text) for sentence, text in view.marked if text.kinds("M")]
    said = Counter(_digits(one.value) for _, text in told for one in text.kinds("M"))
    totals = {*_totals(view)}
    for sentence, text in told if totals else ():
        for one in text.kinds("M") if _WHOLE.search(sentence.text) else ():
            digits = _digits(one.value)
            if digits in totals or said[digits] > 1 or len(digits) < _DIGITS:
                continue
            if twin := next((total for total in totals if _turned(digits, total)), None):
                message = f"{one} here, {_like(one, twin)} in the plan's total: two digits have changed places"
                yield Found(message, sentence.line, text=sentence.text)


def _totals(view: View) -> Iterator[str]:
    for field in view.plan.fields:
        if "_pool" in field.key and isinstance(field.parsed, Money):
            yield _digits(field.parsed.pounds)
    for table in view.plan.tables:
        for row in table.rows:
            if any(_TOTAL.match(cell) for cell in row.cells[:2]):
                values = [value for cell in row.cells[1:] if (value := number_in(cell))]
                yield from map(_digits, values)
                yield from (_digits(sum(values, Decimal(0))) for _ in values[1:2] if len(values) == 2)


def _digits(value: Decimal) -> str:
    """The digits that tell the figure, whatever its unit."""
    return "".join(map(str, value.normalize().as_tuple().digits))


def _turned(one: str, other: str) -> bool:
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    same = len(one) == len(other) and sorted(one) == sorted(other)
    return same and len(apart) == 2 and apart[1] == apart[0] + 1


def _like(one: Quantity, digits: str) -> str:
    """The other figure in the unit of the first."""
    scale = one.value / Decimal(_digits(one.value))
    return f"£{Decimal(digits) * scale:,.0f}"


def wrong_together(view: View) -> Iterator[Found]:
    """'Together the saving is £693,320', where the sums of the sentences before make £639,320."""
    before: list[tuple[Sentence, Marked]] = []
    for sentence, text in view.marked:
        before = [one for one in before if 0 <= sentence.line - one[0].line <= _NEAR][-2:]
        whole = text.kinds("M")[:1] if _TOGETHER.match(sentence.text) else []
        parts = [one for _, earlier in before for one in earlier.kinds("M")]
        if whole and 2 <= len(parts) <= 8:
            yield from _judge(sentence, whole[0], parts)
        yield from _of_counts(sentence, text, before)
        before.append((sentence, text))


def _of_counts(sentence: Sentence, text: Marked, before: Sequence[tuple[Sentence, Marked]]) -> Iterator[Found]:
    """'… with 42 people, … with 57, … with 51. In all there were 160': all the counts of the sentence before."""
    whole, parts = text.kinds("N"), before[-1][1].kinds("N") if before else []
    if len(text.quantities) == 1 and whole and len(parts) >= _SEVERAL and _TOGETHER.match(sentence.text):
        made = sum((part.value for part in parts), Decimal(0))
        if slip(made, whole[0].value):
            shown = " + ".join(map(str, parts))
            yield Found(f"{shown} is {made:,}, not {whole[0]}", sentence.line, text=sentence.text)


def _judge(sentence: Sentence, whole: Quantity, parts: Sequence[Quantity]) -> Iterator[Found]:
    sums = [chosen for many in range(2, len(parts) + 1) for chosen in combinations(parts, many)]
    made = [(sum((part.value for part in chosen), Decimal(0)), chosen) for chosen in sums]
    hidden = sum((part.half for part in parts), whole.half)
    if any(abs(total - whole.value) <= hidden for total, _ in made) or len(_digits(whole.value)) < _DIGITS:
        return
    near = next((one for one in made if slip(one[0], whole.value)), None)
    if near:
        shown = " + ".join(map(str, near[1]))
        yield Found(f"{shown} is £{near[0]:,.0f}, not {whole}", sentence.line, text=sentence.text)
