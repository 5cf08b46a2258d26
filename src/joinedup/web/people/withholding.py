"""What is left out of a story: the parts the person does not want seen, and the parts others have sealed."""

from dataclasses import replace

from joinedup.governance.consent import Part
from joinedup.governance.decisions import Decision
from joinedup.linked import Story

PART_OF = {
    "gp": Part.GENERAL_PRACTICE,
    "acute": Part.HOSPITAL,
    "community": Part.COMMUNITY,
    "mental_health": Part.MENTAL_HEALTH,
    "social_care": Part.SOCIAL_CARE,
}
"""The part of the record each source fills. That somebody died is told by none of them."""

OPEN_TO_ALL = frozenset({"deaths"})


def withhold(story: Story, decision: Decision) -> Story:
    """The story without what this decision does not show. A source nobody has placed is left out with any other."""
    if not decision.withheld | decision.sealed:
        return story
    gp = decision.shows(Part.GENERAL_PRACTICE)
    return replace(
        story,
        links=tuple(one for one in story.links if _shown(str(one["source"]), decision)),
        conditions=story.conditions if gp else (),
        registrations=story.registrations if gp else (),
        timeline=tuple(one for one in story.timeline if _shown(one.source, decision)),
    )


def _shown(source: str, decision: Decision) -> bool:
    part = PART_OF.get(source)
    return decision.shows(part) if part else source in OPEN_TO_ALL
