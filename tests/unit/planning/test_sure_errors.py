"""What cannot be right whatever was meant is an error; what may be meant so stays a warning or is left alone."""

from pathlib import Path

import pytest

from joinedup.basics.finding import Severity
from joinedup.planning.checks.bodies import names_in

from .checked import FORM, codes

VISION = "2) Vision for health and care services\na) Vision\n"
JOINT = "d) Joint assessment and accountable lead professional for high risk populations\n"
ASKED = (
    "i) Please specify what proportion of the adult population are identified as at high risk of hospital admission\n"
)
PROTECTED = (
    "7) National conditions\na) Protecting social care services\n"
    "iii) Please indicate the total amount from the BCF that has been allocated for the protection of adult social "
    "care services. (And please confirm that at least your local proportion of the £135m has been identified from "
    "the additional £1.9bn funding from the NHS in 2015/16 for the implementation of the new Care Act duties.)\n"
)


def told(tmp_path: Path, text: str, severity: Severity = Severity.ERROR) -> set[str]:
    return codes(tmp_path, FORM + text, severity)


@pytest.mark.parametrize(
    "link",
    [
        "htp//www.fennmoor.gov.uk/jsna",
        "http//www.fennmoor.gov.uk",
        "http:/www.fennmoor.gov.uk/needs",
        "htps://fennmoor.gov.uk",
        "http://www.fennmoor..gov.uk/needs",
        "www.fennmoor.gov,uk/needs",
        "http:\\\\www.fennmoor.gov.uk",
        "C:\\Plans\\needs final.doc",
    ],
)
def test_a_link_that_no_browser_opens_is_an_error(tmp_path: Path, link: str) -> None:
    assert "link-cannot-work" in told(tmp_path, f"{VISION}Our needs assessment is at {link} for all to read.\n")


@pytest.mark.parametrize(
    "words",
    [
        "See https://www.fennmoor.gov.uk/needs/2014, which is public.",
        "See www.fennmoor.gov.uk, and the board's papers.",
        "Write to plan@fennmoor.gov.uk.",
        "Ask at http://10.2.0.4/needs or at www.fennmoor.",
        "The http protocol is used and/or the secure one.",
    ],
)
def test_a_link_that_may_work_is_no_error(tmp_path: Path, words: str) -> None:
    assert "link-cannot-work" not in told(tmp_path, f"{VISION}{words}\n")


@pytest.mark.parametrize(
    "words",
    [
        "To be added – Ruth to send the wording",
        "To be completed by the finance lead",
        "Awaiting final figures from the trust",
        "The board met in May. [Ask Ruth for the minutes]",
        "The board met in May. [check before sending]",
        "Still to come from public health",
        "The board met in May (Ruth to check).",
        "NB: Ruth to update this before Friday.",
        "The map is on page __.",
    ],
)
def test_a_note_to_oneself_is_a_place_left_to_fill(tmp_path: Path, words: str) -> None:
    assert "placeholder-left-in" in told(tmp_path, f"{VISION}{words}\n")


@pytest.mark.parametrize(
    "words",
    [
        "To be confirmed as a carer a person needs no assessment, and nobody waits for support or for a first visit.",
        "People asked to be added to the register of carers.",
        "Reports are to be provided monthly to the board by both partners.",
        "Awaiting discharge was the commonest reason for a long stay in 2013.",
        "The two registers are compared monthly (Trust to supply the list).",
        "**Urgent care** NB: the figures are those of May. See section X.2.",
        "We spoke to carers [see the summary of 2013] and to their families.",
    ],
)
def test_words_that_only_look_like_a_note_are_left_alone(tmp_path: Path, words: str) -> None:
    assert "placeholder-left-in" not in told(tmp_path, f"{VISION}{words}\n")


@pytest.mark.parametrize(
    "words",
    [
        "A proportion of the adult population has been found to be at high risk of admission. 45% of them have a plan.",
        "A small number of adults are at high risk of admission, and 60% of those have a care plan.",
        "The majority of people at high risk are known to us. Of them 52% have a joint care plan.",
    ],
)
def test_words_for_the_share_at_high_risk_are_no_number(tmp_path: Path, words: str) -> None:
    assert "number-not-given" in told(tmp_path, f"3) National conditions\n{JOINT}{ASKED}{words}\n")


@pytest.mark.parametrize(
    "words",
    [
        "2.1% of the adult population are at high risk of admission, and 45% of them have a plan.",
        "Some people are at high risk of admission: 1.9% of adults registered here. Of them 45% have a plan.",
        "About 4,200 of the 210,000 adults are at high risk; a majority of people have a plan (61%).",
    ],
)
def test_a_share_given_is_found_among_words(tmp_path: Path, words: str) -> None:
    assert "number-not-given" not in told(tmp_path, f"3) National conditions\n{JOINT}{ASKED}{words}\n")


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("A large part of the pool of £14.2m protects it. Our share of the £135m is £520,000.", True),
        ("Most of the fund of £14,200,000 protects it.", True),
        ("£5.1m of the pool of £14.2m protects it.", False),
        ("The greater part of it, £5,100,000, protects it. Our share of the £135m is £520,000.", False),
        ("£5,100,000, and in it our share of the £135m, which is £520,000.", False),
    ],
)
def test_a_part_of_the_pool_is_no_sum(tmp_path: Path, words: str, missing: bool) -> None:
    assert ("number-not-given" in told(tmp_path, PROTECTED + words + "\n")) is missing


DAYS = ("01/04/2014", "01/06/2014", "15/09/2014", "01/11/2014", "01/02/2015", "31/03/2015")


def milestones(*days: str) -> str:
    rows = "".join(f"{day}\tStep {at} of the work is done\n" for at, day in enumerate(days))
    return f"4) Plan of action\na) Milestones\nMilestone date\tMilestone\n{rows}"


def test_one_milestone_out_of_order_has_a_wrong_date(tmp_path: Path) -> None:
    text = milestones(*DAYS[:4], "01/07/2014", *DAYS[4:])
    assert "milestones-out-of-order" in told(tmp_path, text)
    twice = milestones(*DAYS, *DAYS)  # two lists one below the other
    assert "milestones-out-of-order" not in told(tmp_path, twice)
    assert "milestones-out-of-order" in told(tmp_path, twice, Severity.WARNING)
    assert "milestones-out-of-order" not in told(tmp_path, milestones(*DAYS)) | told(
        tmp_path, milestones(*DAYS), Severity.WARNING
    )


def scheme(ref: str, name: str, money: str) -> str:
    return (
        f"Annex 1 – Detailed Scheme Description\nScheme ref no.\n{ref}\nScheme name\n{name}\n"
        f"Investment requirements\n{money}\nImpact of scheme\n120 fewer admissions in 2015/16\n"
        "Feedback loop\nA dashboard is reviewed monthly by the board.\n\n"
    )


@pytest.mark.parametrize(
    ("money", "severity"),
    [
        ("To be agreed with the trust", Severity.ERROR),
        ("No direct funding identified", Severity.ERROR),
        ("Paid for from within existing resources.", Severity.WARNING),
    ],
)
def test_a_scheme_without_money_among_paid_ones_is_an_error(tmp_path: Path, money: str, severity: Severity) -> None:
    paid = scheme("S1", "Reablement", "£1.2m in 2015/16") + scheme("S3", "Rapid response", "£900k in 2015/16")
    text = "6) Alignment\na) How does it align\nIt is all in line with the plans.\n"
    found = told(tmp_path, text + paid + scheme("S2", "Carers", money), severity)
    assert "scheme-without-money" in found


def test_bodies_with_their_part_in_brackets_are_named_one_by_one() -> None:
    listed = "Fennmoor CCG (lead), Otterby CCG (associate)"
    assert names_in(listed) == ["Fennmoor CCG", "Otterby CCG (associate)"]
