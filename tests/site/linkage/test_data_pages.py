"""What arrived and what is wrong with it, for those who look after data; never what stood in a bad row."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from joinedup.engine import Workspace
from joinedup.governance.roles import ANALYST, DATA_MANAGER, GP

pytestmark = pytest.mark.django_db
DEATHS = (
    b"DEATH_RECORD_ID,NHS_NO,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,DATE_OF_DEATH,PLACE_OF_DEATH\n"
    b"d1,9990000018,Harbottle,Agnes,2,1938-03-27,2025-02-01,Home\n"
    b"d2,9990000026,Neverseen,Walter,1,1930-01-02,not a date,Home\n"
)


@pytest.fixture(autouse=True)
def fresh(settings, tmp_path) -> Workspace:
    made = Workspace.open(tmp_path / "w", create=True)
    settings.WORKSPACE = made.root
    return made


def test_nothing_arrived_yet_is_said_with_what_it_disables(town, sign_in) -> None:
    page = sign_in(town[DATA_MANAGER]).get("/data/").content.decode()
    assert "never arrived" in page
    assert "Nothing has been linked yet" in page


def test_a_received_file_says_at_once_what_is_wrong_and_shows_no_person(town, sign_in) -> None:
    manager = sign_in(town[DATA_MANAGER])
    page = manager.post("/data/receive/", {"extract": SimpleUploadedFile("deaths.csv", DEATHS)}).content.decode()
    assert "1 row loaded, 1 set aside" in page
    assert "Neverseen" not in page
    listed = manager.get("/data/deaths/").content.decode()
    assert "DATE_OF_DEATH" in listed
    assert "Neverseen" not in listed
    again = manager.post("/data/receive/", {"extract": SimpleUploadedFile("deaths.csv", DEATHS)}).content.decode()
    assert "received before: nothing changed" in again


def test_a_file_of_no_known_table_is_named_and_not_loaded(town, sign_in) -> None:
    sent = {"extract": SimpleUploadedFile("holiday.csv", b"a,b\n1,2\n")}
    page = sign_in(town[DATA_MANAGER]).post("/data/receive/", sent).content.decode()
    assert "Nothing of this file was loaded" in page
    assert "holiday.csv" in page


def test_who_may_read_feeds_may_not_therefore_load(town, sign_in) -> None:
    assert sign_in(town[ANALYST]).get("/data/").status_code == 200
    assert sign_in(town[ANALYST]).get("/data/receive/").status_code == 403
    assert sign_in(town[GP]).get("/data/").status_code == 403


def test_an_extract_nobody_knows_is_not_found(town, sign_in) -> None:
    assert sign_in(town[DATA_MANAGER]).get("/data/nonsense/").status_code == 404
