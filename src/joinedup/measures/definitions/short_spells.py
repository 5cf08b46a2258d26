"""Emergency stays of under two days."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="short_spells",
    title="Emergency stays of under two days",
    words="How often people are admitted in an emergency and go home the same or the next day.",
    numerator="Emergency spells of no or one night",
    denominator="Everyone",
    population="All ages",
    kind=Kind.RATE,
    direction=Direction.LOW,
    unit="stays per 100,000 people",
    period="month",
    source="Hertfordshire plan: spells under 2 days",
    extracts=("apc_episodes",),
    family="Plans' own",
)
