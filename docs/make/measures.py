"""The page of measures: what each counts, and what it must not be compared with."""

from marks import table

from joinedup.measures import MEASURES, Measure
from joinedup.measures.feeds import BESIDE, FEEDS
from joinedup.measures.published import PUBLISHED, PublishedMeasure

INTRODUCTION = """# Measures

`joinedup measure` counts each of these from the linked record, by area and period, with a 95 % interval. A measure
whose extracts have not arrived is left out, and is said to be. **Unverified** means that part of the definition is from
memory and has not been checked against its source.

"""

FROM_FEEDS = """
# Measures taken from published files

No extract holds them. Each is shown as it was published, once its file is loaded (`joinedup feed`, or the page
*Published figures*).
"""

BESIDE_WORDS = """
# Published figures beside measures

On a measure's page, under their own heading, for the place's own organisations and for England. They are public, so
none is hidden; they never enter a figure made from records.

"""

MENU = """
# The local menu of 2014, measure by measure

Plans chose one further measure from a national menu, or their own.

"""
NO_SURVEY = "no: a survey of a sample; its answers belong to no record"
MENU_ROWS = (
    ("NHS outcomes 2.1: supported to manage a long-term condition", "[`patient_experience`](#patient_experience)"),
    ("NHS outcomes 2.6i: dementia diagnosis", "[`dementia_diagnosis`](#dementia_diagnosis)"),
    (
        "NHS outcomes 3.5: recovery 30 and 120 days after a fragility fracture",
        "no: how people walk before and after is in the National Hip Fracture Database and in no extract",
    ),
    ("Adult social care 1A: quality of life of people with care", NO_SURVEY),
    ("Adult social care 1D: quality of life of carers", NO_SURVEY),
    (
        "Adult social care 1H: people with mental health services who live independently",
        "no: the accommodation that mental health services write down is not in the extracts, and the council's own "
        "is of its clients alone",
    ),
    ("Public health outcomes 1.18i: social contact", NO_SURVEY),
    ("Public health outcomes 2.13ii: inactive adults", NO_SURVEY),
    ("Public health outcomes 2.24i: injuries from falls, 65 and over", "[`falls_admissions`](#falls_admissions)"),
)


def page() -> str:
    """Markdown."""
    rows = [(f"[`{one.id}`](#{one.id})", one.title, one.unit, one.period) for one in MEASURES.values()]
    counted = table(["measure", "title", "unit", "period"], rows) + "".join(map(_section, MEASURES.values()))
    taken = FROM_FEEDS + "".join(map(_taken, PUBLISHED.values()))
    near = [(f"[`{one.measure}`](#{one.measure})", one.figure, FEEDS[one.feed].title, one.differs) for one in BESIDE]
    beside = BESIDE_WORDS + table(["measure", "published figure", "file", "how it differs"], near)
    return INTRODUCTION + counted + taken + beside + MENU + table(["measure", "here"], MENU_ROWS)


def _taken(measure: PublishedMeasure) -> str:
    facts = [
        ("Counts", measure.numerator),
        ("Out of", measure.denominator),
        ("Population", measure.population),
        ("Kind", f"as published; {measure.direction} is better"),
        ("Version", measure.version),
        ("Family", measure.family),
        ("Source", measure.source + ("" if measure.verified else " (unverified)")),
        ("File", f"{measure.feed.title}. {measure.feed.get}"),
        ("Breaks in the series", "; ".join(measure.breaks)),
        ("Not comparable with", "; ".join(measure.not_comparable_with)),
    ]
    return _told(measure.id, measure.title, measure.words, facts)


def _section(measure: Measure) -> str:
    facts = [
        ("Counts", measure.numerator),
        ("Out of", measure.denominator),
        ("Population", measure.population),
        ("Kind", f"{measure.kind}; {measure.direction} is better" if measure.direction != "neither" else measure.kind),
        ("Version", measure.version),
        ("Family", measure.family),
        ("Source", measure.source + ("" if measure.verified else " (unverified)")),
        ("Reads", ", ".join(f"[`{name}`](contracts.md#{name})" for name in measure.extracts)),
        ("Breaks in the series", "; ".join(measure.breaks)),
        ("Not comparable with", "; ".join(measure.not_comparable_with)),
    ]
    return _told(measure.id, measure.title, measure.words, facts)


def _told(name: str, title: str, words: str, facts: list[tuple[str, str]]) -> str:
    lines = [f"- **{term}**: {' '.join(str(said).split())}" for term, said in facts if said]
    return f"\n## {name}\n\n**{title}.** {words}\n\n" + "\n".join(lines) + "\n"
