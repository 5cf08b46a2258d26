"""A data manager finds out what is missing since when, and what contradicts what; a doctor sees that it is missing."""

import datetime as dt
import subprocess
import sys

import pytest

from joinedup.engine import Workspace
from joinedup.intake import receive
from joinedup.linked import build_linked
from joinedup.measures import compute_measures
from joinedup.synthetic import Faults, write_county

from .conftest import PASSWORD, PREPARE, Site, chromium, served_at, visitor  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site over a county without deaths, whose outpatients stopped, and where a month of visits was sent twice."""
    folder = tmp_path_factory.mktemp("quality")
    workspace = Workspace.open(folder / "workspace", create=True)
    faults = Faults(
        silent=tuple(("opa_appointments", month) for month in range(31, 36)),
        resent=(("ecds_attendances", 20),),
        missing=("deaths",),
        without=(("apc_episodes", "Discharge_Ready_Date"),),
    )
    write_county(folder / "in", people=4000, seed=7, files="parquet", today=dt.date(2026, 11, 20), faults=faults)
    receive(folder / "in", workspace)
    build_linked(workspace, today=dt.date(2026, 11, 20))
    compute_measures(workspace, ["non_elective_admissions", "deaths_in_hospital"], cuts=False)
    subprocess.run([sys.executable, "-c", PREPARE, str(workspace.root), PASSWORD], check=True)
    with served_at(workspace.root) as address:
        yield Site(address, workspace.root)


def test_a_data_manager_reads_what_is_missing_and_what_contradicts(visitor):  # noqa: F811
    visitor.sign_in("daniel.feed@qxx.example")
    page = visitor.look("/data/completeness/")
    assert "has told nothing since 2026-05" in page
    assert "Deaths registered never arrived" in page
    visitor.look("/data/")


def test_a_doctor_sees_that_something_is_missing(visitor):  # noqa: F811
    visitor.sign_in("dr.made-up@a99001.example")
    assert "gaps in the data behind these pages" in visitor.look("/measures/non_elective_admissions/")
