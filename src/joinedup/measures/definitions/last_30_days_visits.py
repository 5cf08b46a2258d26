"""Community visits in the last 30 days of life."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="last_30_days_visits",
    title="Community visits in the last 30 days of life",
    words="How many community contacts people had, on average, in the last 30 days of their lives.",
    numerator="Community contacts kept, from 29 days before death to the day of death",
    denominator="Deaths registered",
    population="All ages",
    kind=Kind.MEAN,
    direction=Direction.HIGH,
    unit="contacts for each death",
    period="quarter",
    source="End-of-life register of the plans: last-30-day visits",
    extracts=("deaths", "csds_contacts"),
    family="Plans' own",
)
