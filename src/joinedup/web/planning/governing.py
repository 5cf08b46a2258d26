"""What can be done about governing a plan: name boards, write down decisions and actions, say an action is done."""

import datetime as dt

from django.utils import timezone

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.actions import action
from joinedup.web.governance.models import Organisation
from joinedup.web.planning.models import Board, Decision, Plan, PlanAction, PlanActionDone
from joinedup.web.planning.sections import keeps, must_keep


@action(Permission.EDIT_PLAN, "named a board of a plan")
def name_board(
    *, by: Acting, plan: Plan, name: str, task: str = "", chair: str = "", reports_to: Board | None = None
) -> Board:
    """A board, and to whom it reports."""
    must_keep(by, plan)
    if reports_to is not None and (reports_to.plan_id != plan.pk or reports_to.closed_at):
        raise JoinedUpError("That board is not of this plan, or is closed.", "Choose another.")
    return Board.objects.create(plan=plan, name=name, task=task, chair=chair, reports_to=reports_to, by=by.user)


@action(Permission.EDIT_PLAN, "closed a board of a plan")
def close_board(*, by: Acting, board: Board) -> Board:
    """The board decides nothing any more; what it decided stays. Those below it must be closed first."""
    must_keep(by, board.plan)
    if board.below.filter(closed_at__isnull=True).exists():
        raise JoinedUpError(f"Others still report to {board.name}.", "Close them first.")
    board.closed_at = timezone.now()
    board.save(update_fields=["closed_at"])
    return board


@action(Permission.EDIT_PLAN, "wrote down a decision about a plan")
def decide(
    *, by: Acting, plan: Plan, board: Board, kind: str, about: str, reason: str, decided_on: dt.date
) -> Decision:
    """What a board decided, why and when."""
    must_keep(by, plan)
    if board.plan_id != plan.pk:
        raise JoinedUpError("That board is not of this plan.", "Choose another.")
    if decided_on > timezone.localdate():
        raise JoinedUpError("The day of the decision has not come yet.", "Give the day on which the board decided.")
    return Decision.objects.create(
        plan=plan, board=board, kind=kind, about=about, reason=reason, decided_on=decided_on, by=by.user
    )


@action(Permission.EDIT_PLAN, "gave out an action about a plan")
def give_action(*, by: Acting, decision: Decision, what: str, owner: Organisation, due: dt.date) -> PlanAction:
    """One organisation is to do something by a day."""
    must_keep(by, decision.plan)
    return PlanAction.objects.create(decision=decision, what=what, owner=owner, due=due, by=by.user)


@action(Permission.READ_PLAN, "said that an action about a plan is done")
def finish(*, by: Acting, action: PlanAction) -> PlanActionDone:
    """Done, says somebody of the organisation that had to do it, or of the one that keeps the plan."""
    if not may_finish(by, action):
        raise NotAllowed(f"This action is {action.owner}’s.", "Ask them to say when it is done.")
    return PlanActionDone.objects.get_or_create(action=action, defaults={"by": by.user})[0]


def may_finish(acting: Acting, action: PlanAction) -> bool:
    """The owner's people who write or answer for plans, and the keeper's."""
    answers = acting.may(Permission.EDIT_PLAN) or acting.may(Permission.COMMENT_PLAN)
    return keeps(acting, action.decision.plan) or (answers and acting.organisation == action.owner)
