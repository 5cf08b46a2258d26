"""Flaws to plant in a flawless plan, each with the codes that must find it and the words at its place."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from joinedup.planning.examples.example import Example
from joinedup.planning.examples.planting import (
    Draw,
    above_plan,
    bare_thousands,
    below_minimum,
    blank,
    conflict,
    early_signature,
    front,
    late_milestone,
    no_figures,
    not_listed,
    not_signing,
    provider,
    quantity,
    row,
    same_text,
    scheme_sum,
    score,
    sentence,
    table,
    twin,
    unlisted_scheme,
    unsigned,
    wrong_unit,
)


@dataclass(frozen=True, slots=True)
class Flaw:
    """One way to spoil a plan. ``plant`` changes the copy it is given and returns words that stand at the flaw.

    ``codes`` are the checks of which one must find it; ``forms`` the templates it can be planted in.
    """

    name: str
    codes: tuple[str, ...]
    plant: Callable[[Example, Draw], str]
    forms: tuple[str, ...] = ("p1-2014-07", "p1-2013-12")


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A plan with one flaw: what was done, which codes must say so, and words that stand on its line."""

    example: Example
    flaw: Flaw
    marker: str


def spoil(example: Example, flaw: Flaw, seed: int) -> Spoilt:
    """A copy of the plan with the flaw planted by chance."""
    copy = example.copy()
    marker = flaw.plant(copy, random.Random(seed))  # noqa: S311 - a test's choice, not a secret
    return Spoilt(copy, flaw, marker)


NEW = ("p1-2014-07",)
OLD = ("p1-2013-12",)
FLAWS = (
    Flaw(
        "angle placeholder",
        ("placeholder-left-in",),
        front("1a.local_authority", "<Name of Local Authority>", "<insert council>"),
    ),
    Flaw(
        "date placeholder",
        ("placeholder-left-in",),
        front("1a.date_submitted", "<dd/mm/yyyy>", "[date]", "TBC", "dd/mm/yyyy"),
    ),
    Flaw(
        "gap in a sentence",
        ("placeholder-left-in",),
        sentence(
            "About XX% of residents use the local hospital.",
            "The service will cost £xxx a year.",
            "The measure is described in appendix X.",
            "The national study [reference] found the same.",
            "Smoking and alcohol measures, TBC",
            "Details of the workforce plan to be added.",
            "The board meets on ____________ each month.",
            "The lead is [insert name] of the trust.",
        ),
    ),
    Flaw(
        "prompt left",
        ("prompt-left-in", "unanswered"),
        front(
            "1a.boundary_differences",
            "Identify any differences between the boundaries and how these have been addressed",
        ),
    ),
    Flaw(
        "order left in answer",
        ("prompt-left-in",),
        sentence("Please describe how the scheme will be measured.", "Please insert the number of practices."),
    ),
    Flaw("draft", ("draft-mark",), sentence("DRAFT", "DRAFT v3", "Draft for discussion")),
    Flaw("nought", ("money-left-at-nought",), front("1a.min_pool.2014_15", "£0.00", "£0")),
    Flaw("wrong unit", ("wrong-unit",), wrong_unit),
    Flaw("bare thousands", ("wrong-unit",), bare_thousands),
    Flaw(
        "unit in a sentence",
        ("wrong-unit",),
        sentence("The whole system spends £4,250m on older people.", "Carers receive £3443m a year."),
    ),
    Flaw("below minimum", ("total-below-minimum",), below_minimum),
    Flaw("schemes do not add up", ("schemes-do-not-add-up",), scheme_sum, NEW),
    Flaw("table does not add up", ("table-does-not-add-up",), table, NEW),
    Flaw(
        "pool told otherwise",
        ("pool-told-differently",),
        sentence("The pooled budget for 2015/16 is £17,500,000.", "In 2015/16 the total pool is £11.2m."),
    ),
    Flaw("unanswered", ("unanswered",), blank),
    Flaw(
        "no share at high risk",
        ("number-not-given",),
        no_figures(
            "7d.i",
            "Practices know their patients well and review those at high risk of admission with the team each month.",
        ),
        NEW,
    ),
    Flaw(
        "no share with a plan",
        ("number-not-given",),
        no_figures(
            "7d.iii", "Most people at high risk are being offered a plan, and the rest will follow as the teams grow."
        ),
        NEW,
    ),
    Flaw(
        "no share, old form",
        ("number-not-given",),
        no_figures(
            "3d.joint_assessment",
            "Practices and teams assess together and name a lead professional for everyone at high risk who wishes it.",
        ),
        OLD,
    ),
    Flaw(
        "no sum",
        ("number-not-given",),
        no_figures("7a.v", "Carers will be given breaks and advice at the level of the year before."),
        NEW,
    ),
    Flaw(
        "no date for the NHS Number",
        ("number-not-given",),
        no_figures("3c.nhs_number_by_when", "Work is under way and will be finished as soon as the new system allows."),
        OLD,
    ),
    Flaw(
        "impossible date",
        ("date-impossible",),
        row("signatures", "date", "31 September 2014", "30 February 2014", "31/04/2014"),
    ),
    Flaw(
        "wrong century",
        ("date-impossible",),
        front("1a.date_submitted", "19 September 2041", "3 April 2104", "1 April 1914"),
    ),
    Flaw("signed before agreed", ("dates-out-of-order",), early_signature),
    Flaw("late", ("deadline-missed",), front("1a.date_submitted", "22 September 2014", "1 October 2014"), NEW),
    Flaw("late, old form", ("deadline-missed",), front("1a.date_submitted", "7 April 2014", "30 April 2014"), OLD),
    Flaw(
        "period reversed",
        ("period-reversed",),
        sentence("The pilot runs from April 2016 to March 2015.", "We evaluate between 1 June 2015 and 31 May 2015."),
    ),
    Flaw("milestone out of order", ("milestones-out-of-order",), late_milestone, NEW),
    Flaw("listed, not signing", ("listed-not-signing",), not_signing),
    Flaw("signing, not listed", ("signing-not-listed",), not_listed),
    Flaw("unsigned", ("unsigned", "unanswered"), unsigned),
    Flaw("wrong score", ("risk-score-wrong",), score, NEW),
    Flaw("off the scale", ("risk-score-wrong",), row("risks", "likelihood", "6", "7"), NEW),
    Flaw("risk twice", ("risk-told-twice",), twin),
    Flaw("unrated", ("risk-unrated",), row("risks", "rating", ""), OLD),
    Flaw("unrated, new form", ("risk-unrated",), row("risks", "likelihood", ""), NEW),
    Flaw("nothing done", ("risk-unmet",), row("risks", "mitigation", "")),
    Flaw("no money", ("scheme-without-money",), row("schemes", "investment", "No direct funding", "£0", "None"), NEW),
    Flaw(
        "no measure",
        ("scheme-without-measure",),
        row("schemes", "impact", "People will feel better supported and more in control."),
        NEW,
    ),
    Flaw(
        "no evaluation",
        ("unanswered", "scheme-without-evaluation"),
        row("schemes", "feedback_loop", "", "As usual."),
        NEW,
    ),
    Flaw("same text", ("scheme-text-repeated",), same_text, NEW),
    Flaw("scheme not described", ("scheme-list-differs",), unlisted_scheme, NEW),
    Flaw("quantity repeated", ("quantity-repeated",), quantity, NEW),
    Flaw("above the provider's plan", ("benefits-above-provider-plan",), above_plan, NEW),
    Flaw(
        "impossible count",
        ("count-impossible",),
        provider("bcf_prevent_15_16", "1,315,000", "98,400", "£1,466,160"),
        NEW,
    ),
    Flaw("wrong sign", ("percent-wrong",), provider("chg_15_16", "3.5%", "+3.5%"), NEW),
    Flaw("wrong percentage", ("percent-wrong",), provider("chg_14_15", "-4.1%", "2.2%"), NEW),
    Flaw(
        "wrong percentage in words",
        ("percent-wrong",),
        sentence(
            "Admissions of this group fell from 4,200 to 3,900, a reduction of 9%.",
            "Delayed days will go from 1,200 to 1,080, a fall of 20%.",
        ),
    ),
    Flaw(
        "provider says no",
        ("provider-disagrees",),
        provider("q1", "No", "No. The trust was not asked.", "The Trust does not agree."),
        NEW,
    ),
    Flaw("conflicting targets", ("targets-conflict",), conflict),
    Flaw("bare yes", ("condition-without-evidence",), no_figures("3c.open_apis", "Yes"), OLD),
    Flaw("bare yes, new form", ("condition-without-evidence",), no_figures("7c.ii", "Confirmed."), NEW),
    Flaw(
        "broken link",
        ("link-cannot-work",),
        row(
            "documents",
            "synopsis",
            "http//www.westmoor.gov.uk/needs",
            "C:\\plans\\needs.doc",
            "http://localhost/needs",
            "www.westmoor",
        ),
    ),
    Flaw(
        "words and share",
        ("share-contradicts-words",),
        sentence(
            "The group has two thirds (78%) of the borough's residents.",
            "About half (71%) of carers had no break.",
            "A quarter (40%) of admissions come from care homes.",
        ),
    ),
    Flaw(
        "parts of a sum",
        ("parts-do-not-add-up",),
        sentence(
            "Savings are £8m (£4.1m in 2014/15, and £3.2m in 2015/16).",
            "The budget is £2,000,000, made up of £1,500,000 for staff and £700,000 for vehicles.",
        ),
    ),
    Flaw("more than all", ("count-impossible",), sentence("By then 120% of patients at risk will have a plan.")),
)
