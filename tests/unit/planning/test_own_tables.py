"""Plans of another hand: their own tables of signatures, milestones and hospitals, and other places' names."""

from pathlib import Path

import pytest

from joinedup.basics.finding import Severity
from joinedup.planning import read_plan
from joinedup.planning.checks.marked import marked
from joinedup.planning.reading.page import _BROKEN_NUMBER, _whole_number
from joinedup.planning.reading.regions import regions
from joinedup.planning.values import parse_percent

from .checked import VISION, codes
from .test_figures_beside_figures import table


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        (
            "One has 88% (£936,197) and Two 12% (£172,663) of the £1,063,860.",
            "One has 88% (£936,197) and Two 12% (£127,663) of the £1,063,860.",
            "percent-wrong",
        ),
        (
            "There are 412 men and 618 women, that is 45% and 60%.",
            "There are 412 men and 618 women, that is 40% and 60%.",
            "percent-wrong",
        ),
        (
            "A stay costs £1,490. At £1,490 each we expect more. 156 fewer admissions, worth £245,850, are planned.",
            "A stay costs £1,490. At £1,490 each we expect more. 165 fewer admissions, worth £245,850, are planned.",
            "product-wrong",
        ),
        (
            "It will prevent 415 admissions among those 3,200 people, who had 310 last year.",
            "It will prevent 415 admissions among those 3,200 people, who had 1,310 last year.",
            "benefits-above-cohort",
        ),
        (
            "44% of practices, well over half, take part.",
            "54% of practices, well over half, take part.",
            "share-contradicts-words",
        ),
        (
            "The first saves £412,140. The second saves £227,180. Together the saving is £693,320.",
            "The first saves £412,140. The second saves £227,180. Together the saving is £639,320.",
            "parts-do-not-add-up",
        ),
    ],
)
def test_a_sentence_of_another_hand(tmp_path: Path, wrong: str, right: str, code: str) -> None:
    assert code in codes(tmp_path, f"{VISION}{wrong}\n")
    assert not codes(tmp_path, f"{VISION}{right}\n")


@pytest.mark.parametrize(("told", "wrong"), [("£19,560,000", True), ("£19,650,000", False), ("£18,200,000", False)])
def test_a_total_told_with_two_digits_turned(tmp_path: Path, told: str, wrong: bool) -> None:
    rows = ("Scheme|2015/16 £", "Teams|12,000,000", "Carers|4,150,000", "Beds|3,500,000", "Total|19,650,000")
    assert bool(codes(tmp_path, f"{table(*rows)}\nThe whole pool of {told} is agreed.\n")) is wrong


MILESTONES = ("Milestone|Date", "Plan agreed|July 2014", "Teams chosen|{}", "Board meets|October 2014", "Pool opens|#")


@pytest.mark.parametrize(("when", "wrong"), [("April 2014", True), ("April 2015", False)])
def test_a_milestone_a_year_out(tmp_path: Path, when: str, wrong: bool) -> None:
    rows = [row.format("September 2014").replace("#", when) for row in MILESTONES]
    rows[4:4] = ["Staff move|December 2014", "Training|February 2015"]
    assert ("milestones-out-of-order" in codes(tmp_path, table(*rows))) is wrong


def test_who_is_named_and_who_signs_in_tables_of_a_plans_own(tmp_path: Path) -> None:
    first = ("Label|Said", "Councils|Fennmoor County Council", "CCGs|NHS Fennmoor CCG; NHS Wold CCG", "Pool|£1m")
    signed = ["Organisation|Signed by|Date", "Fennmoor County Council|A. Reed|3 July 2014"]
    signed += ["NHS Fennmoor CCG|B. Vale|3 July 2014", "NHS Wold CCG|C. Moss|4 July 2014"]
    for rows, wrong in ((signed[:3], True), (signed, False)):
        text = table(*first) + "\nThe plan was agreed.\n\n" + table(*rows).removeprefix(VISION)
        assert ("listed-not-signing" in codes(tmp_path, text)) is wrong


def test_hospitals_in_columns(tmp_path: Path) -> None:
    rows = ["Question|Fenn Hospital Trust|Wold Infirmary Trust", "2013/14 outturn|10,000|8,000"]
    rows += ["2014/15 plan|10,200|8,080", "2015/16 plan|9,843|7,797", "% change 14/15 on 13/14|{}|1.0%"]
    for share, wrong in (("5.0%", True), ("2.0%", False)):
        text = table(*(row.format(share) for row in rows))
        assert bool(codes(tmp_path, text)) is wrong


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("The people of Oakham told us what they want.", True),
        ("The people of Fennmoor told us what they want.", False),
        ("We learned from the people of Oakham, whose pilot we visited.", False),
        ("The Senior Council Officer agreed.", False),
    ],
)
def test_a_place_named_once_in_the_plan_of_another(tmp_path: Path, words: str, wrong: bool) -> None:
    own = "Fennmoor has 41,000 people. Fennmoor has two hospitals. In Fennmoor care is joined up.\n" * 40
    assert ("another-place-named" in codes(tmp_path, f"{VISION}{own}{words}\n")) is wrong


def test_a_dash_before_a_share_is_a_minus_and_two_shares_are_no_range() -> None:
    told = parse_percent("– 3.5%")
    assert told
    assert told.low == told.high == parse_percent("-3.5%").low  # type: ignore[union-attr]
    assert [one.kind for one in marked("They are 40% and 60%.").quantities] == ["P", "P"]
    assert not marked("They are between 40% and 60%, or 40% to 60%.").quantities


def test_a_page_in_two_columns_is_read_down_the_first_and_then_the_second() -> None:
    title = [_word("Plan", 60, 40), _word("of Fennmoor and of all its partners in the county", 100, 40, 300)]
    sides = [
        _word(text, left + 30 * at, 80 + 14 * row, 28)
        for left in (60, 320)
        for row in range(14)
        for at, text in enumerate(("we", "join", "up", "the", "care", "of", "people"))
    ]
    boxes = regions([*title, *sides], 595, 842)
    assert boxes[0][0::2] == (0.0, 595)
    lefts, rights = zip(*[(box[0], box[2]) for box in boxes[1:]], strict=True)
    assert lefts[0] == 0
    assert rights[0] == lefts[1]
    assert regions(sides[:98], 595, 842) == [(0.0, 0.0, 595, 842)]


def _word(text: str, left: float, top: float, wide: float = 30) -> dict[str, object]:
    return {"text": text, "x0": left, "x1": left + wide, "top": top, "bottom": top + 9.5}


@pytest.mark.parametrize(
    ("rows", "wrong", "right", "code"),
    [
        (("Year|Admissions|Change", "2016/17 outturn|22,610|", "2017/18 plan|22,384|#"), "+1.0%", "-1.0%", "percent"),
        (
            (
                "Metric|2022-23 number|2022-23 out of|2022-23 rate|2023-24 number|2023-24 out of|2023-24 rate",
                "At home after 91 days|312|385|81|342|410|#",
                "Moves to care homes|284|46,200|614.7|268|46,900|571.4",
            ),
            "88.4",
            "83.4",
            "rate-row-wrong",
        ),
        (
            ("Source|2017/18|2018/19", "CCG minimum|13,420|13,675", "Grant|6,730|8,275", "Total pooled fund|20,150|#"),
            "21,590",
            "21,950",
            "table-does-not-add-up",
        ),
    ],
)
def test_a_column_by_years(tmp_path: Path, rows: tuple[str, ...], wrong: str, right: str, code: str) -> None:
    for figure, told in ((wrong, True), (right, False)):
        found = codes(tmp_path, table(*(row.replace("#", figure) for row in rows)))
        assert any(one.startswith(code) for one in found) is told, figure
        assert told or "targets-conflict" not in found


def test_a_running_title_with_the_pages_number_is_no_row_of_the_plan(tmp_path: Path) -> None:
    said = ("The board agreed.", "Care is joined up.", "Money is pooled.", "Risks are shared.", "We shall see.")
    path = tmp_path / "plan.txt"
    path.write_text(
        "".join(f"{one}\n\nFennmoor plan 2017-19\tPage {at}\n\f" for at, one in enumerate(said, 1)), encoding="utf-8"
    )
    roles = {line.text: line.role for line in read_plan(path).source if line.text.strip()}
    assert {roles[f"Fennmoor plan 2017-19\tPage {number}"] for number in range(1, 6)} == {"furniture"}
    assert "furniture" not in {roles[one] for one in said}


SIGNED = (
    "Body|Signed by|Position|Date",
    "Fennmoor Council|A. Reed|Director|3 July 2014",
    "NHS Fennmoor CCG|B. Vale|Chair|4 July 2014",
)
DATES = ("Date|Milestone", "September 2014|Staff trained", "October 2014|Tenders invited for telecare")


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((*SIGNED, "NHS Upper Wold CCG|C. Moss|Chair|4 July 2014"), "signing-not-listed"),
        ((*SIGNED[:2], "NHS Fennmoor CCG|B. Vale|Chair|4 July 2014", "Fenn Community Trust|||"), "unsigned"),
        ((*DATES, "August 2014|Telecare contract awarded", "March 2015|Carers asked"), "events-out-of-order"),
        ((*DATES, "1 April 2015|Pooled fund opens", "31 May 2015|Section 75 agreement signed"), "events-out-of-order"),
        (("If not, by when?|To be achieved in due course", "Who leads on it?|The chief officer"), "number-not-given"),
        (
            (
                "Scheme|What it does",
                "One|A worker meets people at home on the day they leave and asks what they need",
                "Two|A worker meets people at home on the day they leave and asks what they need",
            ),
            "text-repeated",
        ),
        (
            (
                "Cost|£1,138,000",
                "Who it is for|1,420 residents. Last year they had 96 emergency admissions",
                "Benefit|113 admissions prevented in the year",
            ),
            "benefits-above-cohort",
        ),
        (
            ("CCG minimum|13,420|13,675", "NHS Upper Wold CCG minimum contribution|100|120", *SIGNED),
            "listed-not-signing",
        ),
    ],
)
def test_a_table_that_says_what_cannot_be(tmp_path: Path, rows: tuple[str, ...], code: str) -> None:
    parts = "\n\nNHS Fennmoor CCG and Fennmoor Council wrote it.\n\n".join(
        table(*part).removeprefix(VISION) for part in ((rows[:2], rows[2:]) if SIGNED[0] in rows[1:] else (rows,))
    )
    said = f"{VISION}NHS Fennmoor CCG, Fennmoor Council and Fenn Community Trust wrote it.\n\n{parts}"
    assert code in codes(tmp_path, said, Severity.ERROR, Severity.WARNING)
    right = said.replace("96 emergency", "196 emergency").replace("August 2014", "December 2014")
    right = (
        right.replace("31 May 2015", "20 March 2015")
        .replace("NHS Upper Wold CCG|", "")
        .replace("Upper Wold", "Fennmoor")
    )
    right = right.replace("To be achieved in due course", "July 2014").replace(
        "Trust\t\t\t", "Trust\tD. Orr\tHead\t4 July 2014"
    )
    right = right.replace("Two\tA worker", "Two\tA nurse")
    assert code not in codes(tmp_path, right, Severity.ERROR, Severity.WARNING)


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        (
            "Delays came to 6,120 days in 2012/13. The aim for 2015/16 is 5,202 days, which is 819 fewer.",
            "Delays came to 6,120 days in 2012/13. The aim for 2015/16 is 5,202 days, which is 918 fewer.",
            "percent-wrong",
        ),
        (
            "There will be 1,500 fewer admissions. At £1,490 for each admission the value is £2,325,000.",
            "There will be 1,500 fewer admissions. At £1,490 for each admission the value is £2,235,000.",
            "product-wrong",
        ),
        (
            "The CCG must spend at least £3,814,000 on such services. We plan to spend £3,418,000 on nurses.",
            "The CCG must spend at least £3,814,000 on such services. We plan to spend £3,841,000 on nurses.",
            "outside-hospital-below-least",
        ),
        (
            "The national deadline was 11 September 2017, and the plan was submitted on 21 September 2017.",
            "The national deadline was 11 September 2017, and the plan was submitted on 10 September 2017.",
            "deadline-missed",
        ),
    ],
)
def test_two_sentences_that_cannot_both_be(tmp_path: Path, wrong: str, right: str, code: str) -> None:
    assert code in codes(tmp_path, f"{VISION}{wrong}\n")
    assert code not in codes(tmp_path, f"{VISION}{right}\n")


def test_a_rise_of_a_row_told_with_another_share(tmp_path: Path) -> None:
    rows = ("Source|2023-24 (£)|2024-25 (£)", "Minimum|24,318,500|25,694,900", "Grant|2,406,000|2,406,000")
    for share, wrong in (("6.56%", True), ("5.66%", False)):
        text = f"{table(*rows)}\nThe minimum rises by £1,376,400, or {share}, in the second year.\n"
        assert ("percent-wrong" in codes(tmp_path, text)) is wrong


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        (
            "21,300 people live outside. They are 15.1% of the CCG's 185,200 patients.",
            "21,300 people live outside. They are 11.5% of the CCG's 185,200 patients.",
            "percent-wrong",
        ),
        (
            "The first had 42 people, the second 57, the third 51. In all there were 160 attendances.",
            "The first had 42 people, the second 57, the third 51. In all there were 150 attendances.",
            "parts-do-not-add-up",
        ),
        (
            "It is £4m in 2014/15 and £16,100,000 in 2015/16, of which £12,480,000 is the minimum, £2,240,000 is "
            "additional money and £1,200,000 is the Council's.",
            "It is £4m in 2014/15 and £16,100,000 in 2015/16, of which £12,480,000 is the minimum, £2,420,000 is "
            "additional money and £1,200,000 is the Council's.",
            "parts-do-not-add-up",
        ),
        (
            "The total is £31,000,000 in 2017/18 and £33,430,000 in 2018/19, £64,340,000 over the two years.",
            "The total is £31,000,000 in 2017/18 and £33,430,000 in 2018/19, £64,430,000 over the two years.",
            "parts-do-not-add-up",
        ),
        (
            "Of 1,200 discharges 300 (25.0%) were delayed: 185 for care, 75 for a home, 60 for a visit, and 30.",
            "Of 1,200 discharges 300 (25.0%) were delayed: 135 for care, 75 for a home, 60 for a visit, and 30.",
            "parts-do-not-add-up",
        ),
        (
            "The fund is 980 x £1,490 = £1,460,200. One bears 90% of this risk, £1,134,180, and Two 10%, £146,020.",
            "The fund is 980 x £1,490 = £1,460,200. One bears 90% of this risk, £1,314,180, and Two 10%, £146,020.",
            "percent-wrong",
        ),
        (
            "At £1,490 each. A stay costs £1,490. It is released by the quarter: 210 admissions, £321,900, in each.",
            "At £1,490 each. A stay costs £1,490. It is released by the quarter: 210 admissions, £312,900, in each.",
            "product-wrong",
        ),
        (
            "The minimum is £8,522,000 in 2017/18. Schemes out of hospital are worth £7,550,000, so it is met.",
            "The minimum is £6,522,000 in 2017/18. Schemes out of hospital are worth £7,550,000, so it is met.",
            "outside-hospital-below-least",
        ),
    ],
)
def test_figures_of_a_list_and_of_the_sentence_before(tmp_path: Path, wrong: str, right: str, code: str) -> None:
    assert code in codes(tmp_path, f"{VISION}{wrong}\n")
    assert code not in codes(tmp_path, f"{VISION}{right}\n")


@pytest.mark.parametrize(
    "said",
    [
        "The fund of £23.00m comes from the minimum (£19.10m), a grant (£1.75m), another (£0.55m), and £1.60m from us.",
        "It costs £31.6m, made up of £26.6m of the minimum (£16.5m from One and £10.1m from Two), £2.8m and £2.2m.",
        "There were 500 patients. 190 (38.0%) could leave. Of these 95 (50.0%) waited, 57 (30.0%) and 38 (20.0%) more.",
        "We asked 350 people. 245 (70.0%) said home, 70 (20.0%) said family and 35 (10.0%) said other things.",
        "In a survey of 1,150 residents 690 (60.0%) knew it; among carers it was 114 of 240 (47.5%).",
        "Breaks fail when nobody knows of them and when the cost is not known.",
        "Even if only one third of that share could be reached, about 10.7% of the admissions would be avoided.",
    ],
)
def test_a_right_sentence_with_figures_of_several_wholes(tmp_path: Path, said: str) -> None:
    assert not codes(tmp_path, f"{VISION}{said}\n")


@pytest.mark.parametrize(
    ("rows", "wrong", "right", "code"),
    [
        (("Metric|15/16 actual|16/17 plan|16/17 actual|Met?", "Stays|9,200|8,900|9,050|#"), "Yes", "No", "target"),
        (("Of|Volume|Unit|15/16", "Stays|203|£1,800|#", "Days|1,400|£250|£350,000"), "£356,400", "£365,400", "product"),
        (("Measure|Base", "Moves, per 100,000|# (2012/13: 261 people of 35,508)"), "753.0", "735.0", "rate-row"),
    ],
)  # fmt: skip
def test_a_row_whose_cells_do_not_agree(
    tmp_path: Path, rows: tuple[str, ...], wrong: str, right: str, code: str
) -> None:
    for figure, told in ((wrong, True), (right, False)):
        found = codes(tmp_path, table(*(row.replace("#", figure) for row in rows)))
        assert any(one.startswith(code) for one in found) is told, figure


def test_a_number_broken_in_a_narrow_cell_is_one_number() -> None:
    assert _BROKEN_NUMBER.sub(_whole_number, "20,10 0 and 1,234,5 67; 3,20 400") == "20,100 and 1,234,567; 3,20 400"


def test_a_change_across_a_row_with_the_other_sign(tmp_path: Path) -> None:
    for share, wrong in (("+10.0%", True), ("-10.0%", False), ("+4.0%", False)):
        rows = ("Measure|2013/14|2015/16|", f"Delayed days|6,240|5,616|{share}")
        assert ("percent-wrong" in codes(tmp_path, table(*rows))) is wrong


def test_a_name_before_a_count_is_no_list_of_names() -> None:
    text = marked("We expect 7,420 on pathway 1, 1,310 on pathway 2 and 640 on pathway 3, or 9,730 in all.")
    assert [int(one.value) for one in text.quantities] == [7420, 1310, 640, 9730]
    assert not marked("Schemes 1, 2 and 3 begin.").quantities
