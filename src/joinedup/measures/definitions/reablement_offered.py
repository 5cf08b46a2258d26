"""Reablement offered after hospital, 65 and over."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="reablement_offered",
    title="Reablement offered after hospital, 65 and over",
    words="Of people of 65 and over who left hospital alive, how many were given reablement.",
    numerator="Discharges followed by reablement, by the link of reablement to discharge",
    denominator="Discharges alive of people of 65 and over, all specialties, stays without a night included",
    population="65 and over",
    kind=Kind.PROPORTION,
    direction=Direction.HIGH,
    unit="per cent of discharges",
    period="quarter",
    source="ASCOF 2B part 2, NHS Outcomes Framework 3.6ii",
    extracts=("apc_episodes", "cld_events"),
    follow_up_days=7,
    not_comparable_with=(
        "Officially discharges of October to December only",
        "at_home_91_days alone: a service for few scores high there and low here",
    ),
)
