"""Plans by other hands: the same flaws in other words, other tables and other sheets, and what only looks like one."""

from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from joinedup.basics.finding import Severity
from joinedup.planning import check_plan, read_plan

from .checked import FORM, codes

SECTION = "5) Risks and contingency\na) Risk log\n"


def told(tmp_path: Path, text: str) -> set[str]:
    """The codes of the errors and warnings of a text."""
    return codes(tmp_path, FORM + text, Severity.ERROR, Severity.WARNING)


def says(tmp_path: Path, words: str) -> set[str]:
    return told(tmp_path, f"2) Vision for health and care services\na) Vision\n{words}\n")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Stays of over-75s rose from 6,120 in 2012/13 to 6,508 in 2013/14, an increase of 16.3%.", "percent-wrong"),
        ("It worked for 430 of the 500 people who came in 2013/14 (68%).", "percent-wrong"),
        ("The number over 65 will grow from 41,200 in 2014 to 46,968 in 2024, up 24%.", "percent-wrong"),
        ("Moves fell from 240 to 210 between 2011/12 and 2012/13, a rise of 12.5%.", "percent-wrong"),
        ("There were 240 moves in 2012/13; we plan for 210 in 2015/16, 15.2% fewer.", "percent-wrong"),
        ("4,100 of its 96,000 patients (14.3%) live over the border.", "percent-wrong"),
        ("We put £18.6m into one fund: £12.4m from health and £7.2m from the council.", "parts-do-not-add-up"),
        ("Savings of £3.1m are planned (£1.2m in 2014/15 and £2.9m in 2015/16).", "parts-do-not-add-up"),
        ("There will be 330 fewer admissions in 2015 at £1,490 each, £941,700 in all.", "product-wrong"),
        ("The fall of 330 admissions at £1,490 gives a fund of £941,700.", "product-wrong"),
        ("The plan begins in [month/year] with two teams.", "placeholder-left-in"),
        ("Reserves are £450,000k beside a fund of £18.6m.", "wrong-unit"),
    ],
)
def test_a_flaw_in_other_words_is_told(tmp_path: Path, words: str, code: str) -> None:
    assert code in says(tmp_path, words)


@pytest.mark.parametrize(
    "words",
    [
        "Stays of over-75s rose from 6,120 in 2012/13 to 6,508 in 2013/14, an increase of 6.3%.",
        "The number over 65 will grow from 41,200 in 2014 to 46,968 in 2024, up 14%.",
        "There were 240 moves in 2012/13; we plan for 210 in 2015/16, 12.5% fewer than then.",
        "Spending on beds falls from 46% to 41% of all, a fall of five percentage points.",
        "It worked for 430 of the 500 people who came in 2013/14 (86%).",
        "We put £18.6m into one fund: £12.4m from health and £6.2m from the council.",
        "About a third (£6.0m, 32%) helps people to come home.",
        "The fall of 330 admissions at £1,490 gives a fund of £491,700.",
        "Of the 11 community hospitals' 236 beds, 60 will become step-up beds.",
        "There will be 515 fewer admissions in 2015, worth £767k at £1,490 each.",
    ],
)
def test_what_only_looks_like_a_flaw_is_left_alone(tmp_path: Path, words: str) -> None:
    assert not says(tmp_path, words) & {
        "percent-wrong",
        "parts-do-not-add-up",
        "product-wrong",
        "wrong-unit",
        "count-impossible",
    }


LOG = "No.\tWhat could go wrong\tChance\tEffect\tTogether\tWhat we are doing about it\n"


def test_a_risk_log_is_known_by_other_titles(tmp_path: Path) -> None:
    rows = "1\tToo few therapists apply for posts\t4\t3\t12\tAdvert\n2\tBeds do not close in time\t3\t5\t{}\tReview\n"
    assert "risk-score-wrong" not in told(tmp_path, SECTION + LOG + rows.format(15))
    assert "risk-score-wrong" in told(tmp_path, SECTION + LOG + rows.format(12))


def test_one_risk_in_other_words_stands_twice(tmp_path: Path) -> None:
    rows = "1\tHome care suppliers leave the market\t3\t4\t12\tForum\n2\t{}\t2\t3\t6\tUplift\n"
    assert "risk-told-twice" in told(
        tmp_path, SECTION + LOG + rows.format("Home care suppliers could leave the local market")
    )
    other = (
        "1\tMoney moved out of hospitals puts the trust's finances in danger\t3\t4\t12\tForum\n2\t{}\t2\t3\t6\tUplift\n"
    )
    for words, twice in (
        ("The shift of funds endangers the hospital's finances", True),
        ("Funds for new homes are spent on hospital care", False),
    ):
        assert ("risk-told-twice" in told(tmp_path, SECTION + LOG + other.format(words))) is twice
    assert "risk-told-twice" not in told(
        tmp_path, SECTION + LOG + rows.format("Home care suppliers raise their prices")
    )


@pytest.mark.parametrize(("total", "wrong"), [("9,350", False), ("9,530", True)])
def test_a_list_with_one_column_makes_its_total(tmp_path: Path, total: str, wrong: bool) -> None:
    rows = "Ref\tScheme\t£000\nA1\tTeams\t4,950\nA2\tHome\t3,300\nA3\tCarers\t1,100\n\tAll schemes\t" + total
    found = told(tmp_path, f"3) Case for change\nThe figures are these.\n{rows}\n")
    assert ("table-does-not-add-up" in found) is wrong


@pytest.mark.parametrize(("change", "wrong"), [("-500", False), ("-5,000", True)])
def test_a_column_of_differences_is_reckoned(tmp_path: Path, change: str, wrong: bool) -> None:
    rows = "Service\t2012/13\t2013/14\tChange\nAcute\t31,200\t32,480\t1,280\nCommunity\t8,150\t8,390\t240\n"
    rows += f"Mental health\t6,020\t5,960\t-60\nSocial care\t19,400\t18,900\t{change}\n"
    assert ("table-does-not-add-up" in told(tmp_path, f"3) Case for change\nThe figures.\n{rows}\n")) is wrong


def test_people_are_not_added_to_pounds(tmp_path: Path) -> None:
    rows = (
        "Need\tPeople\tHospital £m\tCare £m\tTotal £m\nLow\t148,000\t21.3\t4.1\t25.4\nHigh\t6,200\t36.9\t31.4\t68.3\n"
    )
    assert "table-does-not-add-up" not in told(tmp_path, f"3) Case for change\nThe figures.\n{rows}\n")


def test_running_titles_do_not_part_a_label_from_its_value(tmp_path: Path) -> None:
    pages = [f"words of page {n}\n\n{n}\n\f Board paper\n\n" for n in (1, 2, 3)]
    path = tmp_path / "plan.txt"
    path.write_text(FORM + "".join(pages) + "ANNEX 1\nScheme ref no.\n\n4\n\f Board paper\n\nT1\nScheme name\nCampus\n")
    assert [row.text("a1.ref") for row in read_plan(path).of_kind("scheme")] == ["T1"]


def test_answers_numbered_in_one_paragraph_are_parted(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    document = Document()
    for text in (
        *FORM.splitlines(),
        "7.4 Joint assessment and accountable lead professional",
        "i) 1.8% of adults are at high risk of hospital admission. ii) The GP leads. iii) The share is not known.",
    ):
        document.add_paragraph(text)
    document.save(str(path))
    plan = read_plan(path)
    assert plan.text("7d.iii") == "iii) The share is not known."
    assert "number-not-given" in {one.code for one in check_plan(plan)}


def test_signatures_in_one_table_headed_signed_on_behalf_of(tmp_path: Path) -> None:
    rows = "Signed on behalf of\tName\tPosition\tDate\nNHS Vale CCG\tDr A Ford\tChair\t12 Feb 2014\n"
    rows += "Vale Council\tB Moss\tDirector\t12 Feb 2014\n"
    path = tmp_path / "plan.txt"
    path.write_text(f"{FORM}1) Plan details\nb) Authorisation and signoff\n{rows}\n")
    assert [row.text("by") for row in read_plan(path).of_kind("signature")] == ["Dr A Ford", "B Moss"]


def workbook(tmp_path: Path, *, given: int = 9640, joint: str = "Private Sector", rate: float = 640) -> set[str]:
    """A return with its sources printed block by block; what is told of it."""
    book = Workbook()
    sheet = book.active
    sheet.title = "HWB Funding Sources"
    for row in (
        ["HWB funding sources"],
        ["", "2014/15 £000", "2015/16 £000"],
        ["Local Authority Social Services"],
        ["Staverley Council", 800, 900],
        ["CCG Minimum Contribution"],
        ["NHS Staverley CCG", 0, given],
        ["Total Minimum CCG Contribution", 0, 9640],
    ):
        sheet.append(row)
    sheet = book.create_sheet("HWB Expenditure Plan")
    money = ("2014/15 £000", "2015/16 £000")
    sheet.append(["Scheme Name", "Area of Spend", "Commissioner", "Provider", "Source of Funding", *money])
    sheet.append(["Nurses", "Community Health", "CCG", joint, "CCG Minimum Contribution", 0, 9640])
    sheet.append(
        ["Store", "Social Care", "Local Authority", "Local Authority", "Local Authority Social Services", 800, 900]
    )
    sheet = book.create_sheet("Other figures")
    for row in (
        ["", "", "Year 1", "Year 2", "Year 3"],
        ["Falls", "Rate for 100,000", 650, rate, 630],
        ["", "Numerator", 130, 128, 126],
        ["", "Denominator", 20000, 20000, 20000],
    ):
        sheet.append(row)
    book.save(tmp_path / "part2.xlsx")
    found = check_plan(read_plan(tmp_path / "part2.xlsx"))
    return {one.code for one in found if one.severity is not Severity.ADVICE and one.code != "question-missing"}


def test_a_return_in_blocks_is_read_and_clean(tmp_path: Path) -> None:
    assert workbook(tmp_path) == set()


def test_sources_in_blocks_are_held_against_totals_and_spending(tmp_path: Path) -> None:
    assert {"sheet-total-wrong", "spending-above-source"} <= workbook(tmp_path, given=9460)


def test_a_row_of_rates_is_reckoned(tmp_path: Path) -> None:
    assert "rate-row-wrong" in workbook(tmp_path, rate=460)


def test_a_word_that_is_on_no_menu_is_still_told(tmp_path: Path) -> None:
    assert "not-on-the-menu" in workbook(tmp_path, joint="The usual people")
