"""What can be decided on the worklist."""

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.web.coordination.models import CaseDecision, Decided
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions import action


class NoReasonError(JoinedUpError):
    """Somebody was declined or nominated without a reason."""

    code = "worklist.no-reason"


@action(Permission.DECIDE_CASE, "{decided} the person on the worklist")
def decide(
    *, by: Acting, person_id: str, decided: Decided, build: str, reason: str = "", words: str = ""
) -> CaseDecision:
    """Add a decision of the actor's organisation. Who may see the person has been asked before.

    A person is declined with one of the reasons, and nominated with words.
    """
    if decided is Decided.DECLINED and not reason:
        raise NoReasonError("A person is not declined without a reason.", "Choose the reason that fits best.")
    if decided is Decided.NOMINATED and not words.strip():
        raise NoReasonError("A person is not nominated without a reason.", "Write in a sentence why.")
    return CaseDecision.objects.create(
        person_id=person_id,
        organisation=by.organisation,
        decided=decided,
        reason=reason if decided is Decided.DECLINED else "",
        words=words.strip()[:500],
        build=build,
        by=by.user,
    )
