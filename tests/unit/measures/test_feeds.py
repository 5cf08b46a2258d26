"""Published files load, ugly headers and all."""

import datetime as dt

import openpyxl
import pytest

from joinedup.engine import Workspace, connect
from joinedup.measures.feeds import FeedError, load_feed, read_feed
from joinedup.measures.feeds.discharge_sitrep import BED_DAYS, BY_PATHWAY, DISCHARGED, NOT_MEETING, REMAINING
from joinedup.measures.feeds.patient_experience import LOWER, SUPPORTED, UPPER

DAY = dt.date


def _noon(day):
    return dt.datetime.fromisoformat(f"2022-04-{day:02d}T00:00")


def _workbook(path, *, moved=0, first=(100, 40, 60)):
    """A made-up report of three days with one region, one board and one trust; ``moved`` rows of air above."""
    book = openpyxl.Workbook()
    cover = book.active
    cover.title = "Cover Sheet"
    cover["B4"], cover["C4"], cover["D4"], cover["E4"] = (
        "Period:",
        _noon(1),
        "-",
        _noon(30),
    )
    for number in (2, 3, 4, 5):
        sheet = book.create_sheet(f"Table {number}")
        top = 3 + moved
        if number == 2:
            for at in range(2):
                sheet.cell(top, 5 + 3 * at, _noon(1 + at))
                for offset, head in enumerate(
                    (
                        "who no longer meet the criteria to reside",
                        "Number of patients discharged",
                        "Number of patients remaining in hospital",
                    )
                ):
                    sheet.cell(top + 1, 5 + 3 * at + offset, head)
            figures = [*first, 90, 30, 60]
        elif number == 3:
            sheet.cell(top, 5, "w/c 29/04/2022 (daily snapshot)")
            sheet.cell(top + 1, 5, "Number of additional bed days, patients with length of stay of 7+ days")
            figures = [500]
        else:
            sheet.cell(top, 5, "April 2022 - heading")
            sheet.cell(top + 1, 5, "P0 - Domestic home\nwithout support")
            figures = [7]
        for offset, (two, three, four) in enumerate(
            (
                (None, None, "ENGLAND (Type 1 Trusts)"),
                (None, None, "NORTH"),
                (None, None, None),
                ("Region", "ICB Code", "ICB Name"),
                ("NORTH", "QZZ", "A BOARD"),
                (None, None, None),
                ("Region", "Org Code", "Org Name"),
                ("NORTH", "RZZ", "A TRUST"),
            )
        ):
            row = top + 2 + offset
            sheet.cell(row, 2, two), sheet.cell(row, 3, three), sheet.cell(row, 4, four)
            if four and three not in ("ICB Code", "Org Code"):
                for at, figure in enumerate(figures):
                    sheet.cell(row, 5 + at, "-" if three == "RZZ" and at == 3 else figure)
    book.save(path)
    return path


def _value(read, figure, area, start):
    (found,) = [value for value in read.values if (value.figure, value.area_code, value.start) == (figure, area, start)]
    return found.value


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_a_workbook_is_read_wherever_its_header_stands(tmp_path, moved):
    read = read_feed(_workbook(tmp_path / "april.xlsx", moved=moved))
    assert _value(read, NOT_MEETING, "ENGLAND", DAY(2022, 4, 1)) == 100
    assert _value(read, DISCHARGED, "QZZ", DAY(2022, 4, 2)) == 30
    assert _value(read, REMAINING, "NORTH", DAY(2022, 4, 2)) == 60
    assert _value(read, BED_DAYS, "RZZ", DAY(2022, 4, 29)) == 500
    assert {value.category for value in read.values if value.figure == BY_PATHWAY} == {
        "P0 - Domestic home without support"
    }


def test_a_dash_is_missing_and_not_nought(tmp_path):
    read = read_feed(_workbook(tmp_path / "april.xlsx"))
    assert _value(read, NOT_MEETING, "RZZ", DAY(2022, 4, 2)) is None
    assert "feed-not-submitted" in {finding.code for finding in read.findings}


def test_columns_that_do_not_subtract_are_told(tmp_path):
    read = read_feed(_workbook(tmp_path / "april.xlsx", first=(100, 40, 61)))
    assert "feed-remaining" in {finding.code for finding in read.findings}


def test_a_later_file_about_the_same_days_takes_the_place_of_the_first(tmp_path):
    workspace = Workspace.open(tmp_path / "w", create=True)
    load_feed(workspace, _workbook(tmp_path / "april.xlsx"))
    _, build = load_feed(workspace, _workbook(tmp_path / "revised.xlsx", first=(110, 50, 60)))
    with connect() as connection:
        build.open_in(connection)
        rows = connection.execute(
            "select value from feed_values where figure = ? and area_code = 'ENGLAND' order by start", [NOT_MEETING]
        ).fetchall()
    assert rows == [(110.0,), (90.0,)]


def test_a_nought_beside_a_busy_department_was_not_reported(tmp_path):
    path = tmp_path / "boards.csv"
    path.write_text(
        "icb_code,month,attendances,attendances_over_4hours,emergency_admissions,"
        "emergency_admissions_over_4hours_from_decision\nE54000034,2022-04-01,90000,0,10000,5\n",
        encoding="utf-8",
    )
    read = read_feed(path)
    assert _value(read, "attendances of over four hours", "E54000034", DAY(2022, 4, 1)) is None
    assert [finding.code for finding in read.findings] == ["feed-nought-not-reported"]


def test_patient_experience_is_the_share_of_yes_with_its_limits_and_a_dash_says_nothing(tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text(
        "area_kind,area_code,area_name,period,yes_definitely,yes_to_some_extent,no\n"
        "icb,QZZ,County board,2014/15,30,51,182\nicb,QYY,Next board,2014/15,30,-,182\n",
        encoding="utf-8",
    )
    read = read_feed(path)
    assert read.feed == "patient-experience"
    april = DAY(2014, 4, 1)
    # 81 of 263: Newcombe 1998 prints 0.2553 to 0.3662 for Wilson's limits
    found = [_value(read, name, "QZZ", april) for name in (SUPPORTED, LOWER, UPPER)]
    assert [round(value, 2) for value in found] == [30.8, 25.53, 36.62]
    assert _value(read, SUPPORTED, "QYY", april) is None
    assert [finding.code for finding in read.findings] == ["feed-limits-narrow"]


@pytest.mark.parametrize(
    ("name", "text"), [("x.csv", "a,b\n1,2\n"), ("x.txt", "hello"), ("x.xlsx", "not a workbook"), ("y.csv", "")]
)
def test_any_other_file_is_refused_in_words(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FeedError, match="not a published file"):
        read_feed(path)
