"""Who did what is added to a sealed chain, and neither the code nor the database lets it be changed."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from joinedup.governance.roles import ANALYST, GP
from joinedup.web.governance import access_log
from joinedup.web.governance.models import AccessEntry
from joinedup.web.governance.models.access_log import AppendOnlyError
from joinedup.web.governance.people import looked_at


@pytest.fixture
def written(town):
    for person in ("p1", "p2", "p1"):
        access_log.write(by=town[GP], did="opened the record", person_id=person)
    return town


def test_the_log_holds_as_written(written) -> None:
    assert AccessEntry.objects.count() > 20
    assert access_log.first_break() is None


def test_numbers_have_no_gaps(written) -> None:
    numbers = list(AccessEntry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_person_page_shows_who_looked_latest_first(written) -> None:
    found = looked_at("p1")
    assert [entry.person_id for entry in found] == ["p1", "p1"]
    assert found[0].number > found[1].number
    assert found[0].user == written[GP].user
    assert (found[0].role_code, found[0].purpose) == ("gp", "direct care")


def test_nobody_unnamed_is_written_down(town) -> None:
    for nobody in (AnonymousUser(), None):
        with pytest.raises(access_log.AnonymousActorError):
            access_log.write(by=nobody, did="opened the record", person_id="p1")


def test_an_nhs_number_is_refused_in_place_of_the_id(town) -> None:
    with pytest.raises(ValidationError):
        access_log.write(by=town[GP], did="opened the record", person_id="9449305552")


def test_code_cannot_change_or_delete_an_entry(written) -> None:
    entry = AccessEntry.objects.first()
    for attempt in (entry.save, entry.delete, AccessEntry.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            attempt()
    with pytest.raises(AppendOnlyError):
        AccessEntry.objects.update(did="nothing")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE governance_accessentry SET did = 'nothing' WHERE number = 1",
        "DELETE FROM governance_accessentry WHERE number = 1",
    ],
)
def test_the_database_refuses_too(written, statement: str) -> None:
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert access_log.first_break() is None


def _without_guard(statement: str) -> None:
    """What somebody with full rights over the database could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER governance_accessentry_kept_update")
            cursor.execute("DROP TRIGGER governance_accessentry_kept_delete")
        else:
            cursor.execute("DROP TRIGGER governance_accessentry_kept ON governance_accessentry")
        cursor.execute(statement)


@pytest.mark.parametrize(
    "field", ["did", "person_id", "role_code", "purpose", "organisation_code", "came_from", "because"]
)
def test_a_changed_field_is_found(written, field: str) -> None:
    _without_guard(f"UPDATE governance_accessentry SET {field} = 'zz' WHERE number = 5")
    broken = access_log.first_break()
    assert (broken.number, "not as it was written" in broken.why) == (5, True)


def test_a_missing_entry_is_found(written) -> None:
    _without_guard("DELETE FROM governance_accessentry WHERE number = 7")
    assert access_log.first_break().number == 7


def test_the_loss_of_the_last_entries_leaves_a_chain_that_holds(written) -> None:
    """A disk that lost what was not yet synced: the rest is still proved, and writing goes on."""
    last = AccessEntry.objects.order_by("-number").first().number
    _without_guard(f"DELETE FROM governance_accessentry WHERE number > {last - 2}")
    assert access_log.first_break() is None
    access_log.write(by=written[GP], did="opened the record", person_id="p3")
    assert access_log.first_break() is None


def test_another_key_does_not_hold(written, settings) -> None:
    settings.AUDIT_KEY = b"x" * 64
    assert access_log.first_break().number == 1


def test_a_chain_cannot_be_made_again_without_the_key(written, settings) -> None:
    """Rewriting an entry and every hash after it, as an attacker with the database alone would."""
    from joinedup.governance import chain

    forged, before = [], chain.START
    for entry in AccessEntry.objects.order_by("number"):
        entry.did = "nothing" if entry.number == 5 else entry.did
        before = chain.seal(b"a guessed key", before, entry.number, entry.says())
        forged.append(chain.Link(entry.number, entry.says(), before))
    assert chain.first_break(settings.AUDIT_KEY, forged).number == 1


def test_writing_costs_two_queries(town, django_assert_num_queries) -> None:
    with django_assert_num_queries(2 + 2):  # and the savepoint around them
        access_log.write(by=town[GP], did="opened the record", person_id="p1")


def test_a_refusal_is_written_with_its_person_and_reason(town, sign_in) -> None:
    from joinedup.web.governance.people import NotAllowed, PersonFacts, open_record

    with pytest.raises(NotAllowed):
        open_record(by=town[ANALYST], person=PersonFacts("p9", "A99001"))


def test_signing_in_and_out_is_written(town, client) -> None:
    user = town[GP].user
    client.force_login(user)
    client.post("/sign-out/")
    did = AccessEntry.objects.filter(user=user).order_by("number").values_list("did", flat=True)
    assert list(did)[-2:] == ["signed in", "signed out"]
