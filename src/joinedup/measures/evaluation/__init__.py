"""Did a scheme change anything? Against people like its own elsewhere, not against its own past."""

from joinedup.measures.evaluation.estimate import Effect, difference_in_differences
from joinedup.measures.evaluation.evaluate import Evaluation, Scheme, Verdict, evaluate_scheme
from joinedup.measures.evaluation.matching import Balance, Matched, match

__all__ = [
    "Balance",
    "Effect",
    "Evaluation",
    "Matched",
    "Scheme",
    "Verdict",
    "difference_in_differences",
    "evaluate_scheme",
    "match",
]
