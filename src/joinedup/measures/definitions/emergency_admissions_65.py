"""Emergency admissions, 65 and over."""

from joinedup.measures.measure import Ages, Direction, Kind, Measure

MEASURE = Measure(
    id="emergency_admissions_65",
    title="Emergency admissions, 65 and over",
    words="How often people of 65 and over are admitted to hospital in an emergency.",
    numerator="Spells with an admission method that starts with 2, of people of 65 or over on the day of admission",
    denominator="People of 65 and over",
    population="65 and over",
    ages=Ages(65),
    kind=Kind.RATE,
    direction=Direction.LOW,
    unit="admissions per 100,000 people of 65 and over",
    period="month",
    source="Better Care Fund core metric, current text not confirmed",
    extracts=("apc_episodes",),
    verified=False,
    family="Better Care Fund today",
    not_comparable_with=("non_elective_admissions: all ages, and also maternity, births and transfers",),
)
