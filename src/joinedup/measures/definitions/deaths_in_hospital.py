"""Deaths in hospital."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="deaths_in_hospital",
    title="Deaths in hospital",
    words="Of people who died, how many died in hospital.",
    numerator="Deaths whose registered place is a hospital",
    denominator="Deaths registered with a place",
    population="All ages",
    kind=Kind.PROPORTION,
    direction=Direction.LOW,
    unit="per cent of deaths",
    period="quarter",
    source="Plans: place of death",
    extracts=("deaths",),
    family="Plans' own",
)
