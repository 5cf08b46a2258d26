"""A data manager loads what is published; an analyst reads it beside the county's own figures."""

import datetime as dt
import subprocess
import sys

import pytest

from joinedup.engine import Workspace
from joinedup.intake import receive
from joinedup.linked import build_linked
from joinedup.measures import compute_measures
from joinedup.synthetic import write_county

from .conftest import PASSWORD, PREPARE, Site, chromium, served_at, visitor  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COUNCIL, ENGLAND = "E10990001,Wexmarsh (made up)", "E92000001,England"
FALLS = ["area_code,area_name,indicator_id,indicator_name,sex,age,period,count,denominator"]
FALLS += [
    f"{area},22401,Falls,{sex},65+ yrs,20{year}/{year + 1},{count + 9 * year},{of}"
    for area, count, of in ((COUNCIL, 1500, 90_000), (ENGLAND, 220_000, 10_500_000))
    for year in (19, 20, 22)
    for sex in ("Persons", "Male")
]
SURVEY = "area_kind,area_code,area_name,period,yes_definitely,yes_to_some_extent,no\n"
SURVEY += "icb,QZ9,NHS Wexmarsh (made up),2024/25,300,510,182\nengland,E92000001,England,2024/25,30000,30000,20000\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site over a small county with three of its measures."""
    folder = tmp_path_factory.mktemp("published")
    workspace = Workspace.open(folder / "workspace", create=True)
    write_county(folder / "in", people=3000, seed=7, files="parquet", today=dt.date(2026, 11, 20))
    receive(folder / "in", workspace)
    build_linked(workspace, today=dt.date(2026, 11, 20))
    compute_measures(workspace, ["falls_admissions", "discharge_delay", "care_home_admissions"], cuts=False)
    subprocess.run([sys.executable, "-c", PREPARE, str(workspace.root), PASSWORD], check=True)
    with served_at(workspace.root) as address:
        yield Site(address, workspace.root)


def test_what_is_published_is_loaded_and_read_beside_the_measure(visitor, tmp_path):  # noqa: F811
    visitor.sign_in("daniel.feed@qxx.example")
    assert "No published file has been loaded" in visitor.look("/measures/published/")
    visitor.look("/measures/published/fingertips/")
    visitor.look("/measures/patient_experience/")
    assert "No file of it with this place" in visitor.look("/measures/falls_admissions/")
    visitor.look("/measures/published/load/")
    for name, text in (("falls.csv", "\n".join(FALLS)), ("survey.csv", SURVEY)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        visitor.page.locator("input[type=file]").set_input_files(tmp_path / name)
        visitor.page.get_by_label("Edition").fill("first release")
        visitor.page.get_by_role("button", name="Load").click()
        visitor.judge("loaded", "phone")
        assert "figures loaded" in visitor.page.inner_text("h1")
    page = visitor.look("/measures/published/")
    assert "2 published files loaded" in page
    assert "1 April 2021 to before 1 April 2022" in page, "the gap between the years"

    page = visitor.look("/measures/falls_admissions/")
    assert "Wexmarsh (made up): 1,886.7 for each 100,000 people in 2022/23" in page
    assert "How it differs." in page
    assert "First release" in visitor.look("/measures/published/fingertips/?by=Male") or "first release" in page
    assert "81.7 per cent in 2024/25" in visitor.look("/measures/patient_experience/")
    visitor.look("/measures/")


def test_the_way_to_it_needs_no_mouse(visitor):  # noqa: F811
    visitor.sign_in("daniel.feed@qxx.example")
    visitor.page.goto(f"{visitor.address}/measures/")
    link = visitor.page.get_by_role("link", name="Which published files are loaded")
    link.focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/measures/published/")
    visitor.page.get_by_role("button", name="Load a published file").focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/load/")
