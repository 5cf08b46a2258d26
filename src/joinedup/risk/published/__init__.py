"""Scores that others published and anyone can work by hand: beside the fitted model, or where none can be fitted."""

from joinedup.risk.published.cambridge import CAMBRIDGE, cambridge
from joinedup.risk.published.charlson import CHARLSON, charlson
from joinedup.risk.published.five_questions import FIVE_QUESTIONS, Answers, Level, five_questions, level
from joinedup.risk.published.hfrs import HFRS, frailty_band, hfrs
from joinedup.risk.published.parr30 import PARR30, InHospital, parr30
from joinedup.risk.published.score import PublishedScore

PUBLISHED = (PARR30, HFRS, CAMBRIDGE, CHARLSON, FIVE_QUESTIONS)

__all__ = [
    "CAMBRIDGE",
    "CHARLSON",
    "FIVE_QUESTIONS",
    "HFRS",
    "PARR30",
    "PUBLISHED",
    "Answers",
    "InHospital",
    "Level",
    "PublishedScore",
    "cambridge",
    "charlson",
    "five_questions",
    "frailty_band",
    "hfrs",
    "level",
    "parr30",
]
