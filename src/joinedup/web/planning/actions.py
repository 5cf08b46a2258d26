"""What can be done to a plan: import it, put a field right, let a finding stand."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.db import IntegrityError, transaction

from joinedup import planning
from joinedup.basics.errors import JoinedUpError
from joinedup.basics.finding import Finding, Severity
from joinedup.governance.permissions import Permission
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions import action
from joinedup.web.planning.models import Plan, PlanDocument, PlanVersion, SilencedFinding
from joinedup.web.planning.sections import must_write, part_of


class PlanChangedMeanwhileError(JoinedUpError):
    """Somebody saved the same field while it was open here. Nothing is lost: both texts are shown."""

    code = "plan.changed-meanwhile"

    def __init__(self, theirs: PlanVersion) -> None:
        super().__init__(
            f"{theirs.made_by} saved this answer while you had it open.",
            "Read their text beside yours, join the two, and save again.",
        )
        self.theirs = theirs


@action(Permission.EDIT_PLAN, "imported a plan")
def import_plan(*, by: Acting, file: Path, file_name: str, name: str = "") -> Plan:
    """Read a document into a new plan of the actor's organisation. Raises what ``planning.read_plan`` raises."""
    read = planning.read_plan(file)
    plan = Plan.objects.create(name=(name or read.name)[:200], owner=by.organisation)
    version = next_version(plan, read, by, f"Imported from {safe_name(file_name)}", number=1)
    content = file.read_bytes()
    PlanDocument.objects.create(
        version=version, name=safe_name(file_name), content=content, sha256=hashlib.sha256(content).hexdigest()
    )
    return plan


@action(Permission.EDIT_PLAN, "changed an answer of a plan")
def change_field(*, by: Acting, plan: Plan, key: str, raw: str, seen: int) -> PlanVersion:
    """Put one answer right. ``seen`` is the number of the version the writer had open.

    Somebody else's change to another answer is kept; one to the same answer raises PlanChangedMeanwhileError.
    """
    must_write(by, plan, part_of(key))
    latest = plan.versions.order_by("-number")[0]
    if latest.number != seen:
        before = plan.versions.filter(number=seen).first()
        if before is None or before.read.text(key) != latest.read.text(key):
            raise PlanChangedMeanwhileError(latest)
    made = next_version(plan, planning.put_right(latest.read, key, raw), by, f"Changed {key}", number=latest.number + 1)
    plan.drafts.filter(key=key, by=by.user).delete()  # its words are kept now
    return made


@action(Permission.EDIT_PLAN, "let a finding of a plan stand")
def silence(*, by: Acting, plan: Plan, code: str, field: str, reason: str) -> SilencedFinding:
    """The finding no longer stops the plan; the reason is shown beside it."""
    must_write(by, plan, part_of(field))
    if len(reason.strip()) < 10:
        raise JoinedUpError("There is no reason given.", "Write in a sentence why this may stand.")
    silenced, _ = SilencedFinding.objects.update_or_create(
        plan=plan, code=code, field=field, defaults={"reason": reason.strip(), "by": by.user}
    )
    latest = plan.versions.order_by("-number")[0]
    latest.errors = _stopping(plan, latest.found)
    latest.save(update_fields=["errors"])  # what stops it, not what was found: that stays
    return silenced


def next_version(plan: Plan, read: planning.Plan, by: Acting, words: str, *, number: int) -> PlanVersion:
    """Check a plan and keep it as its next version. Raises PlanChangedMeanwhileError when the number is taken."""
    found = planning.check_plan(read)
    findings = [finding.as_dict() for finding in found]
    errors = _stopping(plan, found)
    try:
        with transaction.atomic():
            return PlanVersion.objects.create(
                plan=plan,
                number=number,
                content=read.to_dict(),
                findings=findings,
                errors=errors,
                words=words[:200],
                made_by=by.user,
            )
    except IntegrityError as taken:
        raise PlanChangedMeanwhileError(plan.versions.order_by("-number")[0]) from taken


def _stopping(plan: Plan, found: Iterable[Finding]) -> int:
    """How many errors nobody has let stand."""
    silenced = set(plan.silenced.values_list("code", "field"))
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    return sum((finding.code, finding.where.field or "") not in silenced for finding in errors)


def safe_name(file_name: str) -> str:
    """The last part of a file's name, printable and short."""
    kept = "".join(letter for letter in Path(file_name).name if letter.isprintable())
    return kept[-120:] or "a document"
