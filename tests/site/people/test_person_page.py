"""A record opens for those with a relationship, is written down first, and tells who has looked."""

import pytest

from joinedup.governance.roles import ANALYST, COMMUNITY_MATRON, GP, PROGRAMME_MANAGER
from joinedup.web.governance.models import AccessEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("served")]


def test_a_doctor_reads_an_own_patient_and_the_page_says_who_looked(town, sign_in) -> None:
    page = sign_in(town[GP]).get("/people/1001/")
    words = page.content.decode()
    assert page.status_code == 200
    assert "HARBOTTLE, Agnes" in words
    assert "999 000 0018" in words
    assert "Emergency admission" in words
    assert "opened the record" in words.split("Who has looked")[1]
    assert AccessEntry.objects.filter(person_id="1001", user=town[GP].user, allowed=True).count() == 1


def test_the_title_and_the_address_name_nobody(town, sign_in) -> None:
    page = sign_in(town[GP]).get("/people/1001/")
    title = page.content.decode().split("<title>")[1].split("</title>")[0]
    assert "arbottle" not in title
    assert "999" not in title


@pytest.mark.parametrize("role", [GP, COMMUNITY_MATRON, ANALYST, PROGRAMME_MANAGER], ids=str)
def test_somebody_elses_patient_is_refused_and_nothing_of_them_is_shown(town, sign_in, role) -> None:
    page = sign_in(town[role]).get("/people/2001/")
    assert page.status_code == 403
    assert "uillfeather" not in page.content.decode().lower()
    assert "9990000034" not in page.content.decode()


def test_a_person_the_record_does_not_hold_looks_like_one_you_may_not_see(town, sign_in) -> None:
    doctor = sign_in(town[GP])
    assert doctor.get("/people/777/").status_code == doctor.get("/people/2001/").status_code == 403
    assert doctor.get("/people/Robert'); drop table persons;--/").status_code == 403


def test_a_search_finds_own_people_only_and_is_written_down_for_each(town, sign_in) -> None:
    doctor = sign_in(town[GP])
    found = doctor.post("/people/", {"family_name": "harb"}).content.decode()
    assert "HARBOTTLE, Agnes" in found
    assert AccessEntry.objects.filter(person_id="1001", did="found in a search").count() == 1
    assert "QUILLFEATHER" not in doctor.post("/people/", {"family_name": "quill"}).content.decode()
    assert "QUILLFEATHER" not in doctor.post("/people/", {"number": "999 000 0034"}).content.decode()


@pytest.mark.parametrize("asked", [{}, {"number": "999 000 0019"}, {"family_name": "", "born-year": "1938"}])
def test_a_search_with_nothing_to_look_for_says_what_is_missing(town, sign_in, asked) -> None:
    page = sign_in(town[GP]).post("/people/", asked).content.decode()
    assert "There is a problem" in page


def test_a_filter_cuts_the_timeline_and_a_wild_one_breaks_nothing(town, sign_in) -> None:
    doctor = sign_in(town[GP])
    assert "Nothing is recorded for this choice" in doctor.get("/people/1001/?from=social_care").content.decode()
    assert doctor.get("/people/1001/?from=%27%20or%201=1&year=abc").status_code == 200
