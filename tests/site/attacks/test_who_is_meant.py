"""One person, one address: another spelling of the reference opens nothing."""

import pytest

from joinedup.governance.consent import PARTS
from joinedup.governance.roles import GP
from joinedup.web.governance.models import AccessEntry, ConsentFact

pytestmark = pytest.mark.django_db

SPELLINGS = ["01001", "0000001001", "１００１", "١٠٠١", "+1001", "1001.0", "1_001", " 1001", "1001 ", "-1001", "1e3"]


@pytest.fixture
def said_no(town, served) -> None:
    """Agnes Harbottle does not want her record seen by anybody."""
    for part in PARTS:
        ConsentFact.objects.create(
            person_id="1001", part=part.name, agreed=False, how="ASKED", recorded_by=town[GP].user
        )


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("page", ["/people/{}/", "/worklist/{}/", "/people/{}/consent/"])
def test_another_spelling_of_a_reference_gets_round_no_refusal(town, sign_in, said_no, spelling, page) -> None:
    browser = sign_in(town[GP])
    assert browser.get(page.format("1001")).status_code == 403
    answer = browser.get(page.format(spelling))
    assert answer.status_code in (403, 404)
    assert "harbottle" not in answer.content.decode().casefold()


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_nobody_reads_unseen_by_the_person_under_another_spelling(town, sign_in, served, spelling) -> None:
    answer = sign_in(town[GP]).get(f"/people/{spelling}/")
    assert answer.status_code in (403, 404)
    assert not AccessEntry.objects.filter(allowed=True).exclude(person_id__in=("", "1001")).exists()
