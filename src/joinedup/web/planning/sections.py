"""Who writes a section, and who may: the organisation that keeps the plan, and the one asked for the section."""

import re

from joinedup.governance.permissions import Permission
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.models import Organisation
from joinedup.web.planning.models import Plan, SectionOwner

_PART = re.compile(r"[at]?\d")


def part_of(key: str) -> str:
    """The section of a field: '2' of '2a.vision', 'a1' of 'a1.objective', 't3' of 't3.spending'; '' of no section."""
    found = _PART.match(key)
    return found[0] if found else ""


def owners(plan: Plan) -> dict[str, SectionOwner]:
    """What was said last about each section, where somebody is asked to write it."""
    said = {one.part: one for one in plan.section_owners.select_related("organisation", "by").order_by("at", "pk")}
    return {part: one for part, one in said.items() if one.organisation is not None}


def writer_of(plan: Plan, part: str) -> Organisation:
    """The organisation a section waits for."""
    asked = owners(plan).get(part)
    return asked.organisation if asked and asked.organisation else plan.owner


def keeps(acting: Acting, plan: Plan) -> bool:
    """True for those who may change everything of a plan: its keeper's people."""
    return acting.may(Permission.EDIT_PLAN) and acting.organisation == plan.owner


def may_write(acting: Acting, plan: Plan, part: str) -> bool:
    """True when this person may change the answers of a section."""
    return keeps(acting, plan) or (acting.may(Permission.EDIT_PLAN) and writer_of(plan, part) == acting.organisation)


def must_write(acting: Acting, plan: Plan, part: str) -> None:
    """Raise NotAllowed unless this person may change the section."""
    if not may_write(acting, plan, part):
        whose = writer_of(plan, part)
        raise NotAllowed(f"This section is written by {whose}.", f"Comment on it, or ask {plan.owner} for the section.")


def must_keep(acting: Acting, plan: Plan) -> None:
    """Raise NotAllowed unless the person's organisation keeps the plan."""
    if not keeps(acting, plan):
        raise NotAllowed(f"This plan is kept by {plan.owner}.", f"Ask {plan.owner} to do it.")
