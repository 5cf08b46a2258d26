"""How many people must agree about two records: proposed by one person, agreed to by another.

Whoever decides about records could else make the rule "one person decides" and decide alone. So nobody changes it by
themselves; a data manager or a governance lead agrees to what another proposed. The log tells of both.
"""

from django.db import transaction
from django.utils import timezone

from joinedup.basics.errors import JoinedUpError
from joinedup.engine import Workspace
from joinedup.governance.permissions import Permission
from joinedup.linked.who import Rules, rules_of, write_rules
from joinedup.web.accounts.models import User
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.actions import action
from joinedup.web.governance.models import Membership
from joinedup.web.linkage.models import RuleChange
from joinedup.web.people.record import workspace_folder

MOST_PEOPLE = 3
"""More than three would never agree about a queue."""


class RuleError(JoinedUpError):
    """The rule cannot be proposed or answered now."""

    code = "linkage.rule"


def needed() -> int:
    """How many people must agree."""
    return rules_of(Workspace.open(workspace_folder())).people_needed


def proposed() -> RuleChange | None:
    """What waits for an answer; one at a time."""
    return RuleChange.objects.filter(answered_at__isnull=True).select_related("by").first()


def news(acting: Acting) -> str:
    """One sentence for the first page of whoever may answer."""
    waiting = proposed()
    return "A change of the rule waits for a second person" if waiting and waiting.by_id != acting.user.pk else ""


@action(Permission.SET_LINK_RULE, "proposed how many people must agree about two records: {people}")
def propose(*, by: Acting, people: int) -> RuleChange:
    """Nothing changes before somebody else agrees."""
    if not 1 <= people <= MOST_PEOPLE:
        raise ValueError("between one and three people")
    if proposed():
        raise RuleError("A change is proposed already.", "Answer that one first.")
    if people == needed():
        raise RuleError("It is so already.", "Choose another number, or leave it.")
    return RuleChange.objects.create(people=people, by=by.user)


@action(Permission.SET_LINK_RULE, "agreed to how many people must agree about two records: {change.people}")
def agree(*, by: Acting, change: RuleChange) -> None:
    """By somebody else than who proposed it. Decisions taken before count by it from the next linking on."""
    held = _waiting(change)
    if held.by_id == by.user.pk:
        raise NotAllowed("Nobody agrees to their own proposal.", "Ask another data manager, or a governance lead.")
    if not _may_still(held.by):
        raise RuleError("Whoever proposed it may no longer do so.", "Turn it down, and propose it anew.")
    _answer(held, by, agreed=True)
    transaction.on_commit(lambda: write_rules(Workspace.open(workspace_folder()), Rules(people_needed=held.people)))


@action(Permission.SET_LINK_RULE, "turned down how many people must agree about two records: {change.people}")
def turn_down(*, by: Acting, change: RuleChange) -> None:
    """By anybody who may; who proposed it takes it back so."""
    _answer(_waiting(change), by, agreed=False)


def _waiting(change: RuleChange) -> RuleChange:
    held = RuleChange.objects.select_for_update().get(pk=change.pk)
    if held.answered_at:
        raise RuleError("This proposal has been answered.", "Read what stands now.")
    return held


def _may_still(user: User) -> bool:
    """True while some role of theirs allows it today."""
    held = Membership.objects.held_on(timezone.localdate()).filter(user=user)
    return user.is_active and any(Permission.SET_LINK_RULE in one.role.may for one in held)


def _answer(change: RuleChange, by: Acting, *, agreed: bool) -> None:
    change.agreed, change.answered_by, change.answered_at = agreed, by.user, timezone.now()
    change.save(update_fields=["agreed", "answered_by", "answered_at"])
