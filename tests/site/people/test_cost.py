"""What the rules and the log add to the page of a person: fewer than three queries."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from joinedup.governance.roles import GP
from joinedup.web.governance.people import PersonFacts, open_record


def _queries(captured: CaptureQueriesContext) -> list[str]:
    """Without the savepoints that a test's transaction brings about."""
    return [one["sql"] for one in captured.captured_queries if "SAVEPOINT" not in one["sql"]]


def test_opening_a_record_costs_one_question_and_one_entry(town) -> None:
    with CaptureQueriesContext(connection) as captured:
        open_record(by=town[GP], person=PersonFacts("1001", "A99001"))
    assert len(_queries(captured)) == 2


def test_the_whole_page_asks_for_little(town, sign_in, served) -> None:
    """Session, account, role; the rules; the entry; who looked; names of organisations."""
    browser = sign_in(town[GP])
    browser.get("/people/1001/")
    with CaptureQueriesContext(connection) as captured:
        assert browser.get("/people/1001/").status_code == 200
    assert len(_queries(captured)) <= 8
