"""A made-up plan, small and with flaws."""

from pathlib import Path

import pytest

from joinedup.governance.roles import PROGRAMME_MANAGER
from joinedup.planning.examples import laid_out, made_up, write_word
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions import memberships
from joinedup.web.planning import actions
from joinedup.web.planning.models import Plan

PLAN = """Better Care Fund planning template – Part 1

1) PLAN DETAILS

a) Summary of Plan

Local Authority\tRivershire Council
Clinical Commissioning Groups\tRivershire CCG
Boundary Differences\tThere are none.
Date agreed at Health and Well-Being Board:\t<dd/mm/yyyy>
Date submitted:\t19 September 2014
Minimum required value of BCF pooled budget: 2014/15\t£1,000,000
2015/16\t£9,500m
Total agreed value of pooled budget: 2014/15\t£1,200,000
2015/16\t£9,800,000

b) Authorisation and signoff

Signed on behalf of the Clinical Commissioning Group\tRivershire CCG
By\tM Ade Up
Position\tAccountable Officer
Date\t18 September 2014

2) VISION FOR HEALTH AND CARE SERVICES

a) Drawing on your JSNA, JHWS and patient and service user feedback, please describe the vision for health and \
social care services for this community for 2019/20

People stay well at home and tell their story once.

b) What difference will this make to patient and service user outcomes?

Fewer people wait in hospital for somebody else to decide.
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """The plan as a text file."""
    file = tmp_path / "rivershire.txt"
    file.write_text(PLAN, encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def word_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole made-up plan as a Word file: risks, milestones, schemes, signatures, providers."""
    return write_word(laid_out(made_up()), tmp_path_factory.mktemp("westmoor") / "westmoor.docx")


@pytest.fixture
def whole_plan(town, word_file: Path) -> Plan:
    """That plan on the desk, kept by the board."""
    return actions.import_plan(by=town[PROGRAMME_MANAGER], file=word_file, file_name="westmoor.docx", name="Westmoor")


@pytest.fixture
def council_manager(town):
    """A programme manager of the council, who keeps no plan here."""
    user = memberships.open_account(
        by=town.administrator, email="cora@e99.example", name="Cora Council", password="correct-horse-battery-7"
    )
    made = memberships.give_role(
        by=town.administrator, user=user, organisation=town.council, role_code=PROGRAMME_MANAGER.code
    )
    return Acting(made, "test")
