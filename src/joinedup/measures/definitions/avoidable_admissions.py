"""Avoidable emergency admissions: the composite of four sets."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="avoidable_admissions",
    title="Avoidable emergency admissions (composite)",
    words="How often people are admitted in an emergency for conditions that good care outside hospital can "
    "often manage.",
    numerator="Emergency spells, transfers left out, whose first diagnosis is in any of the four sets; each "
    "counts once",
    denominator="Everyone",
    population="All ages",
    kind=Kind.RATE,
    direction=Direction.LOW,
    unit="admissions per 100,000 people",
    period="month",
    source="NHS Outcomes Framework 2.3.i, 2.3.ii, 3a and 3.2, added up in the first 2014 template",
    extracts=("apc_episodes",),
    verified=False,
    breaks=("July 2014: replaced by all non-elective admissions",),
    not_comparable_with=(
        "The published indicators, which are standardised by age and sex",
        "The sets overlap for children: the composite counts an admission once, the sets each count their own",
    ),
    codes=("avoidable_admissions",),
)
