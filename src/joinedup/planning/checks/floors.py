"""Least sums for a purpose: adult social care out of the NHS minimum, and services outside hospital."""

from collections.abc import Iterator

from joinedup.basics.money import display
from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.rows import SPENT, at_answer, figure, half_step, shown, total
from joinedup.planning.checks.view import View
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


CHECKS = (
    Check(
        code="social-care-below-least",
        title="Less of the NHS minimum goes to social care than must",
        why="The least is a national condition of the fund.",
        example="a least of £5.3m, schemes of £4.9m",
        fix="correct the area or source of a scheme, or agree the missing sum",
        severity=ERROR,
        run=_social_care,
    ),
    Check(
        code="outside-hospital-below-least",
        title="Less goes to services outside hospital than must",
        why="The ring-fenced sum is part of the conditions on which the fund is given.",
        example="a ring-fence of £9.8m, £9.1m planned",
        fix="correct the figure, or agree the missing sum",
        severity=ERROR,
        run=_outside_hospital,
    ),
)
