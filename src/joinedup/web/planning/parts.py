"""What can be done with the parts of a plan: read Part 2 into it, take a figure of Part 2 over into Part 1."""

import hashlib
from pathlib import Path

from joinedup import planning
from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions import action
from joinedup.web.planning.actions import next_version, safe_name
from joinedup.web.planning.models import Plan, PlanDocument, PlanVersion
from joinedup.web.planning.sections import must_keep


class NotItsPartError(JoinedUpError):
    """A workbook that is no Part 2 of this plan's form."""

    code = "plan.not-its-part"


@action(Permission.EDIT_PLAN, "read Part 2 into a plan")
def read_part_2(*, by: Acting, plan: Plan, file: Path, file_name: str) -> int:
    """Read a workbook into the plan; one read before gives way to it. How many answers the two parts give differently.

    Raises:
        NotItsPartError: the workbook is no Part 2 of this plan's form.
        CannotReadPlan: it cannot be read at all.
    """
    must_keep(by, plan)
    latest = plan.versions.order_by("-number")[0]
    part2 = planning.read_plan(file)
    try:
        joined = planning.join(latest.read, part2)
    except KeyError as foreign:
        read_as = planning.TEMPLATES[part2.template].title
        raise NotItsPartError(
            f"This was read as: {read_as}. It is no Part 2 of this plan.",
            f"Choose the workbook that belongs to {planning.TEMPLATES[latest.read.template].title}.",
        ) from foreign
    words = f"Part 2 read from {safe_name(file_name)}"
    version = next_version(plan, joined.plan, by, words, number=latest.number + 1)
    content = file.read_bytes()
    PlanDocument.objects.create(
        version=version, name=safe_name(file_name), content=content, sha256=hashlib.sha256(content).hexdigest()
    )
    return len(joined.differing)


@action(Permission.EDIT_PLAN, "took a figure of Part 2 over into Part 1")
def take_over(*, by: Acting, plan: Plan, figure: planning.SharedFigure) -> PlanVersion:
    """The next version, in which Part 1 says what Part 2 comes to."""
    must_keep(by, plan)
    latest = plan.versions.order_by("-number")[0]
    read = planning.take_over(latest.read, figure)
    return next_version(plan, read, by, f"Took over from Part 2: {figure.name}", number=latest.number + 1)


def may_join(read: planning.Plan) -> bool:
    """True for a plan whose form has a Part 2."""
    own = planning.TEMPLATES[read.template]
    return own.medium == "both" or any(own.id == one.parts[0] for one in planning.TEMPLATES.values() if one.parts)
