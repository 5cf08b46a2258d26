"""Segments: everyone in exactly one, the first that fits."""

import datetime as dt

import pytest

from joinedup.risk.features import person_table, prepare
from joinedup.risk.queries import query
from joinedup.risk.segments import segmented, segments

ON = dt.date(2026, 4, 1)
YESTERDAY = ON - dt.timedelta(days=1)


@pytest.fixture
def of(con, fill):
    """The segment of each of five people, by what is filled in."""

    def answer() -> dict[int, str]:
        born = {1: 1990, 2: 1940, 3: 1960, 4: 1985, 5: 2026}
        fill("persons", [{"person_id": n, "date_of_birth": dt.date(born[n], 1, 1), "on_register": True} for n in born])
        fill("registrations", [{"person_id": n, "practice_code": "P", "started_on": dt.date(2026, 1, 2)} for n in born])
        prepare(con)
        return dict(con.execute(segmented(con, person_table(con, ON))).fetchall())

    return answer


def test_with_nothing_recorded_everyone_is_healthy_but_a_baby(of) -> None:
    assert of() == {1: "healthy", 2: "healthy", 3: "healthy", 4: "healthy", 5: "mothers_and_babies"}


def test_the_first_that_fits_wins(of, fill) -> None:
    has = [(1, "asthma"), (2, "dementia"), (2, "heart_failure"), (3, "copd"), (4, "learning_disability"), (4, "copd")]
    fill("conditions", [{"person_id": n, "condition": c, "diagnosed_on": dt.date(2020, 1, 1)} for n, c in has])
    urgent = {"emergency": True, "admitted_on": YESTERDAY}
    fill("spells", [{"person_id": n, **urgent} for n in (2, 3)])
    assert of() == {
        1: "long_term_conditions",
        2: "frailty_and_dementia",
        3: "organ_failure",
        4: "disability",
        5: "mothers_and_babies",
    }


def test_cancer_that_has_spread_comes_before_all_else(of, fill) -> None:
    fill("conditions", [{"person_id": 2, "condition": "dementia", "diagnosed_on": dt.date(2020, 1, 1)}])
    ended = {"admitted_on": ON - dt.timedelta(days=9), "discharged_on": YESTERDAY, "emergency": False}
    fill(
        "spells",
        [{"person_id": 2, "diagnoses": "C509,C780", **ended}, {"person_id": 4, "treatment_function": "501", **ended}],
    )
    found = of()
    assert (found[2], found[4]) == ("near_the_end", "mothers_and_babies")


def test_care_packages_place_people(of, fill) -> None:
    fill("care_packages", [
        {"person_id": 1, "service_type": "Long Term Support: Community", "started_on": YESTERDAY},
        {"person_id": 3, "service_type": "Long Term Support: Residential Care", "started_on": YESTERDAY},
    ])  # fmt: skip
    found = of()
    assert (found[1], found[3]) == ("disability", "frailty_and_dementia")


def test_every_segment_of_the_query_is_described_and_none_other() -> None:
    named = [segment.id for segment in segments()]
    asked = query("segments/segments.sql")
    assert len(named) == 8
    assert [name for name in named if f"'{name}'" in asked] == named
    assert [asked.index(f"'{name}'") for name in named] == sorted(asked.index(f"'{name}'") for name in named)
