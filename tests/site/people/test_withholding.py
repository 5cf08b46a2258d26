"""What a person does not want seen, or another organisation sealed, is left out, and the page says so."""

import pytest

from joinedup.governance.roles import COMMUNITY_MATRON, GP
from joinedup.web.coordination.models import CaseDecision
from joinedup.web.governance.actions import relationships
from joinedup.web.governance.models import ConsentFact, SealFact
from joinedup.web.governance.people import PersonFacts


@pytest.fixture
def page(town, sign_in, served):
    """The record of 1001 as her doctor sees it now."""
    return lambda role=GP: sign_in(town[role]).get("/people/1001/").content.decode()


def test_everything_is_shown_to_begin_with(page) -> None:
    assert "Emergency admission" in page()
    assert "does not want you to see" not in page()


def test_a_part_the_person_withholds_is_left_out_and_named(town, page) -> None:
    ConsentFact.objects.create(person_id="1001", part="HOSPITAL", agreed=False, how="spoken", recorded_by=town[GP].user)
    shown = page()
    assert "Emergency admission" not in shown
    assert "The person does not want you to see: hospital." in shown
    assert 'href="/people/1001/open/"' in shown


def test_nothing_reads_as_if_there_were_nothing(town, page) -> None:
    """An empty list that is empty because it was left out says so: nobody may take it for a healthy person."""
    for part in ("HOSPITAL", "GENERAL_PRACTICE"):
        ConsentFact.objects.create(person_id="1001", part=part, agreed=False, how="spoken", recorded_by=town[GP].user)
    shown = page()
    assert "Parts of the record are left out of this: see below." in shown
    assert "Left out: you may not see the GP record." in shown
    assert "Nothing is recorded for this choice in the parts you may see." in shown
    assert "None on the GP record." not in shown


def test_what_another_organisation_sealed_is_left_out_and_its_own_people_see_it(town, page) -> None:
    matron = town[COMMUNITY_MATRON]
    relationships.put_on_caseload(by=town[GP], person=PersonFacts("1001", "A99001"), organisation=matron.organisation)
    SealFact.objects.create(
        person_id="1001", part="HOSPITAL", organisation=matron.organisation, recorded_by=matron.user
    )
    assert "Sealed by another organisation: hospital." in page()
    assert "Emergency admission" not in page()
    assert "Emergency admission" in page(COMMUNITY_MATRON)


def test_a_protected_address_is_not_in_a_search(town, sign_in, served) -> None:
    browser = sign_in(town[GP])
    SealFact.objects.create(person_id="1001", part="", organisation=town.trust, recorded_by=town[GP].user)
    from joinedup.web.governance.people import scope_of

    assert scope_of(town[GP]).hidden_addresses == {"1001"}
    assert "HARBOTTLE" in browser.post("/people/", {"family_name": "Harbottle"}).content.decode()


def test_the_worklist_does_not_tell_what_is_withheld_or_sealed(town, sign_in, served) -> None:
    CaseDecision.objects.create(
        person_id="1002", organisation=town.practice, decided="nominated", build="b", by=town[GP].user
    )

    def rows() -> list[str]:
        page = sign_in(town[GP]).get("/worklist/?cut=5").content.decode()
        return [row for row in page.split("<tr") if "HARBOTTLE, Agnes" in row or "NEILL-KHAN" in row]

    first, _ = rows()
    for told in ("HARBOTTLE, Agnes", "1 emergency admission in the last year", "about 30 in 100"):
        assert told in first
    seal = SealFact.objects.create(
        person_id="1001", part="HOSPITAL", organisation=town.trust, recorded_by=town[GP].user
    )
    _, last = rows()
    assert "HARBOTTLE, Agnes" in last, "nor does the place on the list tell the rank"
    assert "emergency admission in the last year" not in last
    assert "in 100" not in last, "nor the score that was made from it"
    assert "Left out: you may not see all of the record." in last
    seal.delete()
    ConsentFact.objects.create(person_id="1001", part="HOSPITAL", agreed=False, how="spoken", recorded_by=town[GP].user)
    assert "emergency admission in the last year" not in rows()[1]
