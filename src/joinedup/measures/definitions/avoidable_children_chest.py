"""Avoidable admissions: chest infections, under 19."""

from joinedup.measures.measure import Ages, Direction, Kind, Measure

MEASURE = Measure(
    id="avoidable_children_chest",
    title="Avoidable admissions: chest infections, under 19",
    words="One of the four sets of the composite of avoidable emergency admissions.",
    numerator="Emergency spells, transfers left out, whose first diagnosis is in the set",
    denominator="People under 19",
    population="Under 19",
    ages=Ages(0, 18),
    kind=Kind.RATE,
    direction=Direction.LOW,
    unit="admissions per 100,000 people",
    period="month",
    part_of="avoidable_admissions",
    source="NHS Outcomes Framework 3.2",
    extracts=("apc_episodes",),
    verified=False,
    not_comparable_with=(
        "The published indicator, which is standardised by age and sex",
        "The sets overlap for children: the composite counts an admission once, the sets each count their own",
    ),
    codes=("avoidable_admissions",),
)
