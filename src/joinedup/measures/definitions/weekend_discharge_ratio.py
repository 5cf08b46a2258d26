"""Discharges on a weekend day against a weekday."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="weekend_discharge_ratio",
    title="Weekend discharge ratio",
    words="How many people leave hospital on a day of the weekend for each one who leaves on a weekday.",
    numerator="Discharges alive on Saturdays and Sundays, divided by two",
    denominator="Discharges alive on Mondays to Fridays, divided by five",
    population="Non-elective stays of at least one night",
    kind=Kind.WEEKEND_RATIO,
    direction=Direction.HIGH,
    unit="weekend day for each weekday",
    period="month",
    source="Interface dashboard, weekend discharge ratio",
    extracts=("apc_episodes",),
    family="Plans' own",
    not_comparable_with=("Months with bank holidays: those count as weekdays",),
)
