"""Emergency admissions after a fall, 65 and over."""

from joinedup.measures.measure import Ages, Direction, Kind, Measure

MEASURE = Measure(
    id="falls_admissions",
    title="Emergency admissions after a fall, 65 and over",
    words="How often people of 65 and over are admitted in an emergency with an injury from a fall.",
    numerator="Emergency spells with an injury (S00 to T98) as first diagnosis and a fall (W00 to W19) as a "
    "cause, people of 65 or over",
    denominator="People of 65 and over",
    population="65 and over",
    ages=Ages(65),
    kind=Kind.RATE,
    direction=Direction.LOW,
    unit="admissions per 100,000 people of 65 and over",
    period="quarter",
    source="Public Health Outcomes Framework 2.24i, local menu 2014",
    extracts=("apc_episodes",),
    standardised=True,
    family="2014 local menu",
    not_comparable_with=(
        "The published rate, which is standardised by age to the European population: use the "
        "standardised rate for that",
    ),
)
