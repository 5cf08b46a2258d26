"""What can be done with data on the page: receive a file, and decide whether two records are of one person."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from joinedup.engine import Workspace
from joinedup.governance.permissions import Permission
from joinedup.intake import Receipt, receive
from joinedup.linked.who import DECISION_COLUMNS, folder_of
from joinedup.web.governance import access_log
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions import action
from joinedup.web.linkage.merges import numbers
from joinedup.web.linkage.models import LinkDecision, MergeDecision, Verdict
from joinedup.web.linkage.pairs import Pair
from joinedup.web.people.record import workspace_folder


@action(Permission.LOAD_FILES, "received a file of data")
def receive_file(*, by: Acting, file: Path) -> Receipt:
    """Judge and load one extract. Raises what ``intake.receive`` raises."""
    return receive(file, Workspace.open(workspace_folder()))


@action(Permission.DECIDE_LINKS, "decided about two records: {verdict}")
def decide(*, by: Acting, person_id: str, pair: Pair, verdict: Verdict) -> LinkDecision:
    """Add a decision. It is obeyed from the next linking on; deciding otherwise later undoes it."""
    made = LinkDecision.objects.create(
        source=pair.source,
        organisation_code=pair.organisation_code,
        source_person_id=pair.source_person_id,
        person_id=person_id,
        decision=verdict,
        drawn_from=pair.drawn_from,
        by=by.user,
    )
    transaction.on_commit(publish_decisions)
    return made


@action(Permission.DECIDE_LINKS, "decided about two NHS Numbers: {verdict}")
def decide_merge(*, by: Acting, person_id: str, was_id: str, verdict: Verdict, reason: str) -> MergeDecision:
    """Say that two numbers on the register are, or after all are not, one person's. Both records say who decided.

    Obeyed from the next linking on; then what the desk holds follows, and after an un-merge goes back.
    """
    if person_id == was_id:
        raise ValueError("two numbers are asked for")
    access_log.write(by=by, did=f"decided about two NHS Numbers: {verdict}", person_id=was_id)
    made = MergeDecision.objects.create(person_id=person_id, was_id=was_id, decision=verdict, reason=reason, by=by.user)
    transaction.on_commit(publish_decisions)
    return made


def publish_decisions() -> None:
    """Write every decision where linking reads them, whole or not at all."""
    folder = folder_of(Workspace.open(workspace_folder()))
    draft = folder / "decisions.draft"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(DECISION_COLUMNS)
        writer.writerows(_rows())
    draft.replace(folder / "decisions.csv")


def _rows() -> Iterator[tuple[str, ...]]:
    links, merges = list(LinkDecision.objects.all()), list(MergeDecision.objects.all())
    held = numbers(
        {one.person_id for one in links} | {one.person_id for one in merges} | {one.was_id for one in merges}
    )
    for link in links:
        if link.person_id in held:
            where = (link.source, link.organisation_code, link.source_person_id)
            yield (*where, held[link.person_id], *_said(link))
    for merge in merges:
        if {merge.was_id, merge.person_id} <= set(held):
            yield ("gp", "", held[merge.was_id], held[merge.person_id], *_said(merge))


def _said(one: LinkDecision | MergeDecision) -> tuple[str, str, str]:
    when = one.at.isoformat(sep=" ", timespec="microseconds").removesuffix("+00:00")
    return one.decision, str(one.by_id), when
