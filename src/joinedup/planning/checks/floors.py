"""Least sums for a purpose: adult social care out of the NHS minimum, and services outside hospital."""

import re
from collections.abc import Iterator
from decimal import Decimal

from joinedup.basics.money import display
from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.marked import Marked, Quantity
from joinedup.planning.checks.rows import SPENT, at_answer, figure, half_step, shown, total
from joinedup.planning.checks.table_sums import number_in
from joinedup.planning.checks.view import Sentence, View
from joinedup.planning.plan import TableRow
from joinedup.planning.words import fold


def _social_care(view: View) -> Iterator[Found]:
    rows = [
        row
        for row in view.plan.of_kind("spending")
        if fold(row.text("area")) == "social care" and fold(row.text("source")) == "minimum nhs contribution"
    ]
    for year in view.template.years if view.plan.of_kind("spending") else ():
        least = view.plan.get(f"t5.social_care_least.{year}")
        need, have = figure(least), total(rows, SPENT, year)
        if least is None or not need or (have is None and rows):
            continue
        spent, hidden = have or (need * 0, need * 0)
        if spent + hidden + half_step(least) < need:
            message = (
                f"{display(spent)} of the NHS minimum goes to social care in {shown(year)}, {display(need - spent)} "
                f"below the least of {display(need)}"
            )
            yield at_answer(view, least, message)


def _outside_hospital(view: View) -> Iterator[Found]:
    for year in view.template.years:
        least, given = (view.plan.get(f"t2.{name}.{year}") for name in ("ring_fence", "out_of_hospital"))
        need, have = figure(least), figure(given)
        if given is not None and need and have is not None and have < need:
            message = (
                f"{display(have)} goes to NHS services outside hospital in {shown(year)}, the least is {display(need)}"
            )
            yield at_answer(view, given, message)


_NEED = re.compile(r"^(?:required|minimum|the least|at least|least|needed)\b(?! %)", re.IGNORECASE)
_HAVE = re.compile(r"^(?:planned|agreed|allocated|actual|proposed)\b", re.IGNORECASE)


def _side_by_side(view: View) -> Iterator[Found]:
    """A table with a column of what is required and one of what is planned, both in pounds."""
    for table in view.plan.tables:
        head = table.rows[0].cells
        need = next((at for at, cell in enumerate(head) if at and _NEED.match(cell.strip()) and "£" in cell), None)
        have = next((at for at, cell in enumerate(head) if at and _HAVE.match(cell.strip()) and "£" in cell), None)
        for row in table.rows[1:] if need is not None and have is not None else ():
            least, given = (number_in(row.cells[at]) if at < len(row.cells) else None for at in (need or 0, have or 0))
            if least and given is not None and 0 <= given < least:
                message = f"{row.cells[have or 0]} is planned where {row.cells[need or 0]} is required"
                yield Found(message, row.line, text=f"{row.cells[0]} … {row.cells[have or 0]}")


_FIRST = re.compile(r"^\W*(?:required(?: minimum)?|minimum(?: required)?|planned|agreed|allocated)\W+", re.IGNORECASE)


def _one_below_another(view: View) -> Iterator[Found]:
    """'Required minimum, social care' on one row, 'Planned, social care' on another."""
    for table in view.plan.tables:
        told = [(row, row.cells[0].strip(), _last(row)) for row in table.rows]
        needs = {fold(_FIRST.sub("", label)): value for _, label, value in told if _NEED.match(label)}
        for row, label, have in told:
            need = needs.get(fold(_FIRST.sub("", label))) if _HAVE.match(label) else None
            if need and have is not None and 0 <= have < need:
                yield Found(f"{have:,} is planned where {need:,} is required", row.line, text=f"{label} … {have:,}")


def _last(row: TableRow) -> Decimal | None:
    """The row's one figure."""
    known = [value for cell in row.cells[1:] if (value := number_in(cell)) is not None]
    return known[0] if len(known) == 1 else None


_AGAINST = re.compile(
    r"‹M(?P<have>\d+)›[^‹›.;]{0,80}?\b(?:against|where|when|but|below|short of)\b[^‹›.;]{0,30}?\b(?:required|minimum|"
    r"requirement|least|floor)\b[^‹›.;]{0,40}?‹M(?P<need>\d+)›",
    re.IGNORECASE,
)
_SPENDS = re.compile(
    r"\b(?:will (?:be )?spen\w+|spends?|(?:is|are) (?:planned|to be spent|allocated)|plans? to spend)\b", re.I
)
_LEAST_IS = re.compile(
    r"\b(?:minimum|required|requirement|the least)\b[^‹›.;]{0,60}?\b(?:is|was|of|comes to)\b[^‹›.;]{0,20}?"
    r"‹M(?P<need>\d+)›",
    re.IGNORECASE,
)


_WORTH = re.compile(
    r"\b(?:are worth|come to|amount to|(?:we|the (?:ccg|icb|council)) (?:will )?spends?|is spent) ‹M(?P<have>\d+)›",
    re.I,
)
_MUST = re.compile(r"\b(?:must|required to|has to|have to|need to)\b[^‹›.;]{0,40}?\bat least ‹M(?P<need>\d+)›", re.I)
_PLAN_TO = re.compile(
    r"^\W*(?:we|they|the (?:ccg|icb|board|partners|council)) (?:\w+ )?(?:plans? to spend|(?:will )?spends?|set aside|"
    r"(?:have|has) set aside) ‹M(?P<have>\d+)›",
    re.IGNORECASE,
)


def _told(view: View) -> Iterator[Found]:
    """'£11.6m goes to adult social care. The minimum that we are required to spend is £12.5m.'"""
    before: tuple[Sentence, Marked] | None = None
    for sentence, text in view.marked:
        for match in _AGAINST.finditer(text.text):
            yield from _less(sentence, text.of(match, "have"), text.of(match, "need"))
        least = _LEAST_IS.search(text.text)
        sums = before[1].kinds("M") if before and 0 <= sentence.line - before[0].line <= 2 else []
        if least and before and len(text.kinds("M")) == 1 and sums and _SPENDS.search(before[0].text):
            found = Sentence(f"{before[0].text} {sentence.text}", sentence.line, sentence.key)
            yield from _less(found, sums[0], text.of(least, "need"))
        least = _LEAST_IS.search(before[1].text) if before and 0 <= sentence.line - before[0].line <= 2 else None
        worth = _WORTH.search(text.text) if least else None
        if before and least and worth:
            found = Sentence(f"{before[0].text} {sentence.text}", sentence.line, sentence.key)
            yield from _less(found, text.of(worth, "have"), before[1].of(least, "need"))
        demand = _MUST.search(before[1].text) if before and 0 <= sentence.line - before[0].line <= 1 else None
        planned = _PLAN_TO.search(text.text) if demand else None
        if before and demand and planned:
            found = Sentence(f"{before[0].text} {sentence.text}", sentence.line, sentence.key)
            yield from _less(found, text.of(planned, "have"), before[1].of(demand, "need"))
        before = (sentence, text)


def _less(sentence: Sentence, have: Quantity, need: Quantity) -> Iterator[Found]:
    if need.value / 2 < have.value + have.half < need.value - need.half:
        yield Found(f"{have} is planned where {need} is required", sentence.line, text=sentence.text)


def _beside(view: View) -> Iterator[Found]:
    yield from _side_by_side(view)
    yield from _one_below_another(view)
    yield from _told(view)


def _of_social_care(view: View) -> Iterator[Found]:
    yield from _social_care(view)
    yield from (found for found in _beside(view) if "social" in fold(found.text or ""))


_OUTSIDE = re.compile(r"hospital|(?:nhs|such|community) services")


def _outside(view: View) -> Iterator[Found]:
    yield from _outside_hospital(view)
    yield from (found for found in _beside(view) if _OUTSIDE.search(fold(found.text or "")))


CHECKS = (
    Check(
        code="social-care-below-least",
        title="Less of the NHS minimum goes to social care than must",
        why="The least is a national condition of the fund.",
        example="a least of £5.3m, schemes of £4.9m",
        fix="correct the area or source of a scheme, or agree the missing sum",
        severity=ERROR,
        run=_of_social_care,
    ),
    Check(
        code="outside-hospital-below-least",
        title="Less goes to services outside hospital than must",
        why="The ring-fenced sum is part of the conditions on which the fund is given.",
        example="a ring-fence of £9.8m, £9.1m planned",
        fix="correct the figure, or agree the missing sum",
        severity=ERROR,
        run=_outside,
    ),
)
