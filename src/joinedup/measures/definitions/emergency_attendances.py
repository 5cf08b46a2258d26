"""Attendances at emergency departments."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="emergency_attendances",
    title="Attendances at emergency departments",
    words="How often people go to an emergency department, minor injury unit or walk-in centre.",
    numerator="Attendances, all department types",
    denominator="Everyone",
    population="All ages",
    kind=Kind.RATE,
    direction=Direction.LOW,
    unit="attendances per 100,000 people",
    period="month",
    source="Plans: emergency attendances; Emergency Care Data Set",
    extracts=("ecds_attendances",),
    family="Plans' own",
    not_comparable_with=("Published monthly figures count attendances by provider, whoever the patient is",),
)
