"""Who may need help next: features, published scores, a fitted model, its validation, and segments."""

from joinedup.risk.score import score_people
from joinedup.risk.validation import Cut, Validation, validation_of

__all__ = ["Cut", "Validation", "score_people", "validation_of"]
