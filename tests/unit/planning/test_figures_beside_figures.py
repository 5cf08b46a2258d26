"""Figures made of the figures beside them, in sentences and in tables: each wrong one has its right twin."""

from pathlib import Path

import pytest

from .checked import VISION, codes, findings

TABLE = "CCG|2014/15 plan|2015/16 plan|Fewer|%"
SHARES = "Setting|Cost £000|Share of cost"


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        ("186 people were seen, and 80 (57%) went home.", "186 people were seen, and 80 (43%) went home.", "percent"),
        (
            "We plan 395 beds instead of 430, a fall of 18%.",
            "We plan 395 beds instead of 430, a fall of 8%.",
            "percent",
        ),
        (
            "There will be 46,300 residents, compared with 41,900 now: an increase of 4,400, or 15.0%.",
            "There will be 46,300 residents, compared with 41,900 now: an increase of 4,400, or 10.5%.",
            "percent",
        ),
        (
            "Admissions fall by 5.3% in 2015/16, that is by 519 from the 2013 figure of 14,820 to 14,301.",
            "Admissions fall by 3.5% in 2015/16, that is by 519 from the 2013 figure of 14,820 to 14,301.",
            "percent",
        ),
        ("Admissions: 22,265 to 20,150 ↑9.5%.", "Admissions: 22,265 to 20,150 ↓9.5%.", "percent"),
        (
            "There will be 380 admissions to care homes, 21 fewer than the 392 of this year.",
            "There will be 380 admissions to care homes, 12 fewer than the 392 of this year.",
            "percent",
        ),
        (
            "They would be 15,900; with the plan they will be 15,050, that is 1,850 below that forecast.",
            "They would be 15,900; with the plan they will be 15,050, that is 850 below that forecast.",
            "percent",
        ),
        ("29% have a plan (3,668 of 1,064).", "29% have a plan (1,064 of 3,668).", "count-impossible"),
        ("Of the 34, 41 scored 4 or more.", "Of the 34, 31 scored 4 or more.", "count-impossible"),
        ("About one in eight (17.3%) are over 65.", "About one in six (17.3%) are over 65.", "share-contradicts"),
        (
            "It costs £60,375,000 for 3,220 people, £1,875 each.",
            "It costs £60,375,000 for 3,220 people, £18,750 each.",
            "product",
        ),
        (
            "The amount is 1,205 x £1,490, or £1,759,450, at a marginal rate of 30%.",
            "The amount is 1,205 x £1,490, or £1,795,450, at a marginal rate of 30%.",
            "product",
        ),
        (
            "The homes have 1,420 people. The saving is £96 for each resident, £163,320 in the year.",
            "The homes have 1,420 people. The saving is £96 for each resident, £136,320 in the year.",
            "product",
        ),
        (
            "The 519 admissions avoided come from scheme 1 (310) and scheme 2 (290).",
            "The 519 admissions avoided come from scheme 1 (310) and scheme 2 (209).",
            "parts",
        ),
        (
            "We will spend £11.5m on adult social care. The minimum that is required is £12.4m.",
            "We will spend £12.5m on adult social care. The minimum that is required is £12.4m.",
            "social-care-below-least",
        ),
    ],
)
def test_a_figure_that_the_others_of_its_sentence_do_not_make(
    tmp_path: Path, wrong: str, right: str, code: str
) -> None:
    assert any(one.startswith(code) for one in codes(tmp_path, f"{VISION}{wrong}\n"))
    assert not codes(tmp_path, f"{VISION}{right}\n")


def table(*rows: str) -> str:
    return VISION + "\n".join(row.replace("|", "\t") for row in rows) + "\n"


@pytest.mark.parametrize(
    ("rows", "right", "wrong"),
    [
        (
            (TABLE, "One|15,120|14,590|530|3.5%", "Two|12,480|12,045|435|#", "Three|6,900|6,660|240|3.5%"),
            "3.5%",
            "5.3%",
        ),
        ((SHARES, "Emergency|24,150|40%", "Other|9,660|16%", "Community|7,245|12%", "Care|16,905|#"), "28%", "38%"),
        (
            ("Part|2013/14|2014/15|2015/16", "At home|318|340|#", "Discharged|396|418|448", "Share %|80.3|81.3|83"),
            "372",
            "732",
        ),
        (
            (
                "Trust|13/14|14/15|15/16|Change 14/15|Change 15/16",
                "A|4,310|4,330|4,231|#|-2.3%",
                "B|19,980|20,180|19,474|1.0%|-3.5%",
            ),
            "0.5%",
            "5.0%",
        ),
    ],
)
def test_a_cell_that_its_row_and_column_do_not_make(
    tmp_path: Path, rows: tuple[str, ...], right: str, wrong: str
) -> None:
    last = ("Total|34,500|33,295|1,205|3.5%",) if rows[0] == TABLE else ()
    last = ("Primary|2,415|4%", "All settings|60,375|100%") if rows[0] == SHARES else last
    for figure, told in ((wrong, True), (right, False)):
        text = table(*(row.replace("#", figure) for row in rows), *last)
        assert bool(codes(tmp_path, text) & {"rate-row-wrong", "percent-wrong"}) is told, figure


def test_a_fall_told_with_a_share_that_the_tables_do_not_make(tmp_path: Path) -> None:
    quarters = ("Year|Baseline|Plan", "Admissions|21,671|20,914", "Days|4,055|3,875")
    for share, wrong in (("5%", True), ("3.5%", False)):
        text = table(*quarters) + f"\nEmergency admissions fall by {share}, 757 fewer, in the payment year.\n"
        assert ("percent-wrong" in codes(tmp_path, text)) is wrong


def test_a_figure_put_off_in_a_row_of_figures(tmp_path: Path) -> None:
    rows = ("Measure|2013/14|2014/15|2015/16", "Stays|749|770|#", "Falls|210|200|190", "Calls|80|82|90")
    for said, wrong in (("awaiting survey results", True), ("780", False)):
        text = table(*(row.replace("#", said) for row in rows))
        assert any(one.code == "cell-left-empty" for one in findings(tmp_path, text)) is wrong
