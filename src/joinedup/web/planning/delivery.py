"""What can be said about milestones and risks: done, slipped, needs another, reviewed."""

import datetime as dt
from decimal import Decimal

from joinedup import planning
from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.planning.values import parse_date
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions import action
from joinedup.web.planning.models import MilestoneFact, MilestoneNeed, Plan, RiskReview
from joinedup.web.planning.rows import part_of_row
from joinedup.web.planning.sections import must_write


@action(Permission.EDIT_PLAN, "said how a milestone of a plan stands")
def tell_milestone(
    *,
    by: Acting,
    plan: Plan,
    number: int,
    kind: str,
    done_on: dt.date | None = None,
    now_when: str = "",
    reason: str = "",
) -> MilestoneFact:
    """Done on a day; or slipped to a time, with a reason; or open again as planned."""
    _must_know(by, plan, "milestone", number)
    if kind == MilestoneFact.Kind.DONE and done_on is None:
        raise JoinedUpError("It is not said when it was done.", "Give the day.")
    if kind == MilestoneFact.Kind.SLIPPED and not (reason.strip() and parse_date(now_when)):
        raise JoinedUpError("A slip needs a new time and a reason.", "Write when it is expected now, and why.")
    return MilestoneFact.objects.create(
        plan=plan, number=number, kind=kind, done_on=done_on, now_when=now_when, reason=reason.strip(), by=by.user
    )


@action(Permission.EDIT_PLAN, "said what a milestone of a plan needs")
def tell_need(*, by: Acting, plan: Plan, number: int, needs: int, holds: bool = True) -> MilestoneNeed:
    """One milestone needs another first, or no longer. A ring of needs is refused."""
    _must_know(by, plan, "milestone", number)
    _must_know(by, plan, "milestone", needs)
    if holds and number in _all_needs(plan, needs):
        raise JoinedUpError(
            f"Milestone {needs} already waits for milestone {number}.",
            "Choose another: two cannot wait for each other.",
        )
    return MilestoneNeed.objects.create(plan=plan, number=number, needs=needs, holds=holds, by=by.user)


@action(Permission.EDIT_PLAN, "reviewed a risk of a plan")
def review_risk(
    *,
    by: Acting,
    plan: Plan,
    number: int,
    likelihood: int,
    impact: int,
    pounds: Decimal | None = None,
    bears: str = "",
    words: str = "",
) -> RiskReview:
    """How the risk stands today."""
    _must_know(by, plan, "risk", number)
    return RiskReview.objects.create(
        plan=plan,
        number=number,
        likelihood=likelihood,
        impact=impact,
        pounds=pounds,
        bears=bears.strip(),
        words=words.strip(),
        by=by.user,
    )


def _all_needs(plan: Plan, number: int) -> set[int]:
    """The milestone itself and all it waits for, however far back."""
    said = {(one.number, one.needs): one.holds for one in plan.milestone_needs.order_by("at", "pk")}
    found, ahead = set(), {number}
    while ahead:
        found |= ahead
        ahead = {needs for (one, needs), holds in said.items() if holds and one in found} - found
    return found


def _must_know(by: Acting, plan: Plan, kind: str, number: int) -> None:
    if planning.row_of(plan.latest.read, kind, number) is None:
        raise JoinedUpError(f"The plan has no {kind} {number}.", "Open the page again: it may have been taken out.")
    must_write(by, plan, part_of_row(plan.latest, kind, number))
