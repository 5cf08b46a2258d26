"""What a reviewer can do, and what the others answer: judge a line, give a category, set a condition, meet it."""

import datetime as dt

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.planning.assurance import EDITION, edition
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.actions import action
from joinedup.web.governance.models import Organisation
from joinedup.web.planning.models import Condition, ConditionStep, LineJudged, Plan, PlanVersion, Review
from joinedup.web.planning.sections import keeps


def may_review(acting: Acting, plan: Plan) -> bool:
    """Reviewers of other organisations than the one that keeps the plan."""
    return acting.may(Permission.ASSURE_PLAN) and acting.organisation != plan.owner


def may_give_evidence(acting: Acting, condition: Condition) -> bool:
    """The condition's owner and the plan's keeper."""
    answers = acting.may(Permission.EDIT_PLAN) or acting.may(Permission.COMMENT_PLAN)
    return keeps(acting, condition.review.plan) or (answers and acting.organisation == condition.owner)


def must_review(acting: Acting, plan: Plan) -> None:
    """Raise NotAllowed unless this person may review the plan."""
    if not may_review(acting, plan):
        raise NotAllowed("Nobody reviews a plan of the own organisation.", "Ask a reviewer of another organisation.")


@action(Permission.ASSURE_PLAN, "judged a line of enquiry of a plan")
def judge(*, by: Acting, plan: Plan, seen: PlanVersion, line: str, judgement: str, words: str) -> LineJudged:
    """How far the version that was read answers one line, and why."""
    must_review(by, plan)
    if edition().line(line) is None:
        raise JoinedUpError("There is no such line of enquiry.", "Choose one of the list.")
    return LineJudged.objects.create(
        plan=plan, version=seen, edition=EDITION, line=line, judgement=judgement, words=words.strip(), by=by.user
    )


@action(Permission.ASSURE_PLAN, "gave a plan a category")
def conclude(*, by: Acting, plan: Plan, seen: PlanVersion, category: str, words: str) -> Review:
    """The outcome for the version that was read. Every line must be judged first."""
    must_review(by, plan)
    missing = {line.key for line in edition().lines} - set(plan.lines_judged.values_list("line", flat=True))
    if missing:
        titles = [line.title for line in edition().lines if line.key in missing]
        raise JoinedUpError(f"Not judged yet: {', '.join(titles)}.", "Judge every line first.")
    if edition().category(category) is None:
        raise JoinedUpError("There is no such category.", "Choose one of the list.")
    if category == "approved" and open_conditions(plan):
        raise JoinedUpError("Conditions are open.", "Say that they are met, or choose another category.")
    return Review.objects.create(
        plan=plan,
        version=seen,
        edition=EDITION,
        category=category,
        words=words.strip(),
        organisation=by.organisation,
        by=by.user,
    )


@action(Permission.ASSURE_PLAN, "set a condition on a plan")
def set_condition(
    *, by: Acting, review: Review, words: str, evidence: str, owner: Organisation, due: dt.date
) -> Condition:
    """What must be met, what would show it, by whom and by when. An approval has none."""
    must_review(by, review.plan)
    category = edition(review.edition).category(review.category)
    if category is None or not category.conditions:
        raise JoinedUpError("A plan that is approved has no conditions.", "Choose another category first.")
    return Condition.objects.create(review=review, words=words, evidence=evidence, owner=owner, due=due, by=by.user)


@action(Permission.READ_PLAN, "gave evidence for a condition on a plan")
def give_evidence(*, by: Acting, condition: Condition, words: str) -> ConditionStep:
    """What shows that the condition is met, or where it can be read."""
    if not may_give_evidence(by, condition):
        raise NotAllowed(f"This condition is {condition.owner}’s.", "Ask them to give the evidence.")
    return ConditionStep.objects.create(condition=condition, kind="EVIDENCE", words=words.strip(), by=by.user)


@action(Permission.ASSURE_PLAN, "judged a condition on a plan")
def judge_condition(*, by: Acting, condition: Condition, met: bool, words: str) -> ConditionStep:
    """Met, or not yet, and why."""
    must_review(by, condition.review.plan)
    kind = ConditionStep.Kind.MET if met else ConditionStep.Kind.NOT_YET
    return ConditionStep.objects.create(condition=condition, kind=kind, words=words.strip(), by=by.user)


def open_conditions(plan: Plan) -> list[Condition]:
    """Conditions of any review of the plan that are not met."""
    every = Condition.objects.filter(review__plan=plan).select_related("owner", "review__plan__owner")
    return [one for one in every.prefetch_related("steps__by") if not is_met(one)]


def is_met(condition: Condition) -> bool:
    """True when the reviewer's last word was that it is met; evidence given later changes nothing."""
    judged = [step for step in condition.steps.all() if step.kind != ConditionStep.Kind.EVIDENCE]
    return bool(judged) and judged[-1].kind == ConditionStep.Kind.MET
