"""Money left at the form's own £0.00."""

from collections.abc import Iterator

from joinedup.planning.checks.check import ERROR, Check, Found, at
from joinedup.planning.checks.view import View
from joinedup.planning.values import Money


def _run(view: View) -> Iterator[Found]:
    for field in view.plan.fields:
        pool = field.key.startswith(("1a.min_pool", "1a.total_pool"))
        if pool and isinstance(field.parsed, Money) and field.parsed.pounds == 0:
            yield at(field, "the pool is left at nought")


CHECKS = (
    Check(
        code="money-left-at-nought",
        title="Money left at £0.00",
        why="The form is printed with £0.00; a pool of nothing is a sum nobody filled in.",
        example="Total agreed value of pooled budget 2014/15: £0.00",
        fix="enter the sum agreed for that year",
        severity=ERROR,
        run=_run,
    ),
)
