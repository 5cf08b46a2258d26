"""PARR-30: readmission within 30 days, worked out while a person is in hospital."""

from collections.abc import Collection
from dataclasses import dataclass, field
from math import exp

from joinedup.risk.published.data import read
from joinedup.risk.published.score import PublishedScore

PARR30 = PublishedScore(
    "parr30",
    "PARR-30",
    "The chance that someone now in hospital comes back as an emergency within 30 days of going home.",
    "Age, emergency admissions, deprivation score of the home area, ten conditions coded in hospital.",
    "Area under the curve 0.70; of those given 50% or more, 59.2% came back, and 5.4% of all who came back were found.",
    read("parr30")["edition"],
    "Without the terms for the hospital and for dementia, whose coefficient is in no source read: a person with "
    "dementia is scored as one without.",
)


@dataclass(frozen=True, slots=True)
class InHospital:
    """One person during a stay. ``deprivation`` is the area's score (0 to about 93), not its tenth."""

    age: int
    deprivation: float
    emergency_now: bool
    emergencies_last_year: int = 0
    admitted_last_30_days: bool = False
    conditions: Collection[str] = field(default_factory=frozenset)


def parr30(person: InHospital) -> float:
    """The chance, 0 to 1. Raises ValueError for a condition that the score does not know."""
    facts = read("parr30")
    unknown = set(person.conditions) - set(facts["conditions"])
    if unknown:
        raise ValueError(f"PARR-30 has no coefficient for {', '.join(sorted(unknown))}")
    log_odds = (
        facts["constant"]
        + facts["age_squared"] * person.age**2
        + facts["each_admission_last_year"] * person.emergencies_last_year
        + facts["admission_last_30_days"] * person.admitted_last_30_days
        + facts["current_is_emergency"] * person.emergency_now
        + _deprivation(person.deprivation)
        + sum(facts["conditions"][condition] for condition in set(person.conditions))
    )
    return 1 / (1 + exp(-log_odds))


def _deprivation(score: float) -> float:
    bands = read("parr30")["deprivation"]
    return float(next(band["adds"] for band in bands if score < band.get("below", float("inf"))))
