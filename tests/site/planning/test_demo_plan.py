"""The demonstration's plan has a life: each of its pages has something to show."""

import pytest

from joinedup.governance.roles import FINANCE_LEAD
from joinedup.web.demo.people import Place, create_demo_people
from joinedup.web.demo.plan import make_plan
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.models import Membership

pytestmark = pytest.mark.django_db

SHOWN = {
    "": ["provider does not agree", "Sections with partners"],
    "section/5/": ["1 open comment"],
    "section/t3/": ["Neighbourhood teams", "1 open comment"],
    "figures/": ["Both parts agree in every figure"],
    "milestones/": ["Slipped", "Done"],
    "risks/": ["risen", "fallen"],
    "boards/": ["Joint commissioning group", "read-only view", "Name a ward"],
    "providers/": ["27,400 emergency admissions"],
    "review/": ["Approved with support", "Each risk says what it may cost"],
    "signatures/": ["Accountable Officer", "Director of Strategy"],
    "history/": ["Part 2 read from"],
}


def test_every_page_of_the_made_up_plan_shows_something(sign_in) -> None:
    create_demo_people(
        [
            Place("QXX", "Rivershire Integrated Care Board (made up)", "icb"),
            Place("E99", "Rivershire Council (made up)", "council"),
            Place("RZ9", "Rivershire Hospitals (made up)", "trust"),
        ],
        "correct-horse-battery-7",
    )
    plan = make_plan()
    assert plan.latest.errors == 0
    reader = sign_in(Acting(Membership.objects.get(role_code=FINANCE_LEAD.code), "test"))
    for path, words in SHOWN.items():
        page = reader.get(f"/plans/{plan.pk}/{path}").content.decode()
        assert all(one in page for one in words), (path, [one for one in words if one not in page])


def test_a_place_without_a_hospital_has_a_plan_all_the_same() -> None:
    create_demo_people([Place("QXX", "Rivershire Integrated Care Board (made up)", "icb")], "correct-horse-battery-7")
    assert make_plan().signatures.count() == 1
