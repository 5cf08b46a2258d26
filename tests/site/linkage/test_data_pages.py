"""What arrived and what is wrong with it, for those who look after data; never what stood in a bad row."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from joinedup.engine import Workspace
from joinedup.governance.roles import ANALYST, DATA_MANAGER, GP, PROGRAMME_MANAGER, SYSTEM_ADMINISTRATOR

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


def _deaths(many: int, bad: int) -> bytes:
    rows = [f"d{n},,Seen{n},Walter,1,1930-01-02,2025-02-01,Home" for n in range(many)]
    rows += [f"b{n},,Bad{n},Walter,1,1930-01-02,not a date,Home" for n in range(bad)]
    return DEATHS.split(b"\n", maxsplit=1)[0] + b"\n" + "\n".join(rows).encode() + b"\n"


@pytest.mark.parametrize("role", [ANALYST, PROGRAMME_MANAGER, SYSTEM_ADMINISTRATOR], ids=str)
def test_few_rows_set_aside_are_told_to_those_alone_who_put_them_right(town, sign_in, role) -> None:
    manager, other = sign_in(town[DATA_MANAGER]), sign_in(town[role])
    manager.post("/data/receive/", {"extract": SimpleUploadedFile("deaths.csv", _deaths(23, 3))})
    exact, listed = (manager.get(one).content.decode() for one in ("/data/", "/data/deaths/"))
    assert "</span>23</td>" in exact
    assert "</span>3</td>" in exact
    assert "3 remarks on 26 rows" in listed
    shown, page = (other.get(one).content.decode() for one in ("/data/", "/data/deaths/"))
    assert "</span>25</td>" in shown
    assert "</span>*</td>" in shown
    assert not [one for one in ("</span>23</td>", "</span>3</td>") if one in shown]
    assert "* remarks on 25 rows" in page
    assert "DATE_OF_DEATH" in page, "what a row must hold is for everybody"
    assert "deaths.csv" not in page
    assert "What is wrong" not in page, "no row by itself"


def test_a_delivery_without_one_good_row_is_counted_beside_what_stands(town, sign_in) -> None:
    manager = sign_in(town[DATA_MANAGER])
    for name, content in (("deaths.csv", _deaths(23, 0)), ("deaths_late.csv", _deaths(0, 3))):
        manager.post("/data/receive/", {"extract": SimpleUploadedFile(name, content)})
    page = manager.get("/data/").content.decode()
    assert "</span>23</td>" in page
    assert "</span>3</td>" in page
    assert "3 remarks on 26 rows" in manager.get("/data/deaths/").content.decode()
