"""Who may need help next: features, published scores, a fitted model, its validation, and segments."""

from joinedup.risk.crisis import Crisis, Used, crises_of
from joinedup.risk.score import score_people
from joinedup.risk.segments import Segment, segments
from joinedup.risk.validation import Cut, Validation, validation_of

__all__ = [
    "Crisis",
    "Cut",
    "Segment",
    "Used",
    "Validation",
    "crises_of",
    "score_people",
    "segments",
    "validation_of",
]
