"""Avoidable admissions: acute conditions."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="avoidable_acute",
    title="Avoidable admissions: acute conditions",
    words="One of the four sets of the composite of avoidable emergency admissions.",
    numerator="Emergency spells, transfers left out, whose first diagnosis is in the set",
    denominator="Everyone",
    population="All ages",
    kind=Kind.RATE,
    direction=Direction.LOW,
    unit="admissions per 100,000 people",
    period="month",
    part_of="avoidable_admissions",
    source="NHS Outcomes Framework 3a",
    extracts=("apc_episodes",),
    verified=False,
    not_comparable_with=(
        "The published indicator, which is standardised by age and sex",
        "The sets overlap for children: the composite counts an admission once, the sets each count their own",
    ),
    codes=("avoidable_admissions",),
)
