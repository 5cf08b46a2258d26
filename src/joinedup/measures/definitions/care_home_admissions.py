"""Permanent admissions to care homes, 65 and over."""

from joinedup.measures.measure import Ages, Direction, Kind, Measure

MEASURE = Measure(
    id="care_home_admissions",
    title="Permanent admissions to care homes, 65 and over",
    words="How often people of 65 and over move permanently into a residential or nursing home with the council's "
    "support.",
    numerator="Permanent residential or nursing placements that began in the period, client 65 or over that day; a "
    "move between homes (the placement before it ended 28 days or less earlier) is left out",
    denominator="People of 65 and over",
    population="65 and over",
    ages=Ages(65),
    kind=Kind.RATE,
    direction=Direction.LOW,
    unit="admissions per 100,000 people of 65 and over",
    period="year",
    source="ASCOF 2A part 2, later 2C",
    extracts=("cld_events",),
    breaks=(
        "2014/15: SALT replaced ASC-CAR; 12-week disregards and full-cost clients now count",
        "2018/19: self-funders whose money ran out no longer count",
        "2023/24: made from Client Level Data",
    ),
    not_comparable_with=("Figures for 2013/14 and earlier", "long_term_care_home_admissions, which counts first moves"),
)
