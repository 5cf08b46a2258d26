"""Weekly cost of care packages after a stroke."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="stroke_care_cost",
    title="Weekly cost of long-term care begun after a stroke",
    words="What the care packages of people who began long-term support after a stroke cost, on average, a week.",
    numerator="Weekly cost in pounds, where it is known, of long-term support that began within 28 days of discharge",
    denominator="Discharges alive and home after a stroke, followed within 28 days by long-term support of known cost",
    population="All ages",
    kind=Kind.MEAN,
    direction=Direction.NEITHER,
    unit="pounds a week for each person",
    period="year",
    source="Hertfordshire plan: average cost of care packages for stroke patients after discharge",
    extracts=("apc_episodes", "cld_events"),
    follow_up_days=28,
    family="Plans' own",
)
