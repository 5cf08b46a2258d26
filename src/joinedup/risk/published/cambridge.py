"""Cambridge Multimorbidity Score: long-term conditions on the GP record, weighed."""

from collections.abc import Iterable

from joinedup.risk.published.data import read
from joinedup.risk.published.score import PublishedScore

CAMBRIDGE = PublishedScore(
    "cambridge",
    "Cambridge Multimorbidity Score",
    "How much illness someone lives with: the weights of twenty long-term conditions, added up.",
    "The GP's list of long-term conditions, under the names in its data file.",
    "C-statistic 0.738 for unplanned admission, 0.910 for death (Charlson: 0.703 and 0.907).",
    read("cambridge")["edition"],
    "A condition ever coded counts; for constipation, pain and asthma the original looks at recent prescriptions.",
)


def cambridge(conditions: Iterable[str]) -> float:
    """The sum of weights; a condition that is not among the twenty adds nothing."""
    weights = read("cambridge")["weights"]
    return round(float(sum(weights.get(condition, 0) for condition in set(conditions))), 2)
