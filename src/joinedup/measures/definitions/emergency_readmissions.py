"""Emergency readmissions within 30 days."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="emergency_readmissions",
    title="Emergency readmissions within 30 days",
    words="Of people who left hospital, how many were back in an emergency within 30 days.",
    numerator="Those after which another emergency stay of the same person, no transfer, began on the day of discharge "
    "or in the 30 days after it",
    denominator="Discharges alive, general and acute; a stay that ended in another hospital is left out",
    population="All ages",
    kind=Kind.PROPORTION,
    direction=Direction.LOW,
    unit="per cent of discharges",
    period="month",
    source="NHS Outcomes Framework 3b, unadjusted",
    extracts=("apc_episodes",),
    follow_up_days=30,
    family="Plans' own",
    not_comparable_with=("The published figure, which is standardised and leaves out cancer and childbirth",),
)
