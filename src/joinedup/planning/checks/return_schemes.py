"""Schemes of a return: each has money and its own words, and the benefits name schemes that money is spent on."""

from collections.abc import Iterator

from rapidfuzz import fuzz

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.rows import SPENT, amount, in_cell
from joinedup.planning.checks.view import View
from joinedup.planning.plan import FieldValue, Row
from joinedup.planning.words import fold

_LIKE = 88  # letters in a hundred
_FEWEST_WORDS = 5
_MENUS = {"source", "type", "sub_type", "area", "commissioner", "provider", "units", "new", "comment", "objective"}


def _unpaid(view: View) -> Iterator[Found]:
    """A line of spending without money, or with nought, in every year; the others have some."""
    rows = [row for row in view.plan.of_kind("spending") if row.text("scheme")]
    paid = [any(amount(row, SPENT, year) for year in view.template.years) for row in rows]
    for row, has in zip(rows, paid, strict=True):
        worded = any(fold(field.text) and not any(map(str.isdigit, field.text)) for field in _sums_of(row))
        if not has and not worded and sum(paid) > len(rows) / 2:
            yield in_cell(view, row, "scheme", f"no money is entered for {row.text('scheme')!r}")


def _sums_of(row: Row) -> list[FieldValue]:
    return [field for field in row.fields if field.key.split(".")[0] in SPENT]


def _same(view: View) -> Iterator[Found]:
    """Two lines of spending told in the same words, though they are bought of different people or from other money."""
    first: dict[str, Row] = {}
    for row in view.plan.of_kind("spending"):
        for field in row.fields:
            words = fold(field.text)
            if field.key in _MENUS or len(words.split()) < _FEWEST_WORDS:
                continue
            if words in first and _name(first[words]) != _name(row):
                yield in_cell(view, row, field.key, "the same words describe another line of spending")
            first.setdefault(words, row)


def _name(row: Row) -> tuple[str, str]:
    return fold(row.text("area")), fold(row.text("source"))


def _unknown(view: View) -> Iterator[Found]:
    """A scheme of the benefits that no money is spent on, where most of them are known."""
    spent = {fold(row.text("scheme")) for row in view.plan.of_kind("spending")} - {""}
    rows = [row for row in view.plan.of_kind("saving") if row.text("scheme")]
    known = [any(fuzz.ratio(fold(row.text("scheme")), name) >= _LIKE for name in spent) for row in rows]
    for row, found in zip(rows, known, strict=True):
        if not found and sum(known) > len(rows) / 2:
            yield in_cell(
                view, row, "scheme", f"no money is spent on {row.text('scheme')!r}, which is to bring benefits"
            )


CHECKS = (
    Check(
        code="spending-without-money",
        title="A scheme of the return without money",
        why="A scheme nobody pays for does not happen.",
        example="'Support to carers', with nought",
        fix="enter the sum, or take the line out",
        severity=ERROR,
        run=_unpaid,
    ),
    Check(
        code="spending-text-repeated",
        title="Two lines of spending in the same words",
        why="One was copied from the other and not put right, or the money is entered twice.",
        example="an equipment store described as reablement at home",
        fix="say what this money buys",
        severity=WARNING,
        run=_same,
    ),
    Check(
        code="benefit-without-scheme",
        title="A benefit of a scheme that is not paid for",
        why="The saving is counted, and what brings it is not in the plan.",
        example="benefits of 'Night owls', which no line of spending names",
        fix="name the scheme as the spending does, or add its money",
        severity=WARNING,
        run=_unknown,
    ),
)
