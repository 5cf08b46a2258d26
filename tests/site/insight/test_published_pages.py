"""Published figures stand on pages of their own and beside a measure; loading them is for who may load files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from joinedup.engine import Workspace
from joinedup.governance.roles import ANALYST, DATA_MANAGER
from joinedup.measures.feeds import load_feed
from joinedup.web.governance.models import AccessEntry

from .made_up_county import made

pytestmark = pytest.mark.django_db
HEAD = "area_code,area_name,indicator_id,indicator_name,sex,age,period,count,denominator\n"
ROWS = "".join(
    f"{code},{name},41101,Readmissions,Persons,All,2021/22,{n},900\n"
    for code, name, n in (("C", "The council", 3), ("E92000001", "England", 90))
)
SURVEY = "area_kind,area_code,area_name,period,yes_definitely,yes_to_some_extent,no\n"
SURVEY += "icb,Q,The board,2024/25,30,51,19\n"


@pytest.fixture
def county(tmp_path, settings) -> Workspace:
    workspace = Workspace.open(tmp_path / "county", create=True)
    settings.WORKSPACE = workspace.root
    made(workspace, 1)
    return workspace


def _send(browser, name: str, text: str):
    sent = SimpleUploadedFile(name, text.encode())
    return browser.post("/measures/published/load/", {"file": sent, "edition": "", "published-day": "7"} | _DAY)


_DAY = {"published-day": "7", "published-month": "3", "published-year": "2023"}


def test_nothing_loaded_says_what_can_be_and_how(town, sign_in, county) -> None:
    page = sign_in(town[ANALYST]).get("/measures/published/").content.decode()
    assert "No published file has been loaded" in page
    assert "joinedup feed FILE" in page
    assert "/measures/published/load/" not in page, "an analyst may not load files"
    for feed in ("discharge-sitrep", "fingertips", "patient-experience"):
        assert (
            "No such file has been loaded"
            in sign_in(town[ANALYST]).get(f"/measures/published/{feed}/").content.decode()
        )
    assert sign_in(town[ANALYST]).get("/measures/published/nonsense/").status_code == 404


def test_a_data_manager_loads_a_file_and_it_stands_beside_the_measure(town, sign_in, county) -> None:
    page = _send(sign_in(town[DATA_MANAGER]), "read.csv", HEAD + ROWS).content.decode()
    assert "10 figures loaded" in page
    assert AccessEntry.objects.filter(did="loaded a published file").count() == 1
    analyst = sign_in(town[ANALYST])
    page = analyst.get("/measures/emergency_readmissions/").content.decode()
    assert "The council: 0.3 per cent in 2021/22" in page
    assert "How it differs." in page
    assert "published 7 March 2023" in page
    assert "0.1 to 1" in page, "a count of 3 is public: shown with its limits"
    page = analyst.get("/measures/published/").content.decode()
    assert "read.csv" in page
    page = analyst.get("/measures/published/fingertips/?area=england:E92000001&figure=wild").content.decode()
    assert "England: 10 per cent in 2021/22" in page, "the first figure that was loaded"


def test_a_file_that_is_none_of_them_is_refused_beside_its_field(town, sign_in, county) -> None:
    page = _send(sign_in(town[DATA_MANAGER]), "holiday.csv", "a,b\n1,2\n").content.decode()
    assert "holiday.csv is not a published file that can be read here." in page
    assert not AccessEntry.objects.filter(did="loaded a published file").exists()


def test_patient_experience_is_a_measure_taken_from_its_feed(town, sign_in, county, tmp_path) -> None:
    analyst = sign_in(town[ANALYST])
    assert "not loaded" in analyst.get("/measures/").content.decode()
    assert "They appear when its file is loaded" in analyst.get("/measures/patient_experience/").content.decode()
    (tmp_path / "survey.csv").write_text(SURVEY)
    load_feed(county, tmp_path / "survey.csv")
    page = analyst.get("/measures/patient_experience/?area=wild:'--").content.decode()
    assert "The board: 81 per cent in 2024/25" in page
    assert "72.2 to 87.5" in page
    assert "Do not compare with" in page


def test_a_measure_with_nothing_published_has_no_such_section(town, sign_in, county) -> None:
    assert "Published figures" not in sign_in(town[ANALYST]).get("/measures/deaths_in_hospital/").content.decode()
