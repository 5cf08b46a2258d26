"""Flaws to plant in a flawless plan, each with the codes that must find it and the words at its place."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from joinedup.planning.examples.example import Example

Draw = random.Random


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


LONG = {
    "p1-2014-07": [
        "2a.vision",
        "2b.outcome_difference",
        "3.case_for_change",
        "4b.governance",
        "6a.align_initiatives",
        "7b.seven_day",
        "8b.i",
    ],
    "p1-2013-12": ["1c.provider_engagement", "2a.vision", "2b.aims_objectives", "2e.governance", "3b.seven_day"],
}


def _add(example: Example, draw: Draw, sentence: str) -> str:
    key = draw.choice(LONG[example.template])
    example.fields[key] += f"\n{sentence}"
    return sentence[:24]


def _sentence(*sentences: str) -> Callable[[Example, Draw], str]:
    def plant(example: Example, draw: Draw) -> str:
        return _add(example, draw, draw.choice(sentences))

    return plant


def _front(key: str, *values: str) -> Callable[[Example, Draw], str]:
    def plant(example: Example, draw: Draw) -> str:
        example.fields[key] = draw.choice(values)
        return example.fields[key]

    return plant


def _row(kind: str, key: str, *values: str) -> Callable[[Example, Draw], str]:
    def plant(example: Example, draw: Draw) -> str:
        row = draw.choice([row for row in getattr(example, kind) if key in row])
        row[key] = draw.choice(values)
        return str(row[key] or next(iter(row.values())))

    return plant


def _wrong_unit(example: Example, draw: Draw) -> str:
    if draw.random() < 0.5 or example.template == "p1-2013-12":
        key = f"1a.{draw.choice(['min_pool', 'total_pool'])}.2015_16"
        amount = example.fields[key]
        example.fields[key] = (
            amount.removesuffix(",000") + "m"
            if draw.random() < 0.5
            else amount.removesuffix(",000").replace(",", "") + "m"
        )
        return example.fields[key]
    scheme = draw.choice(example.schemes)
    scheme["investment"] = scheme["investment"].removesuffix(",000") + "m"
    return scheme["investment"]


def _bare_thousands(example: Example, draw: Draw) -> str:
    key = f"1a.{draw.choice(['min_pool', 'total_pool'])}.2015_16"
    example.fields[key] = example.fields[key].removesuffix(",000")
    return example.fields[key]


def _below_minimum(example: Example, draw: Draw) -> str:
    example.fields["1a.total_pool.2015_16"] = draw.choice(["£13,900,000", "£12,750,000", "£14,100,000"])
    if example.schemes:
        scheme = example.schemes[0]
        spare = 16_000_000 - int(example.fields["1a.total_pool.2015_16"].replace("£", "").replace(",", ""))
        scheme["investment"] = f"£{6_200_000 - spare:,}"
    return example.fields["1a.total_pool.2015_16"]


def _scheme_sum(example: Example, draw: Draw) -> str:
    scheme = draw.choice(example.schemes)
    amount = int(scheme["investment"].replace("£", "").replace(",", ""))
    scheme["investment"] = f"£{amount + draw.choice([-700_000, 450_000, 1_200_000]):,}"
    return example.fields["1a.total_pool.2015_16"]


def _table(example: Example, draw: Draw) -> str:
    rows = example.tables["admissions"]
    at, column = draw.randrange(1, len(rows) - 1), draw.randrange(1, 3)
    number = int(rows[at][column].replace(",", "")) + draw.choice([-400, 90, 1_000])
    rows[at][column] = f"{number:,}"
    return rows[at][0]


def _no_figures(key: str, text: str) -> Callable[[Example, Draw], str]:
    def plant(example: Example, _: Draw) -> str:
        example.fields[key] = text
        return text[:24]

    return plant


def _blank(example: Example, draw: Draw) -> str:
    key = draw.choice(LONG[example.template])
    example.fields[key] = ""
    return f"@{key}"


def _unsigned(example: Example, draw: Draw) -> str:
    block = draw.choice(example.signatures)
    block[draw.choice(["by", "date"])] = ""
    return block["body"]


def _not_signing(example: Example, draw: Draw) -> str:
    if draw.random() < 0.5:
        gone = example.signatures.pop(draw.randrange(0, 2))
        return gone["body"]
    example.fields["1a.ccgs"] += "\nNHS Fenmarsh CCG"
    return "NHS Fenmarsh CCG"


def _not_listed(example: Example, draw: Draw) -> str:
    block = dict(example.signatures[0]) | {"body": "NHS Fenmarsh CCG", "by": "Ruth Bewick"}
    example.signatures.insert(draw.randrange(0, 3), block)
    return "NHS Fenmarsh CCG"


def _early_signature(example: Example, draw: Draw) -> str:
    block = draw.choice(example.signatures)
    year = "2 February 2014" if example.template == "p1-2013-12" else "1 August 2014"
    block["date"] = year
    return block["body"]


def _score(example: Example, draw: Draw) -> str:
    risk = draw.choice(example.risks)
    risk["score"] = str(int(risk["score"]) + draw.choice([-2, 1, 5]))
    return risk["risk"]


def _twin(example: Example, draw: Draw) -> str:
    risk = dict(draw.choice(example.risks))
    risk["risk"] = risk["risk"].replace("Too few", "Too few good") + draw.choice([".", " ", ""])
    risk["mitigation"] = "Reviewed each month by the programme board"
    example.risks.append(risk)
    return risk["mitigation"]


def _same_text(example: Example, draw: Draw) -> str:
    key = draw.choice(["evidence_base", "feedback_loop", "overview"])
    one, two = draw.sample(range(len(example.schemes)), 2)
    example.schemes[max(one, two)][key] = example.schemes[min(one, two)][key]
    return example.schemes[max(one, two)][key][:24]


def _quantity(example: Example, draw: Draw) -> str:
    one, two = draw.sample(range(len(example.schemes)), 2)
    number = draw.choice([137, 204, 318])
    example.schemes[one]["impact"] += f"\n{number} fewer visits to accident and emergency"
    example.schemes[two]["impact"] += f"\n{number} packages of care at home"
    return f"{number} "


def _above_plan(example: Example, _: Draw) -> str:
    provider = example.providers[0]
    provider["nel_2015_16_plan"], provider["chg_15_16"] = "27,550", "-2.0%"
    provider["bcf_prevent_15_16"] = "984"
    return "640 fewer non-elective"


def _provider(key: str, *values: str) -> Callable[[Example, Draw], str]:
    return _row("providers", key, *values)


def _unlisted_scheme(example: Example, _: Draw) -> str:
    example.tables["listed"] = [
        ["Ref no.", "Scheme"],
        *([s["ref"], s["name"]] for s in example.schemes),
        ["WM05", "Falls clinic"],
    ]
    example.fields["4d.schemes"] = "@table:listed"
    return "Falls clinic"


def _conflict(example: Example, draw: Draw) -> str:
    one, two = draw.choice([("3.5%", "15%"), ("5%", "12%"), ("2%", "9%")])
    keys = LONG[example.template]
    example.fields[keys[0]] += f"\nOur target is to reduce emergency admissions by {one} in 2015/16."
    example.fields[keys[-1]] += f"\nBy the end of 2015/16 we will have cut emergency admissions by {two}."
    return "By the end of 2015/16 we will have cut"


def _late_milestone(example: Example, draw: Draw) -> str:
    row = draw.choice(example.milestones[1:])
    row["when"] = draw.choice(["June 2014", "May 2014", "Summer 2014"])
    return row["what"]


NEW = ("p1-2014-07",)
OLD = ("p1-2013-12",)
FLAWS = (
    Flaw(
        "angle placeholder",
        ("placeholder-left-in",),
        _front("1a.local_authority", "<Name of Local Authority>", "<insert council>"),
    ),
    Flaw(
        "date placeholder",
        ("placeholder-left-in",),
        _front("1a.date_submitted", "<dd/mm/yyyy>", "[date]", "TBC", "dd/mm/yyyy"),
    ),
    Flaw(
        "gap in a sentence",
        ("placeholder-left-in",),
        _sentence(
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
        _front(
            "1a.boundary_differences",
            "Identify any differences between the boundaries and how these have been addressed",
        ),
    ),
    Flaw(
        "order left in answer",
        ("prompt-left-in",),
        _sentence("Please describe how the scheme will be measured.", "Please insert the number of practices."),
    ),
    Flaw("draft", ("draft-mark",), _sentence("DRAFT", "DRAFT v3", "Draft for discussion")),
    Flaw("nought", ("money-left-at-nought",), _front("1a.min_pool.2014_15", "£0.00", "£0")),
    Flaw("wrong unit", ("wrong-unit",), _wrong_unit),
    Flaw("bare thousands", ("wrong-unit",), _bare_thousands),
    Flaw(
        "unit in a sentence",
        ("wrong-unit",),
        _sentence("The whole system spends £4,250m on older people.", "Carers receive £3443m a year."),
    ),
    Flaw("below minimum", ("total-below-minimum",), _below_minimum),
    Flaw("schemes do not add up", ("schemes-do-not-add-up",), _scheme_sum, NEW),
    Flaw("table does not add up", ("table-does-not-add-up",), _table, NEW),
    Flaw(
        "pool told otherwise",
        ("pool-told-differently",),
        _sentence("The pooled budget for 2015/16 is £17,500,000.", "In 2015/16 the total pool is £11.2m."),
    ),
    Flaw("unanswered", ("unanswered",), _blank),
    Flaw(
        "no share at high risk",
        ("number-not-given",),
        _no_figures(
            "7d.i",
            "Practices know their patients well and review those at high risk of admission with the team each month.",
        ),
        NEW,
    ),
    Flaw(
        "no share with a plan",
        ("number-not-given",),
        _no_figures(
            "7d.iii", "Most people at high risk are being offered a plan, and the rest will follow as the teams grow."
        ),
        NEW,
    ),
    Flaw(
        "no share, old form",
        ("number-not-given",),
        _no_figures(
            "3d.joint_assessment",
            "Practices and teams assess together and name a lead professional for everyone at high risk who wishes it.",
        ),
        OLD,
    ),
    Flaw(
        "no sum",
        ("number-not-given",),
        _no_figures("7a.v", "Carers will be given breaks and advice at the level of the year before."),
        NEW,
    ),
    Flaw(
        "no date for the NHS Number",
        ("number-not-given",),
        _no_figures(
            "3c.nhs_number_by_when", "Work is under way and will be finished as soon as the new system allows."
        ),
        OLD,
    ),
    Flaw(
        "impossible date",
        ("date-impossible",),
        _row("signatures", "date", "31 September 2014", "30 February 2014", "31/04/2014"),
    ),
    Flaw(
        "wrong century",
        ("date-impossible",),
        _front("1a.date_submitted", "19 September 2041", "3 April 2104", "1 April 1914"),
    ),
    Flaw("signed before agreed", ("dates-out-of-order",), _early_signature),
    Flaw("late", ("deadline-missed",), _front("1a.date_submitted", "22 September 2014", "1 October 2014"), NEW),
    Flaw("late, old form", ("deadline-missed",), _front("1a.date_submitted", "7 April 2014", "30 April 2014"), OLD),
    Flaw(
        "period reversed",
        ("period-reversed",),
        _sentence("The pilot runs from April 2016 to March 2015.", "We evaluate between 1 June 2015 and 31 May 2015."),
    ),
    Flaw("milestone out of order", ("milestones-out-of-order",), _late_milestone, NEW),
    Flaw("listed, not signing", ("listed-not-signing",), _not_signing),
    Flaw("signing, not listed", ("signing-not-listed",), _not_listed),
    Flaw("unsigned", ("unsigned", "unanswered"), _unsigned),
    Flaw("wrong score", ("risk-score-wrong",), _score, NEW),
    Flaw("off the scale", ("risk-score-wrong",), _row("risks", "likelihood", "6", "7"), NEW),
    Flaw("risk twice", ("risk-told-twice",), _twin),
    Flaw("unrated", ("risk-unrated",), _row("risks", "rating", ""), OLD),
    Flaw("unrated, new form", ("risk-unrated",), _row("risks", "likelihood", ""), NEW),
    Flaw("nothing done", ("risk-unmet",), _row("risks", "mitigation", "")),
    Flaw("no money", ("scheme-without-money",), _row("schemes", "investment", "No direct funding", "£0", "None"), NEW),
    Flaw(
        "no measure",
        ("scheme-without-measure",),
        _row("schemes", "impact", "People will feel better supported and more in control."),
        NEW,
    ),
    Flaw(
        "no evaluation",
        ("unanswered", "scheme-without-evaluation"),
        _row("schemes", "feedback_loop", "", "As usual."),
        NEW,
    ),
    Flaw("same text", ("scheme-text-repeated",), _same_text, NEW),
    Flaw("scheme not described", ("scheme-list-differs",), _unlisted_scheme, NEW),
    Flaw("quantity repeated", ("quantity-repeated",), _quantity, NEW),
    Flaw("above the provider's plan", ("benefits-above-provider-plan",), _above_plan, NEW),
    Flaw(
        "impossible count",
        ("count-impossible",),
        _provider("bcf_prevent_15_16", "1,315,000", "98,400", "£1,466,160"),
        NEW,
    ),
    Flaw("wrong sign", ("percent-wrong",), _provider("chg_15_16", "3.5%", "+3.5%"), NEW),
    Flaw("wrong percentage", ("percent-wrong",), _provider("chg_14_15", "-4.1%", "2.2%"), NEW),
    Flaw(
        "wrong percentage in words",
        ("percent-wrong",),
        _sentence(
            "Admissions of this group fell from 4,200 to 3,900, a reduction of 9%.",
            "Delayed days will go from 1,200 to 1,080, a fall of 20%.",
        ),
    ),
    Flaw(
        "provider says no",
        ("provider-disagrees",),
        _provider("q1", "No", "No. The trust was not asked.", "The Trust does not agree."),
        NEW,
    ),
    Flaw("conflicting targets", ("targets-conflict",), _conflict),
    Flaw("bare yes", ("condition-without-evidence",), _no_figures("3c.open_apis", "Yes"), OLD),
    Flaw("bare yes, new form", ("condition-without-evidence",), _no_figures("7c.ii", "Confirmed."), NEW),
    Flaw(
        "broken link",
        ("link-cannot-work",),
        _row(
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
        _sentence(
            "The group has two thirds (78%) of the borough's residents.",
            "About half (71%) of carers had no break.",
            "A quarter (40%) of admissions come from care homes.",
        ),
    ),
    Flaw(
        "parts of a sum",
        ("parts-do-not-add-up",),
        _sentence(
            "Savings are £8m (£4.1m in 2014/15, and £3.2m in 2015/16).",
            "The budget is £2,000,000, made up of £1,500,000 for staff and £700,000 for vehicles.",
        ),
    ),
    Flaw("more than all", ("count-impossible",), _sentence("By then 120% of patients at risk will have a plan.")),
)
