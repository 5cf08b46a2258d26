"""Slips in tables of any layout: a column that breaks its rule, a quarter above its year, another unit, a least sum."""

from pathlib import Path

import pytest

from .checked import VISION, findings

MONTHS = "|".join(["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"])


def errors(tmp_path: Path, *rows: str) -> dict[str, str]:
    """The errors of a table in the middle of an answer: code and message."""
    text = "\n".join(row.replace("|", "\t") for row in rows)
    return {one.code: one.message for one in findings(tmp_path, f"{VISION}{text}\n")}


def gap(december: int) -> list[str]:
    has, needs = [40, 41, 42, 40, 41, 43, 44, 45, 48, 47, 45, 45], [38, 39, 40, 39, 37, 40, 43, 46, 51, 50, 44, 43]
    left = [one - two for one, two in zip(has, needs, strict=True)]
    left[8] = december
    rows = (("Beds we have", has), ("Beds asked for", needs), ("Have less asked for", left))
    return [f"Line|{MONTHS}", *(f"{label}|{'|'.join(map(str, row))}" for label, row in rows)]


def test_a_row_that_breaks_its_rule_in_one_month(tmp_path: Path) -> None:
    assert "-3 under 'Dec'" in errors(tmp_path, *gap(3))["row-breaks-its-rule"]
    assert "row-breaks-its-rule" not in errors(tmp_path, *gap(-3))


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("Falls admissions|210|200|2,200|215|835", True),
        ("Falls admissions|210|200|220|215|845", False),
        ("Falls admissions|210|200|220|215|894", True),
        ("Residents aged 65 and over|9,100|9,150|9,200|9,210|9,165", False),
        ("Average days of delay|5.1|4.9|5.0|4.8|4.9", False),
        ("Discharged on the day|84%|85%|86%|87%|86%", False),
    ],
)
def test_quarters_and_their_year(tmp_path: Path, row: str, wrong: bool) -> None:
    table = ("Measure|Q1|Q2|Q3|Q4|2025-26", row, "Long stays, number|62|60|61|57|240")
    assert ("year-is-not-its-parts" in errors(tmp_path, *table)) is wrong


def test_a_quarter_without_a_figure(tmp_path: Path) -> None:
    table = ("Measure|Q1|Q2|Q3|Q4|2025-26", "Falls admissions|210|200|220||845", "Long stays|62|60|61|57|240")
    assert "Q4" in errors(tmp_path, *table)["quarter-left-out"]
    assert "quarter-left-out" not in errors(tmp_path, table[0], table[2])


def test_pounds_among_thousands(tmp_path: Path) -> None:
    rows = ("Scheme|2015/16 £000", "Teams|4,100", "Beds|1,250,000", "Night care|900", "Carers|640", "Total|6,890")
    assert "1,250 was meant" in errors(tmp_path, *rows)["figure-above-its-total"]
    right = [row.replace("1,250,000", "1,250") for row in rows]
    assert "figure-above-its-total" not in errors(tmp_path, *right)


@pytest.mark.parametrize(("unit", "wrong"), [("Hours of care", True), ("Placements", False), ("Beds", False)])
def test_a_unit_of_another_service(tmp_path: Path, unit: str, wrong: bool) -> None:
    rows = (
        "No.|Scheme|Type of service|Output|Unit|Spend £",
        f"1|Nursing placements|Residential or nursing care|92|{unit}|415,000",
        "2|Home care|Home-based care|17,500|Hours of care|488,000",
    )
    assert ("unit-not-of-the-service" in errors(tmp_path, *rows)) is wrong


def test_less_planned_than_required_on_rows_of_their_own(tmp_path: Path) -> None:
    rows = (
        "Item|Amount £",
        "Required minimum, social care out of the NHS share|918,000",
        "Planned, social care out of the NHS share|824,000",
        "Required minimum, care outside hospital|600,000",
        "Planned, care outside hospital|650,000",
    )
    found = errors(tmp_path, *rows)
    assert "824,000" in found["social-care-below-least"]
    assert "outside-hospital-below-least" not in found


def test_shares_of_a_joint_scheme_in_columns_of_any_name(tmp_path: Path) -> None:
    head = "Scheme|If joint: NHS share|If joint: council share|2015/16"
    wrong = errors(tmp_path, head, "Step-up beds|60%|50%|1,250", "Night care|70%|30%|900")
    assert "110%" in wrong["joint-shares-not-100"]
    assert "joint-shares-not-100" not in errors(tmp_path, head, "Step-up beds|60%|40%|1,250", "Night care|0.7|0.3|900")


@pytest.mark.parametrize(("sent", "late"), [("4 April 2025", True), ("28 March 2025", False)])
def test_sent_after_the_day_it_was_due(tmp_path: Path, sent: str, late: bool) -> None:
    found = errors(tmp_path, "Returns are due on|31 March 2025", f"This return was sent on|{sent}")
    assert ("deadline-missed" in found) is late


def test_subtotals_are_no_parts_wherever_the_word_stands(tmp_path: Path) -> None:
    rows = (
        "Source|2015/16",
        "Council grant|1,240",
        "Council more|2,180",
        "NHS least|13,905",
        "Council, subtotal|3,420",
    )
    assert "table-does-not-add-up" not in errors(tmp_path, *rows, "NHS, subtotal|13,905", "TOTAL|17,325")
    assert "table-does-not-add-up" in errors(tmp_path, *rows, "NHS, subtotal|13,905", "TOTAL|17,235")


def test_conditions_in_a_table_of_the_plans_own(tmp_path: Path) -> None:
    head = "Condition|Met?|Evidence"
    told = (
        "Plans agreed|Yes|Minutes of 4 May",
        "Social care kept|Yes|Budget book, page 9",
        "Data shared|Yes|Audit of June",
    )
    found = errors(tmp_path, head, *told, "Care on all seven days|Yes|")
    assert "seven days" in found["condition-met-without-evidence"]
    assert "condition-met-without-evidence" not in errors(tmp_path, head, *told)


def test_more_avoided_than_the_people_of_the_row_had(tmp_path: Path) -> None:
    head = "Scheme|Change in activity|Saving £|How worked out"
    row = "Visits to care homes|-{n}|-190,720|90 residents had 74 admissions last year"
    other = "Night sitting|-40|-59,600|310 people had 420 admissions last year"
    assert "128 are to be avoided" in errors(tmp_path, head, row.format(n=128), other)["benefits-above-cohort"]
    assert "benefits-above-cohort" not in errors(tmp_path, head, row.format(n=38), other)


def test_trusts_on_a_row_each(tmp_path: Path) -> None:
    head = "Trust|2013/14 outturn|2014/15 plan|2015/16 plan|Change 14/15|Agrees with the figures?|Reasons"
    one = "Fennmoor Infirmary|19,980|20,180|19,474|1.0%|{said}|The summer was too busy for a fall of this size"
    two = "Lode Hospitals|4,310|4,330|4,231|0.5%|Yes|"
    assert "Fennmoor Infirmary" in errors(tmp_path, head, one.format(said="No"), two)["provider-disagrees"]
    assert "provider-disagrees" not in errors(tmp_path, head, one.format(said="Yes"), two)


@pytest.mark.parametrize(("end", "wrong"), [("March 2014", True), ("March 2015", False)])
def test_a_period_at_labels_that_ends_before_it_begins(tmp_path: Path, end: str, wrong: bool) -> None:
    found = errors(tmp_path, f"Starts: October 2014. Fully running: {end}. Measure: stays at home after 91 days.")
    assert ("period-reversed" in found) is wrong


@pytest.mark.parametrize(("other", "wrong"), [("4.0%", False), ("5.5%", True)])
def test_two_aims_for_one_calendar_year(tmp_path: Path, other: str, wrong: bool) -> None:
    found = errors(
        tmp_path,
        "We aim to reduce emergency admissions by 4.0% in 2015.",
        f"Both operating plans expect a fall of {other} in emergency admissions in 2015.",
    )
    assert ("targets-conflict" in found) is wrong
