"""Which published figures stand beside which measure, and how they differ from it. They are never joined."""

from dataclasses import dataclass

from joinedup.measures.feeds import discharge_sitrep as sitrep
from joinedup.measures.feeds.fingertips import INDICATORS


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure of a feed next to a measure made from records; ``differs`` says why the two need not agree."""

    measure: str
    feed: str
    figure: str
    differs: str
    category: str = ""


_DEPARTMENTS = (
    "It counts what happened at departments in the board's area, whoever the patient is; the measure counts the "
    "county's own people, wherever they went, for each 100,000."
)
_CENSUS = (
    "It counts everybody in an acute hospital that day who could have left, by what the trusts told; the measure "
    "counts days from each person's ready date, once the person has left."
)
_TRANSFERS = (
    "It is the old collection for the whole of England, by what the hospitals told: days, not a rate. It ended in 2020."
)
BESIDE = (
    Beside("discharge_delay", sitrep.FEED, sitrep.NOT_MEETING, _CENSUS),
    Beside("discharge_delay", sitrep.FEED, sitrep.REMAINING, _CENSUS),
    Beside("delayed_days", "delayed-transfers-england", "delayed days", _TRANSFERS),
    Beside("delayed_days_acute", "delayed-transfers-england", "delayed days, acute", _TRANSFERS),
    Beside(
        "care_home_admissions",
        "care-home-rates",
        "permanent admissions 65+ per 100,000",
        "It comes from the council's yearly return of people whose long-term support was met by a move into a home; "
        "the measure counts placements in the council's client records.",
    ),
    Beside("emergency_attendances", "emergency-by-board", "attendances", _DEPARTMENTS),
    Beside(
        "emergency_four_hours",
        "emergency-by-board",
        "attendances of over four hours",
        "It counts those who stayed longer than four hours at departments in the board's area, whoever the patient is; "
        "the measure is the share of the county's own attendances that ended within four hours.",
    ),
    Beside("non_elective_admissions", "emergency-by-board", "emergency admissions", _DEPARTMENTS),
    Beside(
        "falls_admissions",
        "fingertips",
        INDICATORS["22401"].words,
        "It is the crude rate of admissions by mid-year residents for the whole year. The rate that is published with "
        "it is standardised by age.",
    ),
    Beside(
        "emergency_readmissions",
        "fingertips",
        INDICATORS["41101"].words,
        "It is the crude per cent for the whole year. The one that is published with it is standardised.",
    ),
    Beside(
        "dementia_diagnosis",
        "fingertips",
        INDICATORS["247"].words,
        "It is the share of everybody on the lists who has a diagnosis, at any age; the measure is the share of those "
        "of 65 and over who are likely to have dementia.",
    ),
)


def beside(measure: str) -> list[Beside]:
    """What is published that belongs next to the measure."""
    return [one for one in BESIDE if one.measure == measure]
