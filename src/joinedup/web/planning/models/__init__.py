"""What the desk keeps about plans. Facts are only added; what follows from them is worked out when it is asked for."""

from joinedup.web.planning.models.plans import Plan, PlanDocument, PlanVersion, Signatory, Signature, SilencedFinding
from joinedup.web.planning.models.together import Comment, CommentResolved, Draft, SectionOwner

__all__ = [
    "Comment",
    "CommentResolved",
    "Draft",
    "Plan",
    "PlanDocument",
    "PlanVersion",
    "SectionOwner",
    "Signatory",
    "Signature",
    "SilencedFinding",
]
