"""Estimated dementia diagnosis rate, 65 and over."""

from joinedup.measures.measure import Direction, Kind, Measure

MEASURE = Measure(
    id="dementia_diagnosis",
    title="Estimated dementia diagnosis rate, 65 and over",
    words="Of the people of 65 and over who are likely to have dementia, how many have a diagnosis.",
    numerator="People of 65 and over on a list with a dementia diagnosis, on 1 April and 1 October",
    denominator="How many of the same people to expect with dementia, by age and sex",
    population="65 and over",
    kind=Kind.SHARE,
    direction=Direction.HIGH,
    unit="per cent of those expected",
    period="year",
    source="NHS Outcomes Framework 2.6i, local menu 2014; prevalence from CFAS II",
    extracts=("gp_register", "gp_conditions"),
    verified=False,
    family="2014 local menu",
    breaks=("2015 and 2017: method changed",),
    not_comparable_with=(
        "The share of a list with a diagnosis at any age (quality framework register)",
        "A year's figure is the mean of its two days",
    ),
    codes=("dementia_prevalence",),
)
