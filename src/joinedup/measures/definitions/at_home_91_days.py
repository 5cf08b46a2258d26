"""Still at home 91 days after discharge to reablement, 65 and over."""

from joinedup.measures.measure import Ages, Direction, Kind, Measure

MEASURE = Measure(
    id="at_home_91_days",
    title="Still at home 91 days after discharge to reablement, 65 and over",
    words="Of people of 65 and over who left hospital with reablement, how many were at home 91 days later.",
    numerator="Those alive, not in a hospital bed (general, community or mental health, of hospitals that send their "
    "stays) and not in a residential or nursing home on the 91st day after discharge",
    denominator="Discharges of people of 65 and over followed by reablement, by day of discharge",
    population="65 and over, discharged to reablement",
    ages=Ages(65),
    kind=Kind.PROPORTION,
    direction=Direction.HIGH,
    unit="per cent of discharges",
    period="quarter",
    source="ASCOF 2B part 1, NHS Outcomes Framework 3.6i",
    extracts=("cld_events", "apc_episodes"),
    follow_up_days=91,
    breaks=("Officially discharges of October to December only; here each month, so that one need not wait a year",),
    not_comparable_with=(
        "reablement_12_weeks, which counts readmission at any time in the 12 weeks",
        "The official figure, in which people who cannot be reached count as not at home",
        "A council that offers reablement to few: read it beside reablement_offered",
    ),
)
