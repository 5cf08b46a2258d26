"""What can be done while writing together: ask a partner, comment, see to a comment, keep a draft, go back."""

import datetime as dt

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.actions import action
from joinedup.web.governance.models import Organisation
from joinedup.web.planning.actions import change_field
from joinedup.web.planning.models import Comment, CommentResolved, Draft, Plan, PlanVersion, SectionOwner
from joinedup.web.planning.rows import part_of_key
from joinedup.web.planning.sections import must_keep, must_write


@action(Permission.EDIT_PLAN, "asked an organisation for a section of a plan")
def ask_for_section(
    *, by: Acting, plan: Plan, part: str, organisation: Organisation | None, ask: str = "", due: dt.date | None = None
) -> SectionOwner:
    """The organisation writes the section from now on; None gives it back to whoever keeps the plan."""
    must_keep(by, plan)
    return SectionOwner.objects.create(
        plan=plan, part=part, organisation=organisation, ask=ask.strip(), due=due, by=by.user
    )


@action(Permission.READ_PLAN, "commented on a plan")
def comment(*, by: Acting, plan: Plan, key: str, words: str) -> Comment:
    """Say something about an answer or a row. Those who write plans and providers may."""
    _must_comment(by)
    if not words.strip():
        raise JoinedUpError("There is nothing said.", "Write what you want to say about this answer.")
    return Comment.objects.create(plan=plan, key=key, words=words.strip(), organisation=by.organisation, by=by.user)


@action(Permission.READ_PLAN, "saw to a comment on a plan")
def see_to(*, by: Acting, comment: Comment) -> CommentResolved:
    """The comment is seen to: by its writer's organisation, or by whoever writes the section."""
    _must_comment(by)
    if comment.organisation != by.organisation:
        must_write(by, comment.plan, part_of_key(comment.plan.latest, comment.key))
    return CommentResolved.objects.get_or_create(comment=comment, defaults={"by": by.user})[0]


@action(Permission.EDIT_PLAN, "took an answer of a plan back to earlier words")
def go_back(*, by: Acting, plan: Plan, key: str, to: int, seen: int) -> PlanVersion:
    """A new version with the words the answer had in version ``to``; nothing in between is lost."""
    earlier = plan.versions.get(number=to).read.get(key)
    return change_field(by=by, plan=plan, key=key, raw=earlier.raw if earlier else "", seen=seen)


@action(Permission.EDIT_PLAN, "kept a draft of a plan’s words")
def keep_draft(*, by: Acting, plan: Plan, key: str, raw: str, seen: int) -> Draft:
    """Words on their way, so that a lost connection loses none."""
    must_write(by, plan, part_of_key(plan.latest, key))
    return Draft.objects.update_or_create(plan=plan, key=key, by=by.user, defaults={"raw": raw, "seen": seen})[0]


@action(Permission.EDIT_PLAN, "threw a draft of a plan’s words away")
def drop_draft(*, by: Acting, plan: Plan, key: str) -> None:
    """The draft is gone; the answer is as it was kept."""
    plan.drafts.filter(key=key, by=by.user).delete()


def may_comment(acting: Acting) -> bool:
    """True for those who write plans, and for providers."""
    return acting.may(Permission.EDIT_PLAN) or acting.may(Permission.COMMENT_PLAN)


def _must_comment(acting: Acting) -> None:
    if not may_comment(acting):
        raise NotAllowed(f"As {acting.role.name.lower()} you may not comment on plans.")
