"""Non-elective admissions, general and acute, all ages."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="non_elective_admissions",
    title="Non-elective admissions (general and acute)",
    words="How often people are admitted to a general or acute hospital bed without it being planned.",
    numerator="Spells that began in the period with any admission method but 11, 12 or 13, in a general and acute "
    "treatment function",
    denominator="Everyone",
    population="All ages",
    kind=Kind.RATE,
    direction=Direction.LOW,
    unit="admissions per 100,000 people",
    period="month",
    source="Monthly Activity Return, non-elective first finished consultant episodes, general and acute",
    extracts=("apc_episodes",),
    breaks=("2016/17: the national figure moved from the Monthly Activity Return to spells in SUS (specific acute)",),
    not_comparable_with=(
        "Emergency admissions: those leave out maternity, births and transfers",
        "Payment for performance used the count, not the rate",
    ),
)
