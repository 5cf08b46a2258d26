"""How many people must agree about two records: proposed by one person, agreed to by another.

Whoever decides about records could else make the rule "one person decides" and decide alone. So nobody changes it by
themselves; a data manager or a governance lead agrees to what another proposed. The log tells of both. What nobody
answers lapses after ``JOINEDUP_PROPOSAL_DAYS``.
"""

import datetime as dt
from contextlib import suppress

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from joinedup.basics.errors import JoinedUpError
from joinedup.engine import Workspace
from joinedup.governance.permissions import Permission
from joinedup.linked.who import Rules, draft_rules, drafted, put_rules, rules_of
from joinedup.web.accounts.models import User
from joinedup.web.governance import access_log
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.actions import action
from joinedup.web.governance.models import Membership
from joinedup.web.linkage.models import RuleChange
from joinedup.web.people.record import workspace_folder

MOST_PEOPLE = 3
"""More than three would never agree about a queue."""
NOT_PUT = "could not write the rule that was agreed to: it stays as it was"


class RuleError(JoinedUpError):
    """The rule cannot be proposed or answered now."""

    code = "linkage.rule"


def needed() -> int:
    """How many people must agree."""
    workspace = Workspace.open(workspace_folder())
    _finish(workspace)
    return rules_of(workspace).people_needed


def proposed() -> RuleChange | None:
    """What waits for an answer; one at a time."""
    waiting = _unanswered()
    return waiting if waiting and timezone.now() < lapses_at(waiting) else None


def lapsed() -> RuleChange | None:
    """What nobody answered in time, until another is proposed."""
    waiting = _unanswered()
    return waiting if waiting and timezone.now() >= lapses_at(waiting) else None


def lapses_at(change: RuleChange) -> dt.datetime:
    """From this moment on nobody can agree to it."""
    at: dt.datetime = change.at
    return at + dt.timedelta(days=settings.PROPOSAL_DAYS)


def news(acting: Acting) -> str:
    """One sentence for the first page of whoever may answer."""
    if RuleChange.objects.filter(agreed=True).exists():
        needed()  # finishes what a stopped machine left
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
    RuleChange.objects.filter(answered_at__isnull=True).update(agreed=False, answered_at=timezone.now())  # it lapsed
    return RuleChange.objects.create(people=people, by=by.user)


@action(Permission.SET_LINK_RULE, "agreed to how many people must agree about two records: {change.people}")
def agree(*, by: Acting, change: RuleChange) -> None:
    """By somebody else than who proposed it. Decisions taken before count by it from the next linking on.

    The rule is written beside the one that counts before anything says "agreed", and put in its place after. When it
    cannot be put there all the same, the log says so. Where the machine stops in between, the next look at the rule
    puts it there.
    """
    held = _waiting(change)
    if held.by_id == by.user.pk:
        raise NotAllowed("Nobody agrees to their own proposal.", "Ask another data manager, or a governance lead.")
    if not _may_still(held.by):
        raise RuleError("Whoever proposed it may no longer do so.", "Turn it down, and propose it anew.")
    _answer(held, by, agreed=True)
    try:
        draft_rules(Workspace.open(workspace_folder()), Rules(people_needed=held.people))
    except OSError:
        raise _not_written() from None
    transaction.on_commit(lambda: _put(by, held))


@action(Permission.SET_LINK_RULE, "turned down how many people must agree about two records: {change.people}")
def turn_down(*, by: Acting, change: RuleChange) -> None:
    """By anybody who may; who proposed it takes it back so."""
    _answer(_waiting(change), by, agreed=False)


def _finish(workspace: Workspace) -> None:
    """What was agreed to is put in its place where the machine stopped before it was: its draft lies there still."""
    draft = drafted(workspace)
    last = draft and RuleChange.objects.filter(agreed__isnull=False).first()
    if draft and last and last.agreed and last.people == draft.people_needed:
        with suppress(OSError):  # somebody else has just done it
            put_rules(workspace)


def _put(by: Acting, change: RuleChange) -> None:
    workspace = Workspace.open(workspace_folder())
    try:
        put_rules(workspace)
    except OSError:
        if rules_of(workspace).people_needed == change.people:
            return  # who read the rule in this moment finished it
        with transaction.atomic():
            RuleChange.objects.filter(pk=change.pk).update(agreed=False)
            access_log.write(by=by, did=NOT_PUT, allowed=False)
        raise _not_written() from None


def _not_written() -> RuleError:
    return RuleError(
        "The rule could not be written: it stays as it was.",
        "Have somebody see to the disk of the server. Then try again, or propose it anew.",
    )


def _unanswered() -> RuleChange | None:
    return RuleChange.objects.filter(answered_at__isnull=True).select_related("by").first()


def _waiting(change: RuleChange) -> RuleChange:
    held = RuleChange.objects.select_for_update().get(pk=change.pk)
    if held.answered_at:
        raise RuleError("This proposal has been answered.", "Read what stands now.")
    if timezone.now() >= lapses_at(held):
        raise RuleError("This proposal has lapsed.", "Propose it anew.")
    return held


def _may_still(user: User) -> bool:
    """True while some role of theirs allows it today."""
    held = Membership.objects.held_on(timezone.localdate()).filter(user=user)
    return user.is_active and any(Permission.SET_LINK_RULE in one.role.may for one in held)


def _answer(change: RuleChange, by: Acting, *, agreed: bool) -> None:
    change.agreed, change.answered_by, change.answered_at = agreed, by.user, timezone.now()
    change.save(update_fields=["agreed", "answered_by", "answered_at"])
