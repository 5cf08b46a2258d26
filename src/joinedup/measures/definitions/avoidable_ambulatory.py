"""Avoidable emergency admissions by a second list: ambulatory care sensitive conditions of the Strategy Unit."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="avoidable_ambulatory",
    title="Avoidable admissions: ambulatory care sensitive conditions (Strategy Unit's list)",
    words="How often people are admitted in an emergency for conditions that good care outside hospital can often "
    "manage, by a second list.",
    numerator="Emergency spells, transfers left out, whose first diagnosis is on the list",
    denominator="Everyone",
    population="All ages",
    kind=Kind.RATE,
    direction=Direction.LOW,
    unit="admissions per 100,000 people",
    period="month",
    source="The Strategy Unit, ambulatory care conditions: the codes are theirs, the spells counted are ours",
    extracts=("apc_episodes",),
    verified=False,
    family="Plans' own",
    not_comparable_with=(
        "avoidable_admissions: the two lists do not agree on conditions, and this one has no age limits",
    ),
    codes=("strategy_unit_acsc",),
)
