"""Delayed transfers of care: days, adults."""

from joinedup.measures.measure import Ages, Direction, Kind, Measure

MEASURE = Measure(
    id="delayed_days",
    title="Delayed transfers of care: days delayed",
    words="How many days adults stayed in a general or mental health hospital although they were ready to leave.",
    numerator="Days in the period, first and last included, on which a person of 18 or over was delayed; a day waited "
    "for two reasons counts once",
    denominator="Adults",
    population="18 and over",
    ages=Ages(18),
    kind=Kind.RATE,
    direction=Direction.LOW,
    unit="days per 100,000 adults",
    period="month",
    source="Monthly situation report, delayed transfers of care",
    extracts=("acute_delays", "mhsds_delays"),
    breaks=(
        "April 2017: counts of patients on the last Thursday gave way to the mean number of beds",
        "2020: the collection ended",
    ),
    not_comparable_with=(
        "delayed_days_acute, which leaves out mental health hospitals",
        "discharge_delay, which starts at the discharge-ready date",
        "People no longer meeting the criteria to reside (2022 on)",
        "Intervals are too narrow: the days of one delay hang together",
    ),
)
