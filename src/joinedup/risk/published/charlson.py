"""Charlson comorbidity index, from hospital diagnoses."""

from collections.abc import Iterable

from joinedup.risk.published.data import read
from joinedup.risk.published.score import PublishedScore

CHARLSON = PublishedScore(
    "charlson",
    "Charlson comorbidity index",
    "How much illness hospitals have coded: seventeen conditions, weighed by how much they shorten life.",
    "Diagnoses of hospital stays (ICD-10).",
    "C-statistic 0.703 for unplanned admission and 0.907 for death, beside the Cambridge score.",
    read("charlson")["edition"],
)

# Of each pair only the second counts when both are coded.
MILDER_AND_WORSE = (("mld", "msld"), ("diab", "diabwc"), ("canc", "metacanc"))


def charlson(codes: Iterable[str], weights: str = "1987") -> int:
    """The index, by the weights of ``1987`` (Charlson) or ``2011`` (Quan)."""
    conditions = read("charlson")["conditions"]
    found = shown_by(codes)
    return sum(int(conditions[name][f"weight_{weights}"]) for name in found)


def shown_by(codes: Iterable[str]) -> set[str]:
    """The conditions that ICD-10 codes show, without the milder of a pair."""
    written = {code.strip().upper().replace(".", "") for code in codes}
    conditions = read("charlson")["conditions"]
    found = {
        name
        for name, facts in conditions.items()
        if any(code.startswith(prefix) for code in written for prefix in facts["codes"])
    }
    return found - {milder for milder, worse in MILDER_AND_WORSE if worse in found}
