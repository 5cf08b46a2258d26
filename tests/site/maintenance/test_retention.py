"""What is kept past its time is counted, deleted only when a governance lead says so, and nothing else with it."""

import datetime as dt

import pytest

from joinedup.governance.roles import DATA_MANAGER, GOVERNANCE_LEAD, GP
from joinedup.web.governance.acting import NotAllowed
from joinedup.web.governance.models import AccessEntry, ConsentFact
from joinedup.web.maintenance import retention

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)
LAST = {"1001": None, "1002": dt.date(2018, 11, 21), "2001": dt.date(2018, 11, 22)}


@pytest.fixture(autouse=True)
def _today(monkeypatch) -> None:
    """Before anybody is given a role: a role that begins tomorrow is not held."""
    monkeypatch.setattr(retention.timezone, "localdate", lambda: TODAY)


@pytest.fixture(autouse=True)
def _desk(_today, town, monkeypatch) -> None:
    """One fact about each: on a list, died eight years and a day ago, died eight years ago, and nobody knows."""
    monkeypatch.setattr(retention, "_last_days", lambda: dict(LAST))
    for person_id in ("1001", "1002", "2001", "3001"):
        ConsentFact.objects.create(
            person_id=person_id, part="EVERYTHING", agreed=True, how="spoken", recorded_by=town[GP].user
        )


def _consents(report: retention.Report) -> tuple[int, int, int]:
    line = next(line for line in report.lines if line.model == "governance.ConsentFact")
    return line.rows, line.past, line.unknown


def test_a_dry_run_counts_and_changes_nothing(town, sign_in) -> None:
    assert _consents(retention.report()) == (4, 1, 1)
    page = sign_in(town[GOVERNANCE_LEAD]).get("/kept/").content.decode()
    assert "<h1>1 row kept past its time</h1>" in page
    assert ConsentFact.objects.count() == 4


def test_just_what_was_counted_is_deleted_and_written_down_without_people(town) -> None:
    lead = town[GOVERNANCE_LEAD]
    assert retention.delete(by=lead, expected=retention.report()) == 1
    assert sorted(ConsentFact.objects.values_list("person_id", flat=True)) == ["1001", "2001", "3001"]
    entry = AccessEntry.objects.get(did="deleted what was kept past its time: 1 consent facts")
    assert (entry.user, entry.person_id) == (lead.user, "")


def test_nobody_else_deletes_and_nothing_that_was_not_counted(town) -> None:
    with pytest.raises(NotAllowed):
        retention.delete(by=town[DATA_MANAGER], expected=retention.report())
    with pytest.raises(RuntimeError):
        retention.delete(by=town[GOVERNANCE_LEAD], expected=retention.Report(()))
    assert ConsentFact.objects.count() == 4


def test_what_speaks_of_the_access_log_is_never_past(town) -> None:
    assert {line.past for line in retention.report().lines if line.years is None} == {0}


def test_the_last_day_is_read_from_the_linked_record(town, served, monkeypatch) -> None:
    monkeypatch.undo()
    assert set(retention._last_days()) == {"1001", "1002", "2001"}
