"""The pool: not below its minimum, the same wherever it is told, and equal to what its schemes cost."""

import re
from collections.abc import Iterator
from decimal import Decimal

from joinedup.basics.money import display
from joinedup.planning.checks.check import ERROR, WARNING, Check, Found, short
from joinedup.planning.checks.view import Sentence, View
from joinedup.planning.plan import FieldValue, Row
from joinedup.planning.values import Money
from joinedup.planning.values.money import money_in

_YEAR = re.compile(r"(?<![\d£,])(?:20)?(\d{2})\s?[/\-–]\s?(?:20)?(\d{2})(?![\d/])")
_POOL = re.compile(
    (
        r"\b(?:pooled (?:budget|fund)|total pool|bcf pool|the pool|minimum (?:required )?(?:value|pool|"
        r"contribution)|better care fund (?:pool|budget|allocation)|bcf (?:budget|allocation))\b"
    ),
    re.I,
)
_PART = re.compile(
    (
        r"\b(?:of which|within the|part of|contribut|from the|sav(?:e|ing)|includ|plus|additional|"
        r"alongside|over and above|existing|further|proportion|invest|increase|reduc|growth|capital|"
        r"transfer)\w*"
    ),
    re.I,
)
_NOUGHT = Decimal(0)
CLOSE = Decimal("0.005")


def pounds(field: FieldValue | None) -> Decimal | None:
    """The sum in pounds; one written in millions that no plan can hold counts as thousands."""
    if field is None or not isinstance(field.parsed, Money):
        return None
    money = field.parsed
    return money.written * 1000 if money.unit == "m" and abs(money.written) >= 1000 else money.pounds


def hidden_in(field: FieldValue | None) -> Decimal:
    """What rounding may hide in a field's sum: half of the last place written, £500 where full thousands are told."""
    if field is None:
        return _NOUGHT
    found = [item.money for item in money_in(field.text)] or ([field.parsed] if isinstance(field.parsed, Money) else [])
    return max((max(_rounding(money), _thousands(money)) for money in found), default=_NOUGHT)


def _thousands(money: Money) -> Decimal:
    return Decimal(500) if money.pounds and money.pounds % 1000 == 0 else _NOUGHT


def near(one: Decimal, other: Decimal) -> bool:
    """True when two sums differ by no more than half a per cent."""
    return abs(one - other) <= CLOSE * max(abs(one), abs(other))


def _below(view: View) -> Iterator[Found]:
    for year in view.template.years:
        least, total = (view.plan.get(f"1a.{name}.{year}") for name in ("min_pool", "total_pool"))
        need, have = pounds(least), pounds(total)
        if total and least and need and have and have < need and need / have < 400:
            name = year.replace("_", "/")
            message = (
                f"the pool agreed for {name} ({short(total.text, 30)}) is {display(need - have)} below the minimum "
                f"({short(least.text, 30)})"
            )
            yield Found(message, total.line, total.key, total.text)


def _schemes(view: View) -> Iterator[Found]:
    costs = [(row, by_year) for row in view.schemes if (by_year := costs_of(row)) is not None]
    if len(costs) < 2 or len(costs) < len(view.schemes):
        return
    for year, total in _totals(costs).items():
        pools = [
            field
            for name in ("total_pool", "min_pool")
            if (field := view.plan.get(f"1a.{name}.{year}")) and pounds(field)
        ]
        sums = [amount for field in pools if (amount := pounds(field))]
        hidden = sum(
            (hidden_in(row.get("a1.investment")) for row, _ in costs), hidden_in(pools[0]) if pools else _NOUGHT
        )
        if total and sums and not any(abs(total - amount) <= hidden for amount in sums):
            yield _mismatch(costs, year, total, pools[0])


def _mismatch(costs: list[tuple[Row, dict[str, Decimal]]], year: str, total: Decimal, pool: FieldValue) -> Found:
    amount = pounds(pool) or Decimal(0)
    for row, by_year in costs:
        for factor in (1000, Decimal("0.001"), 1_000_000):
            own = sum(by_year.values())
            if own and near(total - own + own * factor, amount):
                cost = row.get("a1.investment")
                message = (
                    f"this scheme's sum is out by a factor of {factor:f}: with it the schemes make the pool exactly"
                )
                return Found(message, cost.line if cost else row.line, "a1.investment", cost.text if cost else None)
    apart = total - amount
    word = "more" if apart > 0 else "less"
    name = year.replace("_", "/")
    message = (
        f"the schemes cost {display(total)} together, {display(abs(apart))} {word} than the pool for "
        f"{name} ({display(amount)})"
    )
    return Found(message, pool.line, pool.key, pool.text)


def costs_of(row: Row) -> dict[str, Decimal] | None:
    """What a scheme costs by year; a single sum counts for the last year; {} for 'no direct funding'; None unknown."""
    field = row.get("a1.investment")
    if field is None or field.blank:
        return None
    labelled = isinstance(field.parsed, Money) and field.parsed.unit_from == "label"
    amounts = money_in(
        _PARTS.split(field.text)[0], {"k": "£000", "m": "£m"}.get(field.unit or "", "") if labelled else ""
    )
    if not amounts:
        alone = pounds(field)
        return {"2015_16": alone} if alone is not None else ({} if _NONE.search(field.text) else None)
    marks = [(match.start(), f"20{match[1]}_{match[2]}") for match in _YEAR.finditer(field.text)]
    years = {year for _, year in marks}
    values = [_whole(found.money) for found in amounts]
    if len(years) >= 2 and len(years) == len(amounts):
        return dict(zip([year for _, year in marks], values, strict=False))
    if len(values) > 1 and near(values[0], sum(values[1:], Decimal(0))):
        return {marks[0][1] if len(years) == 1 else "2015_16": values[0]}
    if len(values) > 1:
        return None
    return {marks[0][1] if len(years) == 1 else "2015_16": values[0]}


_PARTS = re.compile(
    r"\b(?:of which|of this|including|made up of)\b", re.IGNORECASE
)  # what follows is in the sum before
_NONE = re.compile(
    r"\b(?:no|nil|zero|without|not)\b.{0,30}\b(?:fund|cost|invest|money|budget|require)|^\W*(?:nil|none|n/?a|0)\W*$",
    re.I,
)


def _whole(money: Money) -> Decimal:
    return money.written * 1000 if money.unit == "m" and abs(money.written) >= 1000 else money.pounds


def _totals(costs: list[tuple[Row, dict[str, Decimal]]]) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = {}
    for _, by_year in costs:
        for year, amount in by_year.items():
            totals[year] = totals.get(year, Decimal(0)) + amount
    return totals


def _rounding(money: Money) -> Decimal:
    """Half of the last place that was written: £19.1m may stand for 19,050,000 to 19,150,000."""
    exponent = min(0, int(money.written.as_tuple().exponent))
    scale = money.pounds / money.written if money.written else Decimal(1)
    return abs(scale) * Decimal(1).scaleb(exponent) / 2


def _told(view: View) -> Iterator[Found]:
    for sentence in view.sentences:
        if sentence.key and sentence.key.startswith(("1a.", "a1.investment")):
            continue
        years = {f"20{a}_{b}" for a, b in _YEAR.findall(sentence.text)} & set(view.template.years)
        amounts = money_in(sentence.text)
        if len(years) == 1 and len(amounts) == 1 and _POOL.search(sentence.text) and not _PART.search(sentence.text):
            yield from _compare(view, sentence, years.pop(), amounts[0].money)


def _compare(view: View, sentence: Sentence, year: str, money: Money) -> Iterator[Found]:
    told, rounding = _whole(money), _rounding(money)
    known = [amount for name in ("min_pool", "total_pool") if (amount := pounds(view.plan.get(f"1a.{name}.{year}")))]
    if known and not any(abs(told - amount) <= rounding + Decimal("0.001") * amount for amount in known):
        shown = " or ".join(dict.fromkeys(display(amount) for amount in known))
        message = (
            f"the pool for {year.replace('_', '/')} is told as {display(told)} here, and as {shown} on the first page"
        )
        yield Found(message, sentence.line, sentence.key, sentence.text)


CHECKS = (
    Check(
        code="total-below-minimum",
        title="The pool is below its minimum",
        why="The least to be pooled is set by law for each year.",
        example="minimum £17.3m, agreed £16.9m",
        fix="agree the missing sum, or correct the figure",
        severity=ERROR,
        run=_below,
    ),
    Check(
        code="schemes-do-not-add-up",
        title="The schemes do not cost what is pooled",
        why="Money pooled and not given to a scheme, or promised twice, is found only at the year's end.",
        example="schemes of £25.4m together, a pool of £26.4m",
        fix="correct the scheme or the pool, or name what the rest is for",
        severity=ERROR,
        run=_schemes,
    ),
    Check(
        code="pool-told-differently",
        title="The pool is told with another sum elsewhere",
        why="Two sums for one thing: each reader believes another one.",
        example="the first page pools £17.3m, the vision £18.3m",
        fix="make both the same, or say what makes them differ",
        severity=WARNING,
        run=_told,
    ),
)
