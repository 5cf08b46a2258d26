"""The page of measures: what each counts, and what it must not be compared with."""

from marks import table

from joinedup.measures import MEASURES, Measure

INTRODUCTION = """# Measures

`joinedup measure` counts each of these from the linked record, by area and period, with a 95 % interval. A measure
whose extracts have not arrived is left out, and is said to be. **Unverified** means that part of the definition is from
memory and has not been checked against its source.

"""


def page() -> str:
    """Markdown."""
    rows = [(f"[`{one.id}`](#{one.id})", one.title, one.unit, one.period) for one in MEASURES.values()]
    return (
        INTRODUCTION + table(["measure", "title", "unit", "period"], rows) + "".join(map(_section, MEASURES.values()))
    )


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
    lines = [f"- **{name}**: {' '.join(str(words).split())}" for name, words in facts if words]
    return f"\n## {measure.id}\n\n**{measure.title}.** {measure.words}\n\n" + "\n".join(lines) + "\n"
