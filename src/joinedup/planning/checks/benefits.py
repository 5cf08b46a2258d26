"""Benefits: counted once, no more than the provider plans for, and enough for the target."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.counts import number
from joinedup.planning.checks.targets import targets_in
from joinedup.planning.checks.view import View
from joinedup.planning.plan import Row
from joinedup.planning.values.counts import counts_in

_EMERGENCY = re.compile(r"non.?elective|emergency admission|unplanned admission|\bNEL\b", re.IGNORECASE)
_HOMES = re.compile(
    r"\bpermanent|residential (?:care )?(?:admission|placement)|"
    r"\b(?:in)?to (?:\w+ ){0,2}(?:care|nursing|residential)|residential (?:care )?(?:admission|placement)",
    re.I,
)
_CLAUSE = re.compile(r"[;\n]|,(?!\d)|\band (?=\d)|(?<=[a-z)])\.\s")
_LESS = re.compile(r"reduc|avoid|prevent|fewer|less|decreas|sav", re.IGNORECASE)


def _quantity(row: Row) -> int:
    return number(row, "quantity") or 0


def emergency(view: View) -> list[Row]:
    """The promises to have fewer emergency admissions: the words about the quantity itself say so."""
    return [row for row in view.benefits if _is_emergency(row.text("what"), row.text("quantity"))]


def _is_emergency(what: str, quantity: str) -> bool:
    clauses = [clause for clause in _CLAUSE.split(what) if clause.strip()]
    own = [clause for clause in clauses if any(str(found.count.number) == quantity for found in counts_in(clause))]
    if not own and len([clause for clause in clauses if counts_in(clause)]) > 1:
        return False  # what two of the figures leave; the words are those of all of them
    words = own[0] if own else what
    return bool(_EMERGENCY.search(words) and _LESS.search(words)) and not _HOMES.search(words)


def _is_return(what: str) -> bool:
    return bool(re.search(r"\bre-?admission", what, re.IGNORECASE) and _LESS.search(what))


def _repeated(view: View) -> Iterator[Found]:
    by_number: dict[int, list[Row]] = defaultdict(list)
    for row in view.benefits:
        if _quantity(row) >= 25 and _quantity(row) % 50:
            by_number[_quantity(row)].append(row)
    for quantity, rows in by_number.items():
        lines = sorted({row.line for row in rows if row.line})
        for row in rows[1:] if len(lines) > 1 else []:
            message = (
                f"the same quantity, {quantity:,}, is promised on lines {', '.join(map(str, lines))} for "
                f"different things"
            )
            yield Found(message, row.line, "a1.impact", row.text("what"))


def _above_provider(view: View) -> Iterator[Found]:
    falls = [_fall(row) for row in view.providers]
    rows = emergency(view)
    if not rows or not falls or any(fall is None for fall in falls):
        return
    promised, planned = sum(map(_quantity, rows)), sum(fall or 0 for fall in falls)
    if promised > planned and not _of_calendar_year(rows) and not _elsewhere(view, promised - planned):
        base = sum(number(row, "a2.nel_2014_15_plan") or 0 for row in view.providers)
        share = f", {100 * promised / base:.1f}% of {base:,}" if base else ""
        plans = f"a fall of {planned:,}" if planned > 0 else f"a rise of {-planned:,}"
        message = f"{promised:,} fewer emergency admissions are promised{share}; the providers' own plans have {plans}"
        most = max(rows, key=_quantity)
        yield Found(message, most.line, "a1.impact", most.text("what"))


def _fall(row: Row) -> int | None:
    before, after = number(row, "a2.nel_2014_15_plan"), number(row, "a2.nel_2015_16_plan")
    return before - after if before and after else None


def _not_as_told(view: View) -> Iterator[Found]:
    """What the annex says the fund prevents, beside what the schemes promise."""
    told = [(row, value) for row in view.providers if (value := number(row, "a2.bcf_prevent_15_16"))]
    promised = sum(map(_quantity, emergency(view)))
    most = max((number(row, "a2.nel_2015_16_plan") or 0 for row in view.providers), default=0)
    total = sum(value for _, value in told)
    back = sum(map(_quantity, (row for row in view.benefits if _is_return(row.text("what")))))
    same = (
        total in (promised, promised + back)
        or _of_calendar_year(emergency(view))
        or _explained(view, total, promised)
        or _elsewhere(view, promised - total)
    )  # people who come back in an emergency may be counted among them
    if promised and told and len(told) == len(view.providers) and total <= most and not same:
        field = told[0][0].get("a2.bcf_prevent_15_16")
        message = f"the fund is to prevent {total:,} admissions here, and {promised:,} in the schemes"
        yield Found(message, field.line if field else None, "a2.bcf_prevent_15_16", field.text if field else None)


def _explained(view: View, total: int, promised: int) -> bool:
    """One sentence names both numbers: it says where the rest comes from."""
    wanted = {f"{total:,}", f"{promised:,}"}
    return any(
        all(re.search(rf"(?<![\d,]){one}(?![\d,])", one_said.text) for one in wanted) for one_said in view.sentences
    )


_OTHERS = re.compile(
    r"\b(?:other (?:hospitals?|trusts?|providers?)|elsewhere|outside|beyond|further|rest|remaining|remainder|"
    r"falls? in the financial year|first quarter)\b",
    re.IGNORECASE,
)


_CALENDAR = re.compile(r"\b(?:in|during|by the end of) (?:the calendar year )?20\d\d\b(?!\s?[/–-]\s?\d)", re.IGNORECASE)


def _of_calendar_year(rows: list[Row]) -> bool:
    """Promises for a calendar year, as the payment is reckoned, are no figure of the providers' financial year."""
    return bool(rows) and all(_CALENDAR.search(row.text("what")) for row in rows)


def _elsewhere(view: View, apart: int) -> bool:
    """A sentence says of the difference that it is in other hospitals, or in another year."""
    number = re.compile(rf"(?<![\d,]){apart:,}(?![\d,])")
    return apart > 0 and any(number.search(one.text) and _OTHERS.search(one.text) for one in view.sentences)


def _below_target(view: View) -> Iterator[Found]:
    promised = sum(map(_quantity, emergency(view)))
    base = sum(number(row, "a2.nel_2013_14_outturn") or 0 for row in view.providers)
    if not promised or not base:
        return
    for target in targets_in(view):
        if target.topic != "emergency admissions" or not _NATIONAL_TARGET.search(target.text):
            continue
        needed = target.low * Decimal(base) / 100
        if promised < needed * Decimal("0.98"):
            message = f"{target.low}% of {base:,} is {needed:,.0f} admissions; the schemes promise {promised:,}"
            yield Found(message, target.line, text=target.text)
            return


_NATIONAL_TARGET = re.compile(
    r"\bnational|minimum|P4P|pay(?:ment)?[- ]for[- ]performance|target of|our target|BCF target", re.IGNORECASE
)

CHECKS = (
    Check(
        code="quantity-repeated",
        title="One quantity promised for different things",
        why="The same number for visits, packages and beds was most likely reckoned once and copied.",
        example="104 for A&E attendances, care packages, care-home admissions and beds",
        fix="show how each was reckoned, and count each effect once",
        severity=WARNING,
        run=_repeated,
    ),
    Check(
        code="benefits-above-provider-plan",
        title="More is promised than the hospital plans for",
        why="A saving the hospital does not expect will not be made.",
        example="1,185 fewer admissions in a scheme, 752 fewer in the provider's plan",
        fix="agree one figure with the provider",
        severity=ERROR,
        run=_above_provider,
    ),
    Check(
        code="benefits-not-as-told",
        title="Schemes and provider's form tell different numbers",
        why="The provider was asked to agree to another number than the plan promises.",
        example="the schemes prevent 1,185 admissions, Annex 2 says 950",
        fix="make both the same",
        severity=ERROR,
        run=_not_as_told,
    ),
    Check(
        code="benefits-below-target",
        title="The schemes do not make the target",
        why="The money for performance is paid on the target.",
        example="3.5% of 44,102 is 1,544; the schemes promise 1,185",
        fix="say where the rest comes from, or lower the target",
        severity=WARNING,
        run=_below_target,
    ),
)
