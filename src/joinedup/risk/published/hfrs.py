"""Hospital Frailty Risk Score: frailty read from the codes of hospital stays."""

from collections.abc import Iterable

from joinedup.risk.published.data import read
from joinedup.risk.published.score import PublishedScore

HFRS = PublishedScore(
    "hfrs",
    "Hospital Frailty Risk Score",
    "How frail someone of 75 or over is likely to be, from what hospitals coded in the last two years.",
    "Diagnoses of this emergency admission and of those in the two years before it; age 75 and over only.",
    "c-statistic 0.60 for death in 30 days, 0.68 for a long stay, 0.56 for readmission.",
    read("hfrs")["edition"],
    "Deeper coding raises the score from year to year without anybody being frailer.",
)


def hfrs(codes: Iterable[str]) -> float:
    """Points: each three-character code counts once, however often and however finely it was coded."""
    points = read("hfrs")["points"]
    return round(float(sum(points.get(code, 0) for code in {code.strip().upper()[:3] for code in codes})), 1)


def frailty_band(points: float) -> str:
    """'low' below 5, 'intermediate' from 5 to 15, 'high' above 15."""
    facts = read("hfrs")
    if points < facts["low_below"]:
        return "low"
    return "high" if points > facts["high_above"] else "intermediate"
