"""What a table says each scheme or purpose costs, beside what the text says of the same one."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from joinedup.basics.money import display
from joinedup.planning.checks.check import Found
from joinedup.planning.checks.pool_sums import costs_of, hidden_in
from joinedup.planning.checks.schemes import reference
from joinedup.planning.checks.table_sums import known_table, number_in
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Row, Table
from joinedup.planning.values.money import MoneyFound, money_in, unit_in_label
from joinedup.planning.words import fold, sentences

YEAR = re.compile(r"(?<!\d)(?:20)?(\d{2})\s?[/\-–]\s?(?:20)?(\d{2})(?!\d)")
_SCALE = {"k": 1000, "m": 1_000_000, "": 1}
_TOTAL = re.compile(r"^(?:(?:grand |sub.?)?total|all)\b", re.IGNORECASE)
_NO_COST = re.compile(
    r"saving|price|benefit|activity|income|value of|avoided|\bper\b", re.IGNORECASE
)  # what a scheme brings
_SAYS = re.compile(
    r"^\s*(?:[.:–(-]|costs?|will cost|has|is given|receives|gets|,)\s*"
    r"(?:is |an? |(?:the|a|its) (?:budget|cost|sum) (?:of|is) )?(?=£)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(  # 5.3 Scheme 3, …
    r"^\W*(?:\d+(?:\.\d+)*\.?\s+)?(?:(?:scheme|project|workstream)\s+\w{1,4}\s*[,:.–-]\s*)?", re.IGNORECASE
)
_APART = (Decimal("0.3"), Decimal(3))  # further apart they are told in other units, or are not of one kind


@dataclass(frozen=True, slots=True)
class Cost:
    """One row of a table of money: its words, its sum for a year as written and in pounds, and what rounding hides."""

    words: tuple[str, ...]
    year: str
    pounds: Decimal
    hidden: Decimal
    written: str
    line: int


def costs_in(view: View) -> Iterator[list[Cost]]:
    """Each column of money of each table, its head telling the year or none (then it is the last year's)."""
    for table in view.plan.tables:
        if known_table(view, table) or len(table.rows) < 3 or _NO_COST.search(" ".join(table.rows[0].cells)):
            continue
        width = max(len(row.cells) for row in table.rows)
        for column in range(1, width):
            costs = list(_column(table, column, view.template.years))
            if len(costs) >= 2:
                yield costs


def _column(table: Table, column: int, years: tuple[str, ...]) -> Iterator[Cost]:
    head = _cell(table.rows[0].cells, column)
    heads = " ".join(table.rows[0].cells)
    unit = unit_in_label(head) or unit_in_label(heads)
    told = YEAR.search(head)
    year = f"20{told[1]}_{told[2]}" if told else (years or ("",))[-1]
    if ("£" not in head and not (told and len(head) < 16 and "£" in heads)) or year not in years or number_in(head):
        return
    for row in table.rows[1:]:
        cell = _cell(row.cells, column)
        value = number_in(cell)
        words = tuple(text for text in row.cells[:column] if re.search(r"[^\W\d_]", text))
        if value and words and not _TOTAL.match(words[0].strip()) and not re.search(r"[km]\s*$", cell, re.I):
            scale = _SCALE[unit]
            step = scale * Decimal(1).scaleb(min(0, int(value.as_tuple().exponent))) / 2
            yield Cost(words, year, value * scale, step, " ".join(cell.split()), row.line)


def _cell(cells: tuple[str, ...], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def described(view: View) -> Iterator[Found]:
    """A scheme's sum in a list with one column of money, beside its own description."""
    last = view.template.years[-1] if view.template.years else ""
    for costs in costs_in(view):
        pairs = [(cost, scheme) for cost in costs if cost.year == last and (scheme := _scheme(view, cost))]
        for cost, scheme in pairs if len(pairs) >= 2 else []:
            own = (costs_of(scheme) or {}).get(last)
            if own and _differ(cost.pounds, own, cost.hidden + hidden_in(scheme.get("a1.investment"))):
                name = scheme.text("a1.ref") or scheme.text("a1.name")
                message = f"{name} costs {display(cost.pounds)} here and {display(own)} in its description"
                yield Found(message, cost.line, text=f"{cost.words[-1]} … {cost.written}")


def _scheme(view: View, cost: Cost) -> Row | None:
    for scheme in view.schemes:
        ref, name = reference(scheme.text("a1.ref")), fold(scheme.text("a1.name"))
        if any((ref and reference(word) == ref) or (name and fold(word) == name) for word in cost.words[:3]):
            return scheme
    return None


def in_text(view: View) -> Iterator[Found]:
    """A passage that begins with a row's name and its sum: 'Carers. £2.4m in 2015/16 for breaks'."""
    told = [
        (sentence_of(piece.text), piece.line) for piece in view.passages if "£" in piece.text and piece.cell is None
    ]
    tables = list(costs_in(view))
    years: dict[int, list[Decimal]] = {}
    for cost in (cost for costs in tables for cost in costs):
        years.setdefault(cost.line, []).append(cost.pounds)
    for costs in tables:
        times = Counter(fold(word) for cost in costs for word in cost.words)
        for cost in costs:
            names = [word for word in cost.words if times[fold(word)] == 1 and len(word) >= 4]
            for text, line in told if names else ():
                yield from _held(replace(cost, words=tuple(names)), text, line, view.template.years, years[cost.line])


def sentence_of(text: str) -> str:
    """The first words of a passage, with the sentence after a name that stands alone."""
    return " ".join(sentences(text)[:2])


def _held(cost: Cost, text: str, line: int, years: tuple[str, ...], all_years: list[Decimal]) -> Iterator[Found]:
    text = _NUMBERED.sub("", text, count=1)
    rest = next((text[len(word) :] for word in cost.words if text.lower().startswith(word.lower())), None)
    says = _SAYS.match(rest) if rest is not None else None
    if rest is None or says is None:
        return
    found = money_in(rest)[0]
    year = YEAR.search(rest[found.end : found.end + 14])
    named = f"20{year[1]}_{year[2]}" if year else years[-1]
    hidden = cost.hidden + _hidden(found)
    if not year and any(abs(one - found.money.pounds) <= hidden for one in (*all_years, sum(all_years))):
        return  # of another year, or of all
    if named == cost.year and _differ(cost.pounds, found.money.pounds, hidden):
        message = (
            f"{cost.words[-1]} has {display(found.money.pounds)} here and {display(cost.pounds)} ({cost.written}) in "
            f"the table on line {cost.line}"
        )
        yield Found(message, line, text=text)


def _hidden(found: MoneyFound) -> Decimal:
    money = found.money
    places = max(0, -int(money.written.as_tuple().exponent))
    step = abs(money.pounds / money.written) / (10**places) / 2 if money.written else Decimal(0)
    return max(step, Decimal(500)) if money.pounds % 1000 == 0 else step


def _differ(one: Decimal, other: Decimal, hidden: Decimal) -> bool:
    low, high = _APART
    return low < one / other < high and abs(one - other) > hidden if other > 0 else False
