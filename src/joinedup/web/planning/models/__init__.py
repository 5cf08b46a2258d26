"""What the desk keeps about plans. Facts are only added; what follows from them is worked out when it is asked for."""

from joinedup.web.planning.models.assuring import Condition, ConditionStep, LineJudged, Review
from joinedup.web.planning.models.commentary import ProviderAnswer, ProviderAsked
from joinedup.web.planning.models.delivery import MilestoneFact, MilestoneNeed, RiskReview
from joinedup.web.planning.models.governing import Board, Decision, PlanAction, PlanActionDone
from joinedup.web.planning.models.plans import Plan, PlanDocument, PlanVersion, Signatory, Signature, SilencedFinding
from joinedup.web.planning.models.together import Comment, CommentResolved, Draft, SectionOwner

__all__ = [
    "Board",
    "Comment",
    "CommentResolved",
    "Condition",
    "ConditionStep",
    "Decision",
    "Draft",
    "LineJudged",
    "MilestoneFact",
    "MilestoneNeed",
    "Plan",
    "PlanAction",
    "PlanActionDone",
    "PlanDocument",
    "PlanVersion",
    "ProviderAnswer",
    "ProviderAsked",
    "Review",
    "RiskReview",
    "SectionOwner",
    "Signatory",
    "Signature",
    "SilencedFinding",
]
