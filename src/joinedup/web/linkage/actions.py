"""What can be done with data on the page: receive a file, and decide whether two records are of one person."""

import csv
import os
from pathlib import Path

from django.conf import settings
from django.db import transaction

from joinedup.engine import Workspace
from joinedup.governance.permissions import Permission
from joinedup.intake import Receipt, receive
from joinedup.linked.who import DECISION_COLUMNS, folder_of
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions import action
from joinedup.web.linkage.models import LinkDecision, Verdict
from joinedup.web.linkage.pairs import Pair
from joinedup.web.people.record import reading


@action(Permission.LOAD_FILES, "received a file of data")
def receive_file(*, by: Acting, file: Path) -> Receipt:
    """Judge and load one extract. Raises what ``intake.receive`` raises."""
    return receive(file, Workspace.open(settings.WORKSPACE))


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


def publish_decisions() -> None:
    """Write every decision where linking reads them, whole or not at all."""
    workspace = Workspace.open(settings.WORKSPACE)
    with reading("linked") as opened:
        numbers = dict(
            opened.connection.execute(
                "select cast(person_id as varchar), nhs_number from persons "
                "where list_contains($people, cast(person_id as varchar))",
                {"people": list(LinkDecision.objects.values_list("person_id", flat=True).distinct())},
            ).fetchall()
        )
    draft = folder_of(workspace) / "decisions.draft"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(DECISION_COLUMNS)
        writer.writerows(_row(one, numbers) for one in LinkDecision.objects.all() if numbers.get(one.person_id))
    draft.replace(folder_of(workspace) / "decisions.csv")


def _row(one: LinkDecision, numbers: dict[str, str]) -> tuple[str, ...]:
    who, when = str(one.by_id), one.at.isoformat(sep=" ", timespec="microseconds").removesuffix("+00:00")
    where = (one.source, one.organisation_code, one.source_person_id)
    return (*where, numbers[one.person_id], one.decision, who, when)
