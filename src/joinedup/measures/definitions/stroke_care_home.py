"""Care-home admission within six months of a stroke."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="stroke_care_home",
    title="Care-home admission within six months of a stroke",
    words="Of people admitted with a stroke, how many moved into a residential or nursing home within six months.",
    numerator="Those with a residential or nursing placement that began within 182 days of admission",
    denominator="Emergency spells with stroke (I61, I63, I64) as first diagnosis, transfers left out",
    population="All ages",
    kind=Kind.PROPORTION,
    direction=Direction.LOW,
    unit="per cent of admissions",
    period="year",
    source="Hertfordshire plan: stroke patients admitted to residential placements",
    extracts=("apc_episodes", "cld_events"),
    follow_up_days=182,
    family="Plans' own",
)
