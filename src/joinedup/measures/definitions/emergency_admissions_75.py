"""Emergency admissions, 75 and over."""

from joinedup.measures.measure import Ages, Direction, Kind, Measure

MEASURE = Measure(
    id="emergency_admissions_75",
    title="Emergency admissions, 75 and over",
    words="How often people of 75 and over are admitted to hospital in an emergency.",
    numerator="Spells with an admission method that starts with 2, of people of 75 or over on the day of admission",
    denominator="People of 75 and over",
    population="75 and over",
    ages=Ages(75),
    kind=Kind.RATE,
    direction=Direction.LOW,
    unit="admissions per 100,000 people of 75 and over",
    period="month",
    source="Hertfordshire plan: spells of people of 75 and over",
    extracts=("apc_episodes",),
    verified=True,
    family="Plans' own",
    not_comparable_with=("non_elective_admissions: all ages, and also maternity, births and transfers",),
)
