"""Flaws planted one at a time: each changes a copy of a plan and says by which checks, and where, it must be found.

Long because it is one list: splitting it would part the flaws from each other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from paper import Plan

Plant = Callable[[Plan, Random], str]
JULY, DECEMBER = "2014-07", "2013-12"
BOTH = (JULY, DECEMBER)


@dataclass(frozen=True, slots=True)
class Flaw:
    """``plant`` gives back words that stand on the flaw's line ('@key' for a field). ``also`` may follow from it."""

    name: str
    codes: tuple[str, ...]
    plant: Plant
    forms: tuple[str, ...] = BOTH
    also: tuple[str, ...] = ()


LONG = {
    JULY: ("2a.vision", "2b.outcome_difference", "3.case_for_change", "4b.governance", "7b.seven_day", "8b.i", "7a.iv"),
    DECEMBER: ("1c.provider_engagement", "2a.vision", "2b.aims_objectives", "2e.governance", "3b.seven_day"),
}


def says(*sentences: str) -> Plant:
    """One of the sentences, at the end of a long answer."""

    def plant(plan: Plan, draw: Random) -> str:
        key = draw.choice(LONG[plan.form])
        sentence = draw.choice(sentences)
        plan.text[key] = f"{plan.text[key]}\n{sentence}"
        return sentence

    return plant


def ends(*sentences: str) -> Plant:
    """One of the sentences, run on to the last paragraph of a long answer."""

    def plant(plan: Plan, draw: Random) -> str:
        key = draw.choice([key for key in LONG[plan.form] if plan.text[key].rsplit("\n", 1)[-1][:1] not in "-@"])
        sentence = draw.choice(sentences)
        plan.text[key] = f"{plan.text[key].rstrip()} {sentence}"
        return sentence

    return plant


def front(key: str, *values: str) -> Plant:
    def plant(plan: Plan, draw: Random) -> str:
        plan.front[key] = draw.choice(values)
        return plan.front[key] or f"@1a.{key}"

    return plant


def answer(key: str, *values: str) -> Plant:
    def plant(plan: Plan, draw: Random) -> str:
        plan.text[key] = draw.choice(values)
        return plan.text[key] or f"@{key}"

    return plant


def row(kind: str, key: str, *values: str) -> Plant:
    def plant(plan: Plan, draw: Random) -> str:
        rows = [one for one in getattr(plan, kind) if key in one]
        chosen = draw.choice(rows)
        chosen[key] = draw.choice(values)
        return str(chosen[key]) if len(chosen[key]) > 6 else str(next(iter(chosen.values())))

    return plant


def provider(key: str, *values: str) -> Plant:
    def plant(plan: Plan, draw: Random) -> str:
        plan.providers[0][key] = draw.choice(values)
        return f"@a2.{key}"

    return plant


def cell(name: str, row: int, column: int, *values: str) -> Plant:
    def plant(plan: Plan, draw: Random) -> str:
        plan.tables[name][row][column] = draw.choice(values)
        return plan.tables[name][row][0]

    return plant


def wrong_unit(plan: Plan, draw: Random) -> str:
    key = draw.choice(["min_pool_2", "total_pool_2"])
    plan.front[key] = plan.front[key].removesuffix(",000") + draw.choice(["m", " million", "M"])
    return plan.front[key]


def scheme_unit(plan: Plan, draw: Random) -> str:
    scheme = draw.choice(plan.schemes)
    scheme["investment"] = scheme["investment"].removesuffix(",000") + "m"
    return scheme["investment"]


def below_minimum(plan: Plan, draw: Random) -> str:
    key = f"total_pool_{draw.choice([1, 2])}"
    plan.front[key] = {"2014-07": {"total_pool_1": "£986,000", "total_pool_2": "£17,990,000"}}.get(
        plan.form, {"total_pool_1": "£590,000", "total_pool_2": "£11,020,000"}
    )[key]
    return plan.front[key]


def scheme_sum(plan: Plan, draw: Random) -> str:
    scheme = draw.choice(plan.schemes)
    amount = int(scheme["investment"][1:].replace(",", ""))
    scheme["investment"] = f"£{amount + draw.choice([-900_000, 350_000, 1_250_000]):,}"
    return "@1a.total_pool.2015_16"


def bad_day(plan: Plan, draw: Random) -> str:
    block = draw.choice(plan.signatures)
    block["date"] = draw.choice(["31 September 2014", "31 April 2014", "30 February 2014"])
    return block["body"]


def wrong_year(plan: Plan, draw: Random) -> str:
    plan.front["submitted"] = draw.choice(["18 September 2041", "4 April 2104"])
    return "@1a.date_submitted"


def unsigned(plan: Plan, draw: Random) -> str:
    block = draw.choice(plan.signatures)
    block[draw.choice(["by", "date"])] = ""
    return block["body"]


def not_signing(plan: Plan, draw: Random) -> str:
    if len(plan.signatures) > 3 and draw.random() < 0.5:
        return plan.signatures.pop(0)["body"]
    plan.front["ccgs"] += "\nNHS Ferrybridge CCG"
    return "NHS Ferrybridge CCG"


def council_not_signing(plan: Plan, _: Random) -> str:
    plan.front["local_authority"] += "\nHarrowdale Borough Council"
    return "Harrowdale Borough Council"


def not_listed(plan: Plan, _: Random) -> str:
    plan.signatures.insert(1, plan.signatures[0] | {"body": "NHS Ferrybridge CCG", "by": "Dr Olu Banjo"})
    return "NHS Ferrybridge CCG"


def early(plan: Plan, draw: Random) -> str:
    block = draw.choice(plan.signatures)
    block["date"] = "14 February 2014" if plan.form == DECEMBER else "4 August 2014"
    return block["body"]


def score(plan: Plan, draw: Random) -> str:
    risk = draw.choice(plan.risks)
    risk["score"] = str(int(risk["score"]) + draw.choice([-3, 2, 5]))
    return risk["risk"]


def twin(plan: Plan, draw: Random) -> str:
    risk = dict(plan.risks[draw.randrange(len(plan.risks))])
    risk["risk"] = draw.choice([risk["risk"] + ".", risk["risk"].replace(" the ", " "), risk["risk"].capitalize()])
    risk["mitigation"] = "Reviewed at each meeting of the board"
    plan.risks.append(risk)
    return "Reviewed at each meeting"


def costly_risk(plan: Plan, _: Random) -> str:
    plan.risks[0]["risk"] = "Financial savings do not materialise and the pooled fund is overspent"
    plan.risks[0]["impact"] = "5"
    plan.risks[0]["mitigation"] = "Monthly monitoring and corrective action"
    return "Financial savings do not"


def same_text(plan: Plan, draw: Random) -> str:
    key = draw.choice(["evidence_base", "feedback_loop", "overview"])
    plan.schemes[3][key] = plan.schemes[1][key]
    return plan.schemes[3][key]


def same_quantity(plan: Plan, _: Random) -> str:
    plan.schemes[0]["impact"] += "\nFewer ambulance conveyances: 187"
    plan.schemes[2]["impact"] += "\nReduction in bed days: 187"
    plan.schemes[4]["impact"] += "\nPackages of telecare: 187"
    return "Reduction in bed days: 187"


def missing_scheme(plan: Plan, draw: Random) -> str:
    return plan.schemes.pop(draw.randrange(1, 4))["ref"] and "@4d.schemes"


def unlisted(plan: Plan, _: Random) -> str:
    rows = [["Ref no.", "Scheme"], *([s["ref"], s["name"]] for s in plan.schemes), ["CB06", "Falls prevention"]]
    plan.tables["listed"], plan.text["4d.schemes"] = rows, "@listed"
    return "Falls prevention"


def above_plan(plan: Plan, _: Random) -> str:
    plan.providers[0] |= {"nel_2015_16_plan": "17,320", "chg_15_16": "-1.7%"}
    return "Reduction in non-elective"


def not_as_told(plan: Plan, _: Random) -> str:
    plan.providers[0]["bcf_prevent_15_16"] = "450"
    return "@a2.bcf_prevent_15_16"


def late_milestone(plan: Plan, _: Random) -> str:
    plan.milestones[4]["when"] = "June 2014"
    return plan.milestones[4]["what"]


def conflict(plan: Plan, draw: Random) -> str:
    one, two = draw.choice([("3.5%", "14%"), ("5%", "11%")])
    keys = LONG[plan.form]
    plan.text[keys[1]] += f"\nOur target is a reduction of {one} in non-elective admissions in 2015/16."
    text = f"In 2015/16 we aim to reduce non-elective admissions by {two}."
    plan.text[keys[3]] += f"\n{text}"
    return text


FLAWS = (
    Flaw(
        "placeholder on the front page",
        ("placeholder-left-in",),
        front("local_authority", "<Name of Local Authority>", "[Insert name of council]", "TBC"),
    ),
    Flaw(
        "placeholder for a date",
        ("placeholder-left-in",),
        front("submitted", "<dd/mm/yyyy>", "dd/mm/yyyy", "TBC", "XX September 2014"),
    ),
    Flaw(
        "placeholder in a sentence",
        ("placeholder-left-in",),
        ends(
            "XX% of our residents have two or more conditions.",
            "The scheme costs £X.Xm in its first year.",
            "See Appendix X for the full list.",
            "The trust forecasts growth of [insert figure] a year.",
            "This was agreed on [date] by the board.",
            "Further detail (TBC) will go to the board.",
            "The lead officer is <name>.",
            "Savings of £??? are assumed.",
        ),
    ),
    Flaw(
        "something to come",
        ("placeholder-left-in",),
        says(
            "Details of the workforce plan to be added.",
            "Figures to follow from finance colleagues.",
            "Trajectory to be confirmed.",
            "[Add text on mental health here]",
            "Narrative to be inserted.",
        ),
    ),
    Flaw(
        "the form's question left",
        ("prompt-left-in", "unanswered"),
        front(
            "boundary",
            "Identify any differences between LA and CCG boundaries and how these have been addressed in the plan",
        ),
    ),
    Flaw("draft", ("draft-mark",), says("DRAFT", "Draft v0.4", "DRAFT - NOT FOR CIRCULATION")),
    Flaw("nought left", ("money-left-at-nought",), front("total_pool_1", "£0.00", "£0"), also=("total-below-minimum",)),
    Flaw("wrong unit of the pool", ("wrong-unit",), wrong_unit),
    Flaw("wrong unit of a scheme", ("wrong-unit",), scheme_unit, (JULY,)),
    Flaw(
        "wrong unit in a sentence",
        ("wrong-unit",),
        ends(
            "In total the partners spend £3,402m on older people each year.",
            "Of this £5200m goes to reablement.",
            "The council will invest £1,450m in telecare.",
        ),
    ),
    Flaw("pool below minimum", ("total-below-minimum",), below_minimum, also=("schemes-do-not-add-up",)),
    Flaw("schemes and pool", ("schemes-do-not-add-up",), scheme_sum, (JULY,)),
    Flaw("funding table", ("table-does-not-add-up",), cell("funding", 1, 2, "17,954", "16,594"), (JULY,)),
    Flaw(
        "funding and pool",
        ("pool-told-differently", "schemes-do-not-add-up", "table-does-not-add-up", "sources-do-not-make-the-pool"),
        cell("funding", 5, 2, "22,660"),
        (JULY,),
    ),
    Flaw("expenditure table", ("table-does-not-add-up",), cell("expenditure", 2, 3, "1,105", "2,015"), (DECEMBER,)),
    Flaw("segments", ("table-does-not-add-up",), cell("segments", 2, 1, "9,710"), (JULY,)),
    Flaw("activity times price", ("product-wrong",), cell("activity", 2, 3, "417,200", "741,200"), (JULY,)),
    Flaw(
        "pool told otherwise",
        ("pool-told-differently",),
        ends("The pooled fund for 2015/16 will be £19.8m.", "In 2015/16 the BCF pooled budget totals £14,300,000."),
        also=("targets-conflict",),
    ),
    Flaw("percentage of a provider", ("percent-wrong",), provider("chg_14_15", "2.8%", "8.0%"), (JULY,)),
    Flaw("sign of a provider", ("percent-wrong",), provider("chg_15_16", "3.5%", "+3.5%"), (JULY,)),
    Flaw("percentage in a table", ("percent-wrong",), cell("metrics", 2, 3, "-17.1%", "11.7%"), (JULY,)),
    Flaw(
        "percentage in words",
        ("percent-wrong",),
        ends(
            "Falls fell from 1,240 to 1,104 last year, a drop of 16%.",
            "We will cut delayed days from 5,840 to 5,200, a reduction of 21%.",
            "Calls rose by 40% from 8,000 to 9,600.",
        ),
    ),
    Flaw(
        "impossible count",
        ("count-impossible",),
        provider("bcf_prevent_15_16", "911,880", "£911,880", "1,165,180"),
        (JULY,),
        also=("benefits-not-as-told",),
    ),
    Flaw(
        "more than all",
        ("count-impossible",),
        ends(
            "By 2016 112% of people with dementia will have a diagnosis.",
            "This will reach 130% of registered patients.",
        ),
    ),
    Flaw(
        "no share at high risk",
        ("number-not-given",),
        answer(
            "7d.i",
            "We use the Combined Predictive Model in every practice to find people at high risk of "
            "admission, and practices review their lists every month with the locality team.",
        ),
        (JULY,),
    ),
    Flaw(
        "no share with a plan",
        ("number-not-given",),
        answer(
            "7d.iii",
            "Work is under way to make sure that people at high risk have a joint care plan, building on "
            "the enhanced service.",
        ),
        (JULY,),
    ),
    Flaw(
        "no shares, old form",
        ("number-not-given",),
        answer(
            "3d.joint_assessment",
            "GPs are the accountable lead professionals for people at high risk. Multi-disciplinary "
            "meetings take place monthly in all practices, and risk stratification is done with the ACG "
            "tool.",
        ),
        (DECEMBER,),
    ),
    Flaw(
        "no money for carers",
        ("number-not-given",),
        answer("7a.v", "Carer specific support continues at its present level and will be reviewed during the year."),
        (JULY,),
    ),
    Flaw(
        "no money for social care",
        ("number-not-given",),
        answer(
            "7a.iii",
            "The amount will be agreed through the section 75 agreement and will include our share for the Care Act.",
        ),
        (JULY,),
    ),
    Flaw(
        "no figures for hospitals",
        ("number-not-given",),
        answer(
            "2d.acute_implications",
            "The plan will lead to fewer admissions and shorter stays. Providers have been involved through "
            "the Integration Board.",
        ),
        (DECEMBER,),
    ),
    Flaw("impossible date", ("date-impossible",), bad_day),
    Flaw(
        "impossible day in a sentence",
        ("date-impossible",),
        ends("The board met on 31 June 2014.", "A workshop took place on 30/02/2014."),
    ),
    Flaw("impossible year", ("date-impossible",), wrong_year),
    Flaw("signed before agreed", ("dates-out-of-order",), early),
    Flaw("late", ("deadline-missed",), front("submitted", "26 September 2014", "3 October 2014"), (JULY,)),
    Flaw("late, old form", ("deadline-missed",), front("submitted", "11 April 2014", "2 May 2014"), (DECEMBER,)),
    Flaw(
        "period reversed",
        ("period-reversed",),
        ends(
            "The pilot will run from March 2016 to April 2015.",
            "Recruitment takes place between June 2015 and January 2015.",
        ),
    ),
    Flaw("milestone out of order", ("milestones-out-of-order",), late_milestone, (JULY,)),
    Flaw("group listed, not signing", ("listed-not-signing",), not_signing),
    Flaw("council listed, not signing", ("listed-not-signing",), council_not_signing),
    Flaw("signing, not listed", ("signing-not-listed",), not_listed),
    Flaw("unsigned", ("unsigned",), unsigned),
    Flaw("conflicting targets", ("targets-conflict",), conflict, also=("benefits-below-target",)),
    Flaw("score", ("risk-score-wrong",), score, (JULY,)),
    Flaw("risk twice", ("risk-told-twice",), twin),
    Flaw("risk unrated", ("risk-unrated",), row("risks", "rating", ""), (DECEMBER,)),
    Flaw("risk about money without money", ("risk-money-missing",), costly_risk, (JULY,), also=("risk-score-wrong",)),
    Flaw(
        "scheme without money",
        ("scheme-without-money",),
        row("schemes", "investment", "No additional funding", "£0", "Within existing resources", "Nil"),
        (JULY,),
        also=("schemes-do-not-add-up",),
    ),
    Flaw(
        "scheme without measure",
        ("scheme-without-measure",),
        row(
            "schemes",
            "impact",
            "People feel more in control of their own care and staff work better together.",
            "Improved patient experience and reduced dependency.",
        ),
        (JULY,),
        also=("benefits-not-as-told", "benefits-below-target"),
    ),
    Flaw(
        "scheme without evaluation",
        ("unanswered", "scheme-without-evaluation"),
        row("schemes", "feedback_loop", "", "Through existing arrangements.", "Not applicable"),
        (JULY,),
    ),
    Flaw("scheme text repeated", ("scheme-text-repeated",), same_text, (JULY,)),
    Flaw("quantity repeated", ("quantity-repeated",), same_quantity, (JULY,)),
    Flaw("scheme listed, not described", ("scheme-list-differs",), unlisted, (JULY,)),
    Flaw(
        "benefits above the provider's plan",
        ("benefits-above-provider-plan",),
        above_plan,
        (JULY,),
        also=("benefits-not-as-told",),
    ),
    Flaw("benefits not as told", ("benefits-not-as-told",), not_as_told, (JULY,)),
    Flaw(
        "provider says no",
        ("provider-disagrees",),
        provider(
            "q1", "No", "No - the Trust has not seen the modelling.", "The Trust does not agree with the reduction."
        ),
        (JULY,),
        also=("unanswered",),
    ),
    Flaw(
        "condition: bare yes",
        ("condition-without-evidence",),
        answer("3c.open_apis", "Yes", "Confirmed.", "Yes - we are committed."),
        (DECEMBER,),
    ),
    Flaw(
        "condition: bare yes, new form",
        ("condition-without-evidence",),
        answer("7c.ii", "Yes.", "We confirm this."),
        (JULY,),
    ),
    Flaw("condition blank", ("unanswered",), answer("7b.seven_day", ""), (JULY,)),
    Flaw("condition blank, old form", ("unanswered",), answer("3b.seven_day", ""), (DECEMBER,)),
    Flaw(
        "broken link",
        ("link-cannot-work",),
        row(
            "documents",
            "synopsis",
            "http:/www.calderbrook.gov.uk/jsna",
            "S:\\Commissioning\\BCF\\final.docx",
            "http://intranet.council.local/bcf",
            "www.councilgovuk",
        ),
    ),
    Flaw(
        "share against its words",
        ("share-contradicts-words",),
        ends(
            "Around a third (48%) of these people live alone.",
            "Two thirds (78%) of the budget is spent in hospital.",
            "Over half (46%) of carers are over 65.",
            "Three quarters (60%) of beds are in the north.",
        ),
    ),
    Flaw(
        "parts of a sum",
        ("parts-do-not-add-up",),
        ends(
            "The programme costs £3.2m (£1.4m in 2014/15 and £2.1m in 2015/16).",
            "The budget of £640,000 is made up of £410,000 for breaks and £245,000 for advice.",
        ),
    ),
)
