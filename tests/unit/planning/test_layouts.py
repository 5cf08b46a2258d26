"""Answers are found by words, whatever the numbering, the table or the line they stand in."""

from pathlib import Path

import pytest

from joinedup.planning import Plan, check_plan, read_plan
from joinedup.planning.examples import laid_out, made_up, write_pdf
from joinedup.planning.examples.layout import Block
from joinedup.planning.importing.annexes import promises
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
    "Minimum required £957k value of pooled budget: 2014/15\n2015/16\t£17.324m",
    "Minimum required value £0.957m of pooled budget:\n2014/15\n2015/16\t£17.324m",
    "| Minimum required value of pooled budget: 2014/15 | £957,000 |\n| 2015/16 | £17,324,000 |",
]


@pytest.mark.parametrize("text", POOLS)
def test_the_pool_by_year(tmp_path: Path, text: str) -> None:
    plan = _plan(tmp_path, text)
    assert _pounds(plan, "1a.min_pool.2014_15") == 957_000
    assert _pounds(plan, "1a.min_pool.2015_16") == 17_324_000


def test_a_label_broken_round_its_value(tmp_path: Path) -> None:
    date = "Date agreed at Health 6 March 2014\n  and Well-Being Board:\n"
    plan = _plan(tmp_path, f"{date}Clinical Commissioning NHS North CCG\nGroups\tNHS South CCG")
    assert plan.text("1a.date_agreed_hwb") == "6 March 2014"
    assert plan.text("1a.ccgs") == "NHS North CCG\nNHS South CCG"


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


def test_a_markdown_table_is_one_table_with_its_heading(tmp_path: Path) -> None:
    text = (
        "RISKS\n| Risk | Risk rating | Mitigating actions |\n| --- | :--- | --- |\n| Staff leave | High | Recruit |\n"
    )
    [row] = _plan(tmp_path, text).of_kind("risk")
    assert (row.text("risk"), row.text("rating"), row.text("mitigation")) == ("Staff leave", "High", "Recruit")


def test_a_heading_and_rows_broken_over_spaced_lines(tmp_path: Path) -> None:
    text = (
        "RISKS\n"
        "There is a        Risk rating        Mitigating\n"
        "risk that         (high to low)      actions\n"
        "Staff leave       High               Recruit, and pay\n"
        "in winter                            a bonus in\n"
        "                                     March\n"
        "Money runs out    Low                Monthly forecast\n"
    )
    rows = _plan(tmp_path, text).of_kind("risk")
    assert [(row.text("risk"), row.text("rating"), row.text("mitigation")) for row in rows] == [
        ("Staff leave in winter", "High", "Recruit, and pay a bonus in March"),
        ("Money runs out", "Low", "Monthly forecast"),
    ]


def test_a_question_beside_its_answer_is_neither_answer_nor_flaw(tmp_path: Path) -> None:
    text = "e) Governance\nPlease give the oversight, governance, progress here.\tThe board meets each month.\n"
    plan = _plan(tmp_path, f"PLAN DETAILS\nLocal Authority: Westmoor\n{text}")
    assert "The board meets each month." in plan.text("2e.governance")
    assert "prompt-left-in" not in {finding.code for finding in check_plan(plan)}


def test_labels_broken_beside_their_values(tmp_path: Path) -> None:
    text = (
        "Date agreed at Health 6th March 2014\nand Well-Being Board:\nDate submitted: 4th April 2014\n"
        "Minimum required £957,000\nvalue of ITF pooled budget:\n2014/15\n2015/16 £17,324,000\n"
    )
    plan = _plan(tmp_path, text)
    assert plan.text("1a.date_agreed_hwb").startswith("6th March 2014")
    assert _pounds(plan, "1a.min_pool.2014_15") == 957_000
    assert _pounds(plan, "1a.min_pool.2015_16") == 17_324_000


def test_signatures_whose_labels_run_on_to_their_values(tmp_path: Path) -> None:
    text = (
        "Signed on behalf of the Council\nWestmoor County Council\nBy Jane Roe\nPosition Director\nDate 1 March 2014\n"
    )
    [block] = _plan(tmp_path, text).of_kind("signature")
    assert (block.text("by"), block.text("position"), block.text("date")) == ("Jane Roe", "Director", "1 March 2014")


def test_a_table_without_rules_whose_cells_stand_close(tmp_path: Path) -> None:
    head = ("There is a risk that", "Likelihood", "Potential impact", "Overall risk factor", "Mitigating actions")
    long = "The shared record is not ready when the first neighbourhood teams begin their work"
    rows = (
        head,
        (long, "2", "4 (£300k, falls on the council)", "8", "A view of the practice record is ready as a bridge"),
    )
    more = (("Too few nurses and therapists can be recruited for the nine teams", "4", "4", "16", "Joint recruitment"),)
    blocks = laid_out(made_up())
    at = next(n for n, block in enumerate(blocks) if block.rows and block.rows[0][0].startswith("There is a risk"))
    blocks[at] = Block("rows", rows=(*rows, *more))
    risks = read_plan(write_pdf(blocks, tmp_path / "plan.pdf", ruled=False)).of_kind("risk")
    assert [(row.text("likelihood"), row.text("score")) for row in risks] == [("2", "8"), ("4", "16")]
    assert risks[0].text("risk") == long


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("430 fewer non-elective admissions", [430]),
        ("Reduction in admissions: 430 Increase in care plans: 1,440", [430, 1440]),
        ("Non-elective admissions fall from 22,350 to 21,568", [782]),
        ("782 admissions (3.5% of 22,350)", [782]),
        ("84% still at home after 91 days", []),
    ],
)
def test_what_a_line_promises(text: str, told: list[int]) -> None:
    assert [count.number for count, _ in promises(text)] == told


def test_money_in_thousands_by_the_heading_above_it(tmp_path: Path) -> None:
    example = made_up()
    blocks = laid_out(example)
    rows = [row for block in blocks for row in block.rows]
    assert ("Investment requirements", "£6,200,000") in rows
    lines = ["\t".join(cell.replace("\n", " ") for cell in row) for row in rows if row[0].startswith("Scheme")][:2]
    text = "\n".join([*lines, "Investment requirements (£000)", "£6,200", "Feedback loop", "A survey each year."])
    path = tmp_path / "plan.txt"
    path.write_text(f"Better Care Fund\nUpdated July 2014\nANNEX 1 – Detailed Scheme Description\n{text}\n", "utf-8")
    [scheme] = read_plan(path, "p1-2014-07").of_kind("scheme")
    field = scheme.get("a1.investment")
    assert field is not None
    assert isinstance(field.parsed, Money)
    assert field.parsed.pounds == 6_200_000
