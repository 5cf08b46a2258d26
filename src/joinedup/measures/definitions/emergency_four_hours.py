"""Emergency attendances that ended within four hours."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="emergency_four_hours",
    title="Emergency attendances that ended within four hours",
    words="Of people who came to an emergency department, how many were admitted, moved or discharged within "
    "four hours.",
    numerator="Attendances of less than 240 minutes from arrival to departure",
    denominator="Attendances with both times",
    population="All ages",
    kind=Kind.PROPORTION,
    direction=Direction.HIGH,
    unit="per cent of attendances",
    period="month",
    source="Four-hour standard",
    extracts=("ecds_attendances",),
    family="Plans' own",
)
