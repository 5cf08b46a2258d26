"""Who may need help next: features, published scores, a fitted model, its validation, and segments."""

from joinedup.risk.score import score_people

__all__ = ["score_people"]
