"""First long-term admissions to care homes, 65 and over."""

from joinedup.measures.measure import Ages, Direction, Kind, Measure

MEASURE = Measure(
    id="long_term_care_home_admissions",
    title="Long-term care-home admissions, 65 and over",
    words="How often people of 65 and over move for the first time into a residential or nursing home with "
    "the council's support.",
    numerator="People whose first residential or nursing placement on record began in the period, 65 or over that day",
    denominator="People of 65 and over",
    population="65 and over",
    ages=Ages(65),
    kind=Kind.RATE,
    direction=Direction.LOW,
    unit="admissions per 100,000 people of 65 and over",
    period="quarter",
    source="ASCOF 2C from Client Level Data: no earlier residential or nursing record",
    extracts=("cld_events",),
    family="Better Care Fund today",
    breaks=("2023/24: new series",),
    not_comparable_with=(
        "care_home_admissions: someone admitted again after a month at home counts there and not here",
        "The first years of a council's data, in which earlier placements are not on record",
    ),
)
