"""What can be done to the rows of a plan and to its form: change, add, take out a row; carry it to the next form."""

import re
from collections.abc import Mapping
from dataclasses import replace

from joinedup import planning
from joinedup.governance.permissions import Permission
from joinedup.planning.plan import Unplaced
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions import action
from joinedup.web.planning.actions import PlanChangedMeanwhileError, next_version
from joinedup.web.planning.models import Plan, PlanVersion
from joinedup.web.planning.sections import must_keep, must_write, part_of
from joinedup.web.planning.shown import Shown

NAMES = {
    "risk": "risk",
    "milestone": "milestone",
    "scheme": "scheme",
    "listed_scheme": "scheme of the list",
    "document": "document",
    "signature": "signature",
    "change": "planned change",
    "provider": "provider’s figures",
}
"""The kinds of row that can be changed by hand, and what the pages call one."""

NAMES |= {
    kind: grid.name for one in planning.TEMPLATES.values() for kind, grid in one.grids.items() if kind not in NAMES
}

_HOME = {"risk": "5", "milestone": "4", "listed_scheme": "4", "document": "1", "signature": "1", "change": "2"}
_ANNEXES = {"scheme": "a1", "provider": "a2"}


@action(Permission.EDIT_PLAN, "changed a row of a plan")
def change_row(*, by: Acting, plan: Plan, kind: str, number: int, values: Mapping[str, str], seen: int) -> PlanVersion:
    """Put fields of one row right. PlanChangedMeanwhileError: somebody changed the same row since ``seen``."""
    must_write(by, plan, part_of_row(plan.versions.order_by("-number")[0], kind, number))
    latest = _unless_changed(plan, kind, number, seen)
    read = planning.follow(latest.read, planning.put_row_right(latest.read, kind, number, values))
    plan.drafts.filter(key=key_of(kind, number), by=by.user).delete()  # its words are kept now
    return next_version(plan, read, by, f"Changed {NAMES[kind]} {number}", number=latest.number + 1)


@action(Permission.EDIT_PLAN, "added a row to a plan")
def add_row(*, by: Acting, plan: Plan, kind: str, values: Mapping[str, str]) -> PlanVersion:
    """A new risk, milestone, scheme, document or signature, under a number that was never used."""
    latest = plan.versions.order_by("-number")[0]
    must_write(by, plan, part_of_row(latest, kind, 0))
    number = 1 + max(_numbers_ever(plan, kind), default=0)
    read = planning.follow(latest.read, planning.add_row(latest.read, kind, values, number))
    plan.drafts.filter(key=key_of(kind, 0), by=by.user).delete()
    return next_version(plan, read, by, f"Added {NAMES[kind]} {number}", number=latest.number + 1)


@action(Permission.EDIT_PLAN, "took a row out of a plan")
def take_out_row(*, by: Acting, plan: Plan, kind: str, number: int, seen: int) -> PlanVersion:
    """The plan without the row; earlier versions keep it."""
    must_write(by, plan, part_of_row(plan.versions.order_by("-number")[0], kind, number))
    latest = _unless_changed(plan, kind, number, seen)
    read = planning.follow(latest.read, planning.take_out_row(latest.read, kind, number))
    return next_version(plan, read, by, f"Took out {NAMES[kind]} {number}", number=latest.number + 1)


@action(Permission.EDIT_PLAN, "carried a plan to another form")
def carry(*, by: Acting, plan: Plan, to: str, seen: int) -> PlanVersion:
    """The plan under the questions of another form. What has no place there is kept with the words that fit nowhere."""
    must_keep(by, plan)
    latest = plan.versions.order_by("-number")[0]
    if latest.number != seen:
        raise PlanChangedMeanwhileError(latest)
    moved = planning.move(latest.read, to)
    kept = tuple(
        Unplaced(field.raw, field.line or 0, field.last_line or field.line or 0, field.page)
        for field in moved.homeless
        if not field.blank
    )
    read = replace(moved.plan, unplaced=(*moved.plan.unplaced, *kept))
    words = f"Carried to {planning.TEMPLATES[to].title}"
    return next_version(plan, read, by, words, number=latest.number + 1)


def key_of(kind: str, number: int) -> str:
    """Under what a row is talked about and drafts of it are kept; number 0 is a row that is yet to be added."""
    return f"row.{kind}.{number}"


def row_key(key: str) -> tuple[str, int] | None:
    """The kind and number of the row that a key speaks of; None for the key of an answer."""
    found = re.fullmatch(r"row\.([a-z_]+)\.(\d{1,6})", key)
    return (found[1], int(found[2])) if found and found[1] in NAMES else None


def part_of_key(version: PlanVersion, key: str) -> str:
    """The section of an answer or a row."""
    row = row_key(key)
    return part_of_row(version, *row) if row else part_of(key)


def part_of_row(version: PlanVersion, kind: str, number: int) -> str:
    """The section a row belongs to; a row that is not there belongs to where its kind stands."""
    row = planning.row_of(version.read, kind, number)
    stands = Shown(version).part_of_row(row) if row else ""
    others = version.read.of_kind(kind)
    asked = planning.TEMPLATES[version.read.template].questions
    home = next((part_of(question.key) for question in asked if question.rows == kind), _HOME.get(kind, ""))
    return stands or _ANNEXES.get(kind) or (Shown(version).part_of_row(others[0]) if others else home)


def _unless_changed(plan: Plan, kind: str, number: int, seen: int) -> PlanVersion:
    latest = plan.versions.order_by("-number")[0]
    if latest.number != seen:
        before = plan.versions.filter(number=seen).first()
        now = planning.row_of(latest.read, kind, number)
        if before is None or _words(planning.row_of(before.read, kind, number)) != _words(now):
            raise PlanChangedMeanwhileError(latest)
    return latest


def _words(row: planning.Row | None) -> dict[str, str] | None:
    return {field.key: field.text for field in row.fields} if row else None


def _numbers_ever(plan: Plan, kind: str) -> list[int]:
    """Every number a row of this kind has had in any version."""
    contents = plan.versions.values_list("content", flat=True)
    return [int(row["number"]) for content in contents for row in content["rows"] if row["kind"] == kind]
