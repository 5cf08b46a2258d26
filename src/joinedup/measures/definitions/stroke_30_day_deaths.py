"""Deaths within 30 days of a stroke admission."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="stroke_30_day_deaths",
    title="Deaths within 30 days of admission with a stroke",
    words="Of people admitted with a stroke, how many died within 30 days.",
    numerator="Those who died within 30 days of admission, wherever they died",
    denominator="Emergency spells with stroke (I61, I63, I64) as first diagnosis, transfers left out",
    population="All ages",
    kind=Kind.PROPORTION,
    direction=Direction.LOW,
    unit="per cent of admissions",
    period="year",
    source="Hertfordshire plan: stroke, 30 day mortality",
    extracts=("apc_episodes", "deaths"),
    follow_up_days=30,
    family="Plans' own",
)
