"""Completeness, freshness and contradictions by source and month; what is missing stands at the foot of each page."""

import datetime as dt
import re

import pytest

from joinedup.engine import Workspace
from joinedup.governance.roles import ANALYST, DATA_MANAGER, GP
from joinedup.intake import receive
from joinedup.linked import build_linked
from joinedup.measures import compute_measures
from joinedup.synthetic import Faults, write_county

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)


@pytest.fixture(scope="module")
def broken(tmp_path_factory) -> Workspace:
    """A county without deaths, without discharge-ready dates, and whose outpatients stopped in May 2026."""
    folder = tmp_path_factory.mktemp("broken")
    faults = Faults(
        silent=tuple(("opa_appointments", month) for month in range(31, 36)),
        missing=("deaths",),
        without=(("apc_episodes", "Discharge_Ready_Date"),),
    )
    write_county(folder / "in", people=800, seed=7, files="parquet", today=TODAY, faults=faults)
    workspace = Workspace.open(folder / "w", create=True)
    receive(folder / "in", workspace)
    build_linked(workspace, today=TODAY)
    compute_measures(workspace, cuts=False)
    return workspace


@pytest.fixture(autouse=True)
def served(settings, broken) -> None:
    settings.WORKSPACE = broken.root


def test_what_is_missing_is_said_with_its_month_and_what_it_costs(town, sign_in) -> None:
    manager = sign_in(town[DATA_MANAGER])
    assert "<h1>1 extract never arrived, 3 gaps in what arrived" in manager.get("/data/").content.decode()
    page = manager.get("/data/completeness/").content.decode()
    assert "Deaths registered never arrived; this disables deaths" in page
    assert "has told nothing since 2026-05" in page
    assert "came without Discharge_Ready_Date so far" in page
    assert "Data quality" in page
    assert "What contradicts what" in page


def test_one_extract_is_shown_month_by_month_and_a_wild_choice_falls_back(town, sign_in) -> None:
    manager = sign_in(town[DATA_MANAGER])
    assert "October 2026" in manager.get("/data/completeness/?extract=apc_episodes").content.decode()
    assert "May 2026" in manager.get("/data/completeness/?extract=opa_appointments").content.decode()
    assert manager.get("/data/completeness/?extract=nobody';--").status_code == 200


def test_who_may_not_see_single_people_sees_no_small_counts(town, sign_in) -> None:
    assert "Small counts are hidden" in sign_in(town[ANALYST]).get("/data/completeness/").content.decode()
    assert sign_in(town[GP]).get("/data/completeness/").status_code == 403


@pytest.mark.parametrize("path", ["/measures/", "/measures/non_elective_admissions/", "/worklist/"])
def test_what_is_missing_stands_at_the_foot_of_every_page(town, sign_in, path) -> None:
    page = sign_in(town[GP]).get(path).content.decode()
    assert "gaps in the data behind these pages" in page
    assert "Deaths registered never arrived" in page


def test_a_figure_that_cannot_be_made_is_not_made(town, sign_in) -> None:
    page = sign_in(town[ANALYST]).get("/measures/deaths_in_hospital/").content.decode()
    assert "There are no figures for this choice" in page
    page = sign_in(town[ANALYST]).get("/measures/discharge_delay/").content.decode()
    assert "There are no figures for this choice" in page


def test_before_anything_was_linked_the_page_says_what_to_run(town, sign_in, settings, tmp_path) -> None:
    settings.WORKSPACE = Workspace.open(tmp_path / "w", create=True).root
    assert "Run <code>joinedup link</code>" in sign_in(town[DATA_MANAGER]).get("/data/completeness/").content.decode()


def test_nor_does_a_share_tell_them(town, sign_in) -> None:
    """99.0% of 105 rows that found their person would say that one did not."""
    from joinedup.governance.disclosure import show
    from joinedup.web.linkage import completeness

    assert completeness._share(103, 104, show) == "*"
    assert completeness._share(3, 104, show) == "*"
    assert completeness._share(960, 1001, show) == "96%"
    assert completeness._of_usual(3, 50, show) == "*"
    assert completeness._share(103, 104, str) == "99.0%"
    shown = sign_in(town[ANALYST]).get("/data/completeness/?extract=gp_register").content.decode()
    assert not re.search(r">\s*[1-7]\s*<", shown)
