"""Deaths in the usual place of residence."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="deaths_in_usual_place",
    title="Deaths in the usual place of residence",
    words="Of people who died, how many died at home or in a care home.",
    numerator="Deaths whose registered place is the own home or a care home",
    denominator="Deaths registered with a place",
    population="All ages",
    kind=Kind.PROPORTION,
    direction=Direction.HIGH,
    unit="per cent of deaths",
    period="quarter",
    source="Plans: place of death",
    extracts=("deaths",),
    family="Plans' own",
)
