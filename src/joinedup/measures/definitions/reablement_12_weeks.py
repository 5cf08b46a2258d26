"""At home 12 weeks after discharge to reablement, 65 and over."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="reablement_12_weeks",
    title="At home throughout the 12 weeks after discharge to reablement, 65 and over",
    words="Of people of 65 and over who left hospital with reablement, how many were not readmitted, did not "
    "die and did not move into a care home in the next 12 weeks.",
    numerator="Those without an emergency stay of a night or more, without a residential or nursing "
    "placement, and alive after 12 weeks",
    denominator="Discharges of people of 65 and over followed by reablement, by day of discharge",
    population="65 and over, discharged to reablement",
    kind=Kind.PROPORTION,
    direction=Direction.HIGH,
    unit="per cent of discharges",
    period="quarter",
    source="ASCOF 2D; the link to discharge is the published one, the outcome is not confirmed",
    extracts=("cld_events", "apc_episodes"),
    follow_up_days=84,
    verified=False,
    family="ASCOF today",
    not_comparable_with=("at_home_91_days, which looks at one day only",),
)
