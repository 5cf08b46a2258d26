"""How good a score is: told apart, calibrated, and right often enough at the cuts that people act on."""

from joinedup.risk.judging.accuracy import LEAKAGE_ABOVE, auc, brier, slope_and_intercept, suspicious
from joinedup.risk.judging.ranking import places, places_by_spending, tenths

__all__ = [
    "LEAKAGE_ABOVE",
    "auc",
    "brier",
    "places",
    "places_by_spending",
    "slope_and_intercept",
    "suspicious",
    "tenths",
]
