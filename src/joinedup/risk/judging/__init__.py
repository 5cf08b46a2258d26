"""How good a score is: told apart, calibrated, and right often enough at the cuts that people act on."""

from joinedup.risk.judging.accuracy import LEAKAGE_ABOVE, auc, brier, slope_and_intercept, suspicious

__all__ = ["LEAKAGE_ABOVE", "auc", "brier", "slope_and_intercept", "suspicious"]
