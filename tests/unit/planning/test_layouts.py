"""Answers are found by words, whatever the numbering, the table or the line they stand in."""

from pathlib import Path

import pytest

from joinedup.planning import Plan, check_plan, read_plan
from joinedup.planning.values import Money


def _plan(folder: Path, text: str) -> Plan:
    path = folder / "plan.txt"
    path.write_text(f"Better Care Fund\n{text}", encoding="utf-8")
    return read_plan(path, "p1-2013-12")


def _pounds(plan: Plan, key: str) -> int | None:
    field = plan.get(key)
    return int(field.parsed.pounds) if field and isinstance(field.parsed, Money) else None


POOLS = [
    "Minimum required value of BCF pooled budget: 2014/15\t£957,000\n2015/16\t£17,324,000",
    "Minimum required value of ITF pooled budget: 2014/15 2015/16\t£957,000 £17,324,000",
    "Minimum required value of pooled budget:\t\t\n\t2014/15\t£957,000\n\t2015/16\t£17,324,000",
    "Minimum required value of pooled budget\n2014/15\n£957,000\n2015/16\n£17,324,000",
    "Minimum required value of pooled budget 2014/15: £957k\nMinimum required value of pooled budget 2015/16: £17.324m",
    "Minimum required value of pooled budget 2014/15 £000's\t£957\n2015/16 £000's\t£17,324",
    "| Minimum required value of pooled budget: 2014/15 | £957,000 |\n| 2015/16 | £17,324,000 |",
]


@pytest.mark.parametrize("text", POOLS)
def test_the_pool_by_year(tmp_path: Path, text: str) -> None:
    plan = _plan(tmp_path, text)
    assert _pounds(plan, "1a.min_pool.2014_15") == 957_000
    assert _pounds(plan, "1a.min_pool.2015_16") == 17_324_000


def test_a_value_apart_from_its_year_is_read_with_doubt(tmp_path: Path) -> None:
    known = "Total agreed value of budget: 2014/15\t£18, 949, 402\n"
    text = known + "Total agreed value of pooled budget\t£240m\n004=/40\n2015/16"
    field = _plan(tmp_path, text).get("1a.total_pool.2015_16")
    assert field is not None
    assert field.raw == "£240m"
    assert field.confidence < 0.6


@pytest.mark.parametrize("heading", ["e) Governance", "GOVERNANCE", "2.5 Governance arrangements", "(v) Governance:"])
def test_a_heading_by_its_words(tmp_path: Path, heading: str) -> None:
    text = f"1) PLAN DETAILS\nVISION AND SCHEMES\n{heading}\nThe board meets each month.\n9) NATIONAL CONDITIONS\n"
    assert _plan(tmp_path, text).text("2e.governance") == "The board meets each month."


def test_look_alike_letters_and_markup_are_read_as_what_they_mean(tmp_path: Path) -> None:
    text = (
        "b) Authorisation and signoff\nSigned on behalf of the Council\tWestmoor <b>County</b> Council\n"
        "\u0412\u0443\tJudith Marlow\nDate\t28 th March 2014\n"
    )
    [block] = _plan(tmp_path, text).of_kind("signature")
    assert block.text("body") == "Westmoor County Council"
    assert block.text("by") == "Judith Marlow"


def test_a_label_broken_over_lines(tmp_path: Path) -> None:
    text = (
        "Signed on behalf of the Clinical\t\nCommissioning Group\tNHS Upper Westmoor CCG\nBy\tAmina Holt\n"
        "\tDirector of Adults, Health and\nPosition\tHousing\nDate\t14 Feb 2014\n"
    )
    [block] = _plan(tmp_path, text).of_kind("signature")
    assert block.text("body") == "NHS Upper Westmoor CCG"
    assert block.text("position") == "Director of Adults, Health and Housing"


def test_risks_over_two_pages_and_broken_lines_are_whole_rows(tmp_path: Path) -> None:
    text = (
        "4) RISKS\nRisk\tRisk rating\tMitigating Actions\nMoney runs out before the\tHigh\tMonthly\n"
        "year ends\t\tforecast\n\nRisk\tRisk rating\tMitigating Actions\nStaff leave\tLow\tRecruit\n"
    )
    rows = _plan(tmp_path, text).of_kind("risk")
    assert [(row.text("risk"), row.text("rating"), row.text("mitigation")) for row in rows] == [
        ("Money runs out before the year ends", "High", "Monthly forecast"),
        ("Staff leave", "Low", "Recruit"),
    ]


def test_risks_as_labels_and_as_lines(tmp_path: Path) -> None:
    labelled = "RISKS\nRisk 1: Staff leave\nRisk rating: High\nMitigating actions: Recruit\n"
    [row] = _plan(tmp_path, labelled).of_kind("risk")
    assert (row.text("risk"), row.text("rating")) == ("Staff leave", "High")


def test_what_answers_nothing_is_kept(tmp_path: Path) -> None:
    plan = _plan(tmp_path, "Appendix 1\n28th January 2014\nPLAN DETAILS\nLocal Authority\tWestmoor\n")
    assert any("28th January 2014" in item.text for item in plan.unplaced)


def test_a_sign_off_laid_out_as_one_table(tmp_path: Path) -> None:
    text = (
        "Authorisation and sign off\nOrganisation\tName\tJob title\tDate\n"
        "NHS Upper Westmoor CCG\tAmina Holt\tAccountable Officer\t12/09/2014\n"
        "Westmoor County Council\tJane Roe\tDirector\t\n"
    )
    rows = _plan(tmp_path, text).of_kind("signature")
    assert [(row.text("role"), row.text("by"), row.text("date")) for row in rows] == [
        ("ccg", "Amina Holt", "12/09/2014"),
        ("council", "Jane Roe", ""),
    ]


def test_a_year_before_the_colon_belongs_to_the_sum_after_it(tmp_path: Path) -> None:
    field = _plan(tmp_path, "Total agreed value of pooled budget 2015/16: £16m\n").get("1a.total_pool.2015_16")
    assert field is not None
    assert (field.raw, field.confidence) == ("£16m", 1.0)


def test_a_table_of_contents_is_neither_the_plan_nor_a_gap(tmp_path: Path) -> None:
    text = (
        "Contents\n1. Plan details ......... 1\n2. Governance ......... 9\nPLAN DETAILS\nLocal Authority: Westmoor\n"
        "e) Governance\nPlease give the oversight, governance, progress.\nThe board meets each month.\n"
    )
    plan = _plan(tmp_path, text)
    assert plan.text("2e.governance") == "The board meets each month."
    assert "placeholder-left-in" not in {finding.code for finding in check_plan(plan)}


def test_a_position_that_reads_like_a_label_is_a_value(tmp_path: Path) -> None:
    text = (
        "Signed on behalf of the Council\nWestmoor County Council\nBy\nJane Roe\nPosition\nChair\nDate\n1 March 2014\n"
    )
    [block] = _plan(tmp_path, text).of_kind("signature")
    assert (block.text("position"), block.text("by")) == ("Chair", "Jane Roe")
