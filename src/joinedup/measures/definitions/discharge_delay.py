"""Days from the discharge-ready date to discharge."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="discharge_delay",
    title="Discharge delay: days from ready to discharged",
    words="How many days adults stayed in hospital, on average, after they were ready to leave.",
    numerator="Days from the discharge-ready date to the day of discharge",
    denominator="Discharges alive of people of 18 or over, stays of at least one night with a discharge-ready date",
    population="18 and over",
    kind=Kind.MEAN,
    direction=Direction.LOW,
    unit="days for each discharge",
    period="month",
    source="Better Care Fund core metric, current text not confirmed; discharge-ready date guidance",
    extracts=("apc_episodes",),
    verified=False,
    family="Better Care Fund today",
    not_comparable_with=(
        "delayed_days, which counted from three decisions and ended in 2020",
        "A provider that leaves the discharge-ready date empty",
    ),
)
