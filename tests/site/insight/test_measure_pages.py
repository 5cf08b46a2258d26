"""A measure says what moved, how sure it is, where it comes from and how it is worked out."""

import pytest

from joinedup.governance.roles import ANALYST, GOVERNANCE_LEAD, GP, SYSTEM_ADMINISTRATOR
from joinedup.measures import MEASURES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("served")]
FIRST = next(iter(MEASURES.values()))


def test_every_measure_is_listed_with_or_without_figures(town, sign_in) -> None:
    page = sign_in(town[ANALYST]).get("/measures/").content.decode()
    assert all(measure.title.replace("'", "&#39;") in page for measure in MEASURES.values())
    assert "not available" in page


def test_one_measure_shows_its_chart_its_table_its_query_and_its_build(town, sign_in, served) -> None:
    page = sign_in(town[ANALYST]).get(f"/measures/{FIRST.id}/").content.decode()
    assert "<svg" in page
    assert "2025-12" in page
    assert FIRST.words in page.replace("&#39;", "'")
    assert "The query" in page
    assert "From build" in page


def test_a_measure_nobody_knows_is_not_found_and_a_wild_choice_falls_back(town, sign_in) -> None:
    analyst = sign_in(town[ANALYST])
    assert analyst.get("/measures/nonsense/").status_code == 404
    assert analyst.get(f"/measures/{FIRST.id}/?area=practice:'--&period=decade").status_code == 200


def test_a_measure_never_computed_for_a_place_says_what_would_fill_it(town, sign_in) -> None:
    other = list(MEASURES.values())[1]
    assert "There are no figures for this choice" in sign_in(town[GP]).get(f"/measures/{other.id}/").content.decode()


@pytest.mark.parametrize("role", [SYSTEM_ADMINISTRATOR, GOVERNANCE_LEAD], ids=str)
def test_a_role_without_measures_is_refused(town, sign_in, role) -> None:
    assert sign_in(town[role]).get("/measures/").status_code == 403
