"""Bed-days of people with long-term conditions."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="long_term_condition_bed_days",
    title="Bed-days of people with long-term conditions",
    words="Of all days spent in hospital beds, how many are those of people with a long-term condition.",
    numerator="Nights of spells that ended in the period, of people with a long-term condition diagnosed by "
    "the day of admission",
    denominator="Nights of all spells that ended in the period",
    population="All ages",
    kind=Kind.SHARE,
    direction=Direction.LOW,
    unit="per cent of bed-days",
    period="quarter",
    source="Hertfordshire plan: share of long-term-condition bed-days",
    extracts=("apc_episodes", "gp_conditions"),
    family="Plans' own",
)
