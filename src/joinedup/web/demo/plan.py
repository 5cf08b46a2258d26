"""The demonstration's plan and its life: both parts, boards and a decision, milestones and risks as they stand, what
the provider says, a review with conditions, comments, a section with a partner, and signatures.

Everything is done by the actions that real people use. Days are counted from today, so that something is always due.
"""

import datetime as dt
import tempfile
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from joinedup.governance import roles
from joinedup.governance.roles import Role
from joinedup.planning.assurance import edition
from joinedup.planning.examples import laid_out, made_up, made_up_part2, write_word, write_workbook
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.models import Membership
from joinedup.web.planning import assuring, commentary, delivery, governing, parts, sign_off, together
from joinedup.web.planning.actions import import_plan
from joinedup.web.planning.models import Plan

_JUDGED = {
    "risk": ("PARTLY", "The log names who bears the cost of two risks and not of the others."),
    "delivery": ("PARTLY", "Milestones have dates. Two depend on a record whose first date has slipped."),
}
_ELSE = ("YES", "Answered, with figures that agree in both parts.")


def make_plan() -> Plan:
    """The made-up plan, kept by the first programme manager's organisation, with people at work on it."""
    keeper = _acting(roles.PROGRAMME_MANAGER)
    if keeper is None:
        raise ValueError("the demonstration has no programme manager")
    plan = _both_parts(keeper)
    today = timezone.localdate()
    _deliver(keeper, plan, today)
    _govern(keeper, plan, today)
    _talk(keeper, plan, today)
    _sign(keeper, plan)
    _review(plan, today)
    return plan


def _both_parts(keeper: Acting) -> Plan:
    example = made_up()
    with tempfile.TemporaryDirectory() as folder:
        part_1 = write_word(laid_out(example), Path(folder) / "better-care-fund-plan.docx")
        part_2 = write_workbook(made_up_part2(), Path(folder) / "better-care-fund-part-2.xlsx")
        plan = import_plan(by=keeper, file=part_1, file_name=part_1.name, name=example.title)
        parts.read_part_2(by=keeper, plan=plan, file=part_2, file_name=part_2.name)
    return Plan.objects.get(pk=plan.pk)


def _deliver(keeper: Acting, plan: Plan, today: dt.date) -> None:
    """One milestone is reached, one slips, and others wait for it; a risk rises, another falls."""
    shared_record, rapid_response, teams, pool = (row.number for row in plan.latest.read.of_kind("milestone")[:4])
    done, later = today - dt.timedelta(days=40), today + dt.timedelta(days=60)
    delivery.tell_milestone(by=keeper, plan=plan, number=rapid_response, kind="DONE", done_on=done)
    delivery.tell_milestone(
        by=keeper,
        plan=plan,
        number=shared_record,
        kind="SLIPPED",
        now_when=f"{later.day} {later:%B %Y}",
        reason="The supplier delivers its interface later than agreed.",
    )
    delivery.tell_need(by=keeper, plan=plan, number=teams, needs=shared_record)
    delivery.tell_need(by=keeper, plan=plan, number=pool, needs=teams)
    falls, staff = (row.number for row in plan.latest.read.of_kind("risk")[:2])
    delivery.review_risk(
        by=keeper,
        plan=plan,
        number=falls,
        likelihood=4,
        impact=4,
        pounds=Decimal(1_466_000),
        bears="Both commissioning groups",
        words="Admissions rose in the last two months.",
    )
    delivery.review_risk(
        by=keeper, plan=plan, number=staff, likelihood=3, impact=4, words="Six of eight posts are filled."
    )


def _govern(keeper: Acting, plan: Plan, today: dt.date) -> None:
    top = governing.name_board(
        by=keeper,
        plan=plan,
        name="Health and wellbeing board",
        task="Agrees the plan",
        chair="Councillor Peter Ashdown",
    )
    below = governing.name_board(
        by=keeper,
        plan=plan,
        name="Joint commissioning group",
        task="Decides about the pooled money",
        chair="Judith Marlow",
        reports_to=top,
    )
    governing.name_board(
        by=keeper, plan=plan, name="Programme office", task="Keeps milestones and risks", reports_to=below
    )
    decision = governing.decide(
        by=keeper,
        plan=plan,
        board=below,
        kind="AMEND",
        about="The first three teams begin with a read-only view of the practice record",
        reason="The shared record is late, and people at high risk should not wait for it.",
        decided_on=today - dt.timedelta(days=12),
    )
    done = governing.give_action(
        by=keeper,
        decision=decision,
        what="Give the three teams access to the read-only view",
        owner=plan.owner,
        due=today - dt.timedelta(days=2),
    )
    governing.finish(by=keeper, action=done)
    provider = _acting(roles.PROVIDER_DIRECTOR)
    owner = provider.organisation if provider else plan.owner
    governing.give_action(
        by=keeper,
        decision=decision,
        what="Name a ward to try it with",
        owner=owner,
        due=today + dt.timedelta(days=9),
    )


def _talk(keeper: Acting, plan: Plan, today: dt.date) -> None:
    """The provider answers and comments, a reviewer's organisation writes a section, the finance lead has a draft."""
    provider, finance, reviewer = (
        _acting(role) for role in (roles.PROVIDER_DIRECTOR, roles.FINANCE_LEAD, roles.PLAN_REVIEWER)
    )
    if provider:
        commentary.ask_provider(by=keeper, plan=plan, organisation=provider.organisation)
        commentary.answer(
            by=provider,
            plan=plan,
            seen=plan.latest,
            agrees=False,
            why_not="Our own plan for 2015/16 holds 27,400 emergency admissions, 284 more than yours.",
            considered=True,
            what_follows="Twenty-eight beds and their staff are part of our plan, from October.",
        )
        together.comment(by=provider, plan=plan, key="8c.acute_implications", words="Is this before or after growth?")
        together.comment(by=provider, plan=plan, key="row.risk.1", words="Who bears this if only one site is over?")
    if finance:
        together.comment(by=finance, plan=plan, key="row.spending.2", words="The contract for this ends in March.")
    if reviewer:
        together.ask_for_section(
            by=keeper,
            plan=plan,
            part="7",
            organisation=reviewer.organisation,
            ask="Bring the Care Act figures up to date, please",
            due=today + dt.timedelta(days=14),
        )


def _sign(keeper: Acting, plan: Plan) -> None:
    """The keeper and the provider sign; the council's turn comes after theirs."""
    provider, reviewer = _acting(roles.PROVIDER_DIRECTOR), _acting(roles.PLAN_REVIEWER)
    sign_off.name_signatory(by=keeper, plan=plan, organisation=plan.owner, turn=1)
    if provider:
        sign_off.name_signatory(by=keeper, plan=plan, organisation=provider.organisation, turn=1)
    if reviewer:
        sign_off.name_signatory(by=keeper, plan=plan, organisation=reviewer.organisation, turn=2)
    sign_off.sign(by=keeper, plan=plan, seen=plan.latest, position="Accountable Officer")
    if provider:
        sign_off.sign(
            by=provider, plan=plan, seen=plan.latest, position="Director of Strategy", authority="Board minute 41"
        )


def _review(plan: Plan, today: dt.date) -> None:
    """Every line of enquiry judged, a category, and two conditions, one of them with evidence."""
    reviewer = _acting(roles.PLAN_REVIEWER)
    if reviewer is None or not assuring.may_review(reviewer, plan):
        return
    for line in edition().lines:
        judgement, words = _JUDGED.get(line.key, _ELSE)
        assuring.judge(by=reviewer, plan=plan, seen=plan.latest, line=line.key, judgement=judgement, words=words)
    review = assuring.conclude(
        by=reviewer,
        plan=plan,
        seen=plan.latest,
        category="with-support",
        words="A sound plan. Two things are to be shown before the pool begins.",
    )
    first = assuring.set_condition(
        by=reviewer,
        review=review,
        words="Each risk says what it may cost and who bears it",
        evidence="The risk log with money and owner in every row",
        owner=plan.owner,
        due=today + dt.timedelta(days=21),
    )
    provider = _acting(roles.PROVIDER_DIRECTOR)
    assuring.set_condition(
        by=reviewer,
        review=review,
        words="The trust and the commissioners plan the same admissions",
        evidence="One table signed by both finance directors",
        owner=provider.organisation if provider else plan.owner,
        due=today + dt.timedelta(days=30),
    )
    keeper = _acting(roles.PROGRAMME_MANAGER)
    if keeper:
        assuring.give_evidence(
            by=keeper, condition=first, words="Two of four rows are done; see the risk log of version 2."
        )


def _acting(role: Role) -> Acting | None:
    """The first who holds a role, acting for the demonstration."""
    held = Membership.objects.filter(role_code=role.code).select_related("organisation", "user").order_by("pk").first()
    return Acting(held, "demonstration") if held else None
