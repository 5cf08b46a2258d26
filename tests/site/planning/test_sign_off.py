"""A signature stands under exact words: in its turn, on a plan without errors, until those words change."""

from pathlib import Path

import pytest

from joinedup.governance.roles import ANALYST, FINANCE_LEAD, PROGRAMME_MANAGER, PROVIDER_DIRECTOR
from joinedup.web.planning import actions, sign_off
from joinedup.web.planning.models import Plan, PlanVersion, Signature
from joinedup.web.planning.signing import Stand, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(town, document: Path) -> Plan:
    """A plan whose errors have been put right as far as signing is concerned."""
    made = actions.import_plan(by=town[PROGRAMME_MANAGER], file=document, file_name="plan.txt", name="Rivershire")
    PlanVersion.objects.filter(plan=made).update(errors=0)
    sign_off.name_signatory(by=town[PROGRAMME_MANAGER], plan=made, organisation=town.board, turn=1)
    sign_off.name_signatory(by=town[PROGRAMME_MANAGER], plan=made, organisation=town.trust, turn=2)
    return Plan.objects.get(pk=made.pk)


def _stands(plan: Plan) -> list[Stand]:
    return [one.stand for one in states(Plan.objects.get(pk=plan.pk))]


def _signed(town, plan: Plan, role) -> Signature:
    fresh = Plan.objects.get(pk=plan.pk)
    return sign_off.sign(by=town[role], plan=fresh, seen=fresh.latest, position="Accountable Officer")


def test_signatures_come_in_their_turn(town, plan) -> None:
    assert _stands(plan) == [Stand.WAITING, Stand.NOT_YET]
    with pytest.raises(sign_off.CannotSignError, match="Others sign first"):
        _signed(town, plan, PROVIDER_DIRECTOR)
    _signed(town, plan, PROGRAMME_MANAGER)
    _signed(town, plan, PROVIDER_DIRECTOR)
    assert _stands(plan) == [Stand.SIGNED, Stand.SIGNED]


def test_a_later_change_withdraws_and_names_the_section(town, plan, sign_in) -> None:
    _signed(town, plan, PROGRAMME_MANAGER)
    seen = Plan.objects.get(pk=plan.pk).latest.number
    actions.change_field(by=town[FINANCE_LEAD], plan=plan, key="2a.vision", raw="Another vision.", seen=seen)
    assert _stands(plan) == [Stand.WITHDRAWN, Stand.NOT_YET]
    page = sign_in(town[ANALYST]).get(f"/plans/{plan.pk}/signatures/").content.decode()
    assert "Withdrawn by a later change" in page
    assert "Changed since: 2." in page
    words = sign_in(town[ANALYST]).get(f"/plans/{plan.pk}/differences/").content.decode()
    assert "<ins>Another vision.</ins>" in words


def test_nobody_signs_a_version_they_have_not_read(town, plan) -> None:
    read = plan.latest
    actions.change_field(by=town[FINANCE_LEAD], plan=plan, key="2a.vision", raw="Changed.", seen=read.number)
    with pytest.raises(sign_off.CannotSignError, match="changed after you read"):
        sign_off.sign(by=town[PROGRAMME_MANAGER], plan=Plan.objects.get(pk=plan.pk), seen=read, position="Officer")


def test_nobody_signs_a_plan_with_errors(town, plan) -> None:
    PlanVersion.objects.filter(plan=plan).update(errors=2)
    with pytest.raises(sign_off.CannotSignError, match="2 errors"):
        _signed(town, plan, PROGRAMME_MANAGER)


def test_an_organisation_not_named_does_not_sign(town, plan, sign_in) -> None:
    signatory = plan.signatories.get(organisation=town.trust)
    sign_off.take_off_signatory(by=town[PROGRAMME_MANAGER], signatory=signatory)
    typed = {"position": "Chief Executive", "seen": plan.latest.number}
    page = sign_in(town[PROVIDER_DIRECTOR]).post(f"/plans/{plan.pk}/signatures/sign/", typed).content.decode()
    assert "not among those who sign" in page
    assert not Signature.objects.exists()


def test_an_analyst_signs_nothing_and_names_nobody(town, plan, sign_in) -> None:
    analyst = sign_in(town[ANALYST])
    assert analyst.post(f"/plans/{plan.pk}/signatures/sign/", {"position": "x", "seen": 1}).status_code == 403
    assert analyst.post(f"/plans/{plan.pk}/signatures/who/", {"organisation": town.trust.pk}).status_code == 403


def test_versions_that_are_not_there_cannot_be_compared(town, plan, sign_in) -> None:
    assert sign_in(town[ANALYST]).get(f"/plans/{plan.pk}/differences/?before=99").status_code == 404
