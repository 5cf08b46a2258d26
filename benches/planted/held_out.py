"""Flaws written after the rules were fixed, and measured once: other phrasings, other places, other hands.

Long because it is one list: splitting it would part the flaws from each other.
"""

from random import Random

from flaws import BOTH, DECEMBER, JULY, LONG, Flaw, answer, cell, ends, front, provider, row, says
from paper import Plan

__all__ = ["BOTH", "FLAWS"]


def thousand_pool(plan: Plan, draw: Random) -> str:
    key = draw.choice(["min_pool_2", "total_pool_2"])
    plan.front[key] = f"£{plan.front[key][1:].replace(',', '')[:-3]}m"
    return plan.front[key]


def dropped_noughts(plan: Plan, _: Random) -> str:
    plan.front["total_pool_2"] = plan.front["total_pool_2"][:-4]
    return plan.front["total_pool_2"]


def swapped_years(plan: Plan, _: Random) -> str:
    plan.front["total_pool_2"], plan.front["total_pool_1"] = plan.front["total_pool_1"], plan.front["total_pool_2"]
    return "@1a.total_pool.2015_16"


def source_added(plan: Plan, _: Random) -> str:
    plan.tables["funding"][4][2], plan.tables["funding"][5][2] = "3,200", "23,660"
    return "Total"


def scheme_left_out(plan: Plan, draw: Random) -> str:
    gone = plan.schemes.pop(draw.randrange(1, 5))
    rows = [["Ref no.", "Scheme"], *([s["ref"], s["name"]] for s in [*plan.schemes, gone])]
    plan.tables["listed"], plan.text["4d.schemes"] = rows, "@listed"
    return gone["name"]


def no_name(plan: Plan, draw: Random) -> str:
    block = draw.choice(plan.signatures)
    block["by"] = draw.choice(["TBC", "[name]", "Awaiting signature"])
    return block["body"]


def other_board(plan: Plan, _: Random) -> str:
    plan.signatures = [block for block in plan.signatures if block["role"] != "hwb"]
    return "@1b"


def after_sending(plan: Plan, _: Random) -> str:
    plan.signatures[0]["date"] = "29 September 2014" if plan.form == JULY else "22 April 2014"
    return plan.signatures[0]["body"]


def sent_first(plan: Plan, _: Random) -> str:
    plan.front["agreed"] = "25 September 2014" if plan.form == JULY else "10 April 2014"
    return "@1a.date_submitted"


def off_scale(plan: Plan, draw: Random) -> str:
    risk = draw.choice(plan.risks)
    risk["likelihood"] = draw.choice(["6", "8"])
    return risk["risk"]


def reworded_risk(plan: Plan, _: Random) -> str:
    risk = dict(plan.risks[1])
    risk["risk"] = risk["risk"].replace("unable to recruit or retain enough", "not able to recruit or retain enough")
    risk["risk"] = risk["risk"].replace("Loss of provider support", "A loss of provider support")
    risk["mitigation"] = "Kept under review by the programme office"
    plan.risks.append(risk)
    return "Kept under review"


def no_mitigation(plan: Plan, draw: Random) -> str:
    risk = draw.choice(plan.risks)
    risk["mitigation"] = ""
    return risk["risk"]


def half_scored(plan: Plan, _: Random) -> str:
    plan.risks[2]["likelihood"] = ""
    return plan.risks[2]["risk"]


def promised_more(plan: Plan, _: Random) -> str:
    plan.schemes[2]["impact"] = "We expect 900 fewer non-elective admissions and 1,260 fewer A&E attendances."
    return "We expect 900 fewer"


def told_in_prose(plan: Plan, _: Random) -> str:
    plan.text["2b.outcome_difference" if plan.form == JULY else "2b.aims_objectives"] += (
        "\nWe have set ourselves the goal of cutting emergency admissions by 2% in 2015/16."
    )
    text = "Emergency admissions will be reduced by 17% by the end of 2015/16."
    plan.text[LONG[plan.form][3]] += f"\n{text}"
    return text


def shuffled(plan: Plan, _: Random) -> str:
    plan.milestones[2]["when"] = "March 2014"
    return plan.milestones[2]["what"]


def copied_overview(plan: Plan, _: Random) -> str:
    plan.schemes[4]["success_factors"] = plan.schemes[2]["evidence_base"]
    plan.schemes[4]["evidence_base"] = plan.schemes[2]["evidence_base"].replace("January", "February")
    return plan.schemes[4]["evidence_base"]


FLAWS = (
    Flaw(
        "council not named",
        ("placeholder-left-in", "unanswered"),
        front("local_authority", "(insert name)", "<Council name>", ""),
    ),
    Flaw(
        "boundary not filled in",
        ("placeholder-left-in", "prompt-left-in"),
        front("boundary", "[Please insert]", "To be completed", "<text>"),
    ),
    Flaw(
        "date not filled in",
        ("placeholder-left-in", "unanswered"),
        front("agreed", "TBC", "<date>", "", "To be confirmed"),
    ),
    Flaw(
        "gap in a sentence",
        ("placeholder-left-in",),
        ends(
            "Section XX of the plan has more on this.",
            "A total of £XXk has been set aside.",
            "We expect a fall of x% by 2016.",
            "The contract will be let to [provider name].",
            "The board will meet on ___________.",
            "Baseline: TBC.",
            "Our lead for this is Xxxx.",
            "The review found that ?? people were affected.",
        ),
    ),
    Flaw(
        "words to come",
        ("placeholder-left-in",),
        says(
            "Costings to be completed.",
            "The data for this section is awaited.",
            "[FURTHER DETAIL REQUIRED]",
            "Add link to strategy here",
            "Diagram to be inserted",
        ),
    ),
    Flaw(
        "note to a colleague",
        ("placeholder-left-in", "doubt-left-in"),
        says("[Note to Sarah: can you check this figure?]", "[CCG to provide]", "<<finance to complete>>"),
    ),
    Flaw("pool in millions", ("wrong-unit",), thousand_pool),
    Flaw(
        "noughts dropped",
        ("wrong-unit", "total-below-minimum"),
        dropped_noughts,
        also=("schemes-do-not-add-up", "sources-do-not-make-the-pool"),
    ),
    Flaw(
        "unit in words",
        ("wrong-unit",),
        ends(
            "Together we commission services worth £4,620 million for older people.",
            "Carers receive £3,100m of support in breaks each year.",
            "Reablement will be given £2,350,000k.",
        ),
    ),
    Flaw(
        "years swapped",
        ("total-below-minimum",),
        swapped_years,
        also=("schemes-do-not-add-up", "sources-do-not-make-the-pool"),
    ),
    Flaw("sources above the pool", ("sources-do-not-make-the-pool",), source_added, (JULY,)),
    Flaw(
        "sources' total",
        ("table-does-not-add-up",),
        cell("funding", 5, 1, "8,914", "7,194"),
        (JULY,),
        also=("sources-do-not-make-the-pool",),
    ),
    Flaw("a year's spending", ("table-does-not-add-up",), cell("expenditure", 6, 3, "12,570", "13,750"), (DECEMBER,)),
    Flaw("saving reckoned wrongly", ("product-wrong",), cell("activity", 1, 3, "1,651,180", "1,016,518"), (JULY,)),
    Flaw(
        "saving in words",
        ("product-wrong",),
        ends(
            "This is worth £1,348,000 (640 admissions at £1,490 each).",
            "The saving is £92,400 (310 visits at £124 each).",
        ),
        also=("pool-told-differently",),
    ),
    Flaw(
        "another pool",
        ("pool-told-differently",),
        ends(
            "Partners have agreed that the total pool in 2015/16 is £25.4m.",
            "For 2015/16 the Better Care Fund budget stands at £9,870,000.",
        ),
    ),
    Flaw("a provider's rise", ("percent-wrong",), provider("chg_14_15", "-0.8%", "1.8%", "0.08%"), (JULY,)),
    Flaw("a provider's fall", ("percent-wrong",), provider("chg_15_16", "-5.3%", "0.35%", "3.47%"), (JULY,)),
    Flaw("a metric's change", ("percent-wrong",), cell("metrics", 3, 3, "-1.1%", "11.0%"), (JULY,)),
    Flaw(
        "a change in words",
        ("percent-wrong",),
        ends(
            "Attendances have risen from 61,200 to 64,300, an increase of 9%.",
            "Waits were reduced by 50% from 40 days to 30 days.",
            "A 25% reduction in calls, from 1,600 to 1,400, is planned.",
        ),
    ),
    Flaw(
        "a part of a whole",
        ("percent-wrong",),
        ends("Only 118 (52%) of 310 carers had a break.", "In the audit 45 of 180 cases (35%) had no plan."),
    ),
    Flaw(
        "pounds for admissions",
        ("count-impossible",),
        provider("bcf_prevent_15_16", "£253,300", "253,300"),
        (JULY,),
        also=("benefits-not-as-told",),
    ),
    Flaw(
        "more than a hundred",
        ("count-impossible",),
        ends(
            "We will reach 140% of people with diabetes.",
            "Care plans are held by 105% of patients at risk.",
            "Health checks were offered to 118% of carers.",
        ),
    ),
    Flaw(
        "high risk without a share",
        ("number-not-given",),
        answer(
            "7d.i",
            "Risk stratification is carried out by GP practices through the enhanced service. Those found "
            "to be at high risk are offered a review by the multi-disciplinary team and a named "
            "co-ordinator.",
        ),
        (JULY,),
    ),
    Flaw(
        "plans without a share",
        ("number-not-given",),
        answer(
            "7d.iii",
            "Care plans are being rolled out in line with national guidance and numbers are monitored by the CCG.",
        ),
        (JULY,),
    ),
    Flaw(
        "carers without a sum",
        ("number-not-given",),
        answer(
            "7a.v",
            "We will continue to fund a wide range of support for carers, including breaks, advice and training.",
        ),
        (JULY,),
    ),
    Flaw(
        "NHS Number without a date",
        ("number-not-given",),
        answer("3c.nhs_number_by_when", "We commit to completing this work once the new system is in place."),
        (DECEMBER,),
    ),
    Flaw(
        "no such day",
        ("date-impossible",),
        ends(
            "The Board considered the plan on 31 November 2014.",
            "Engagement closed on 29 February 2015.",
            "The pilot began on 31/09/2014.",
        ),
    ),
    Flaw(
        "wrong year sent",
        ("date-impossible", "dates-out-of-order"),
        front("submitted", "19 September 1914", "4 April 2041"),
    ),
    Flaw("sent before it was agreed", ("dates-out-of-order",), sent_first),
    Flaw("signed after it was sent", ("dates-out-of-order",), after_sending),
    Flaw("late", ("deadline-missed",), front("submitted", "23 September 2014", "19 October 2014"), (JULY,)),
    Flaw("late, old form", ("deadline-missed",), front("submitted", "25 April 2014", "7 April 2014"), (DECEMBER,)),
    Flaw(
        "an end before its beginning",
        ("period-reversed",),
        ends(
            "Funding is secured from 1 April 2016 to 31 March 2015.", "Delivery runs between October 2015 and May 2015."
        ),
    ),
    Flaw("a step out of order", ("milestones-out-of-order",), shuffled, (JULY,)),
    Flaw("no name", ("unsigned", "placeholder-left-in"), no_name),
    Flaw("no board", ("signature-missing",), other_board),
    Flaw("a goal against another", ("targets-conflict",), told_in_prose, also=("benefits-below-target",)),
    Flaw("off the scale", ("risk-score-wrong",), off_scale, (JULY,)),
    Flaw("half scored", ("risk-unrated",), half_scored, (JULY,)),
    Flaw("a risk reworded", ("risk-told-twice",), reworded_risk),
    Flaw("nothing done", ("risk-unmet",), no_mitigation),
    Flaw(
        "no money",
        ("scheme-without-money",),
        row("schemes", "investment", "No direct funding attached to this scheme", "£0.00", "None required", "n/a"),
        (JULY,),
        also=("schemes-do-not-add-up",),
    ),
    Flaw(
        "no figure",
        ("scheme-without-measure", "unanswered"),
        row("schemes", "impact", "Better outcomes for patients and carers.", "See Part 2 Tab 4.", ""),
        (JULY,),
        also=("benefits-not-as-told", "benefits-below-target"),
    ),
    Flaw(
        "no way to know",
        ("unanswered", "scheme-without-evaluation"),
        row("schemes", "feedback_loop", "Via the usual channels.", "N/A", "None"),
        (JULY,),
    ),
    Flaw("copied evidence", ("scheme-text-repeated",), copied_overview, (JULY,)),
    Flaw(
        "a scheme left out",
        ("scheme-list-differs",),
        scheme_left_out,
        (JULY,),
        also=("schemes-do-not-add-up", "benefits-not-as-told", "benefits-below-target"),
    ),
    Flaw(
        "more than the hospitals plan",
        ("benefits-above-provider-plan",),
        promised_more,
        (JULY,),
        also=("benefits-not-as-told",),
    ),
    Flaw(
        "the hospital says no",
        ("provider-disagrees",),
        provider("q1", "No. We do not recognise these numbers.", "We do not agree with the assumptions.", "NO"),
        (JULY,),
        also=("unanswered",),
    ),
    Flaw("considered: no", ("provider-disagrees",), provider("q3", "No", "Not yet."), (JULY,)),
    Flaw(
        "bare words",
        ("condition-without-evidence",),
        answer("3c.ig_controls", "Confirmed", "Yes, this is in place."),
        (DECEMBER,),
    ),
    Flaw("bare words, new form", ("condition-without-evidence",), answer("7c.iii", "All in place.", "Yes"), (JULY,)),
    Flaw("governance blank", ("unanswered",), answer("4b.governance", ""), (JULY,)),
    Flaw("governance blank, old form", ("unanswered",), answer("2e.governance", ""), (DECEMBER,)),
    Flaw(
        "a link to nowhere",
        ("link-cannot-work",),
        row(
            "documents",
            "synopsis",
            "htp://www.calderbrook.gov.uk/jsna",
            "C:\\Users\\jsmith\\Desktop\\strategy.pdf",
            "https://",
            "http://localhost:8080/plan",
        ),
    ),
    Flaw(
        "words and share",
        ("share-contradicts-words",),
        ends(
            "Nearly all (54%) practices take part.",
            "About one in ten (31%) of them is readmitted.",
            "Most (38%) of our beds are in one hospital.",
            "A quarter of admissions (41%) are avoidable.",
        ),
    ),
    Flaw(
        "parts and whole",
        ("parts-do-not-add-up",),
        ends(
            "The CCGs will spend £5.5m, made up of £2.9m on nursing and £1.6m on therapy.",
            "Savings of £2m (£0.7m in 2014/15 and £1.6m in 2015/16) are expected.",
        ),
    ),
)
