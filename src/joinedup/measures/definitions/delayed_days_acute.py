"""Delayed transfers of care from general hospitals: days, adults."""

from joinedup.measures.measure import Ages, Direction, Kind, Measure

MEASURE = Measure(
    id="delayed_days_acute",
    title="Delayed transfers of care from general hospitals: days delayed",
    words="How many days adults stayed in a general hospital although they were ready to leave.",
    numerator="Days in the period, first and last included, on which a person of 18 or over was delayed; a day waited "
    "for two reasons counts once",
    denominator="Adults",
    population="18 and over",
    ages=Ages(18),
    kind=Kind.RATE,
    direction=Direction.LOW,
    unit="days per 100,000 adults",
    period="month",
    family="Plans' own",
    source="The acute part of the monthly situation report, delayed transfers of care",
    extracts=("acute_delays",),
    within="delayed_days",
    breaks=(
        "April 2017: counts of patients on the last Thursday gave way to the mean number of beds",
        "2020: the collection ended",
    ),
    not_comparable_with=(
        "delayed_days, which adds mental health hospitals",
        "discharge_delay, which starts at the discharge-ready date",
        "People no longer meeting the criteria to reside (2022 on)",
        "Intervals are too narrow: the days of one delay hang together",
    ),
)
