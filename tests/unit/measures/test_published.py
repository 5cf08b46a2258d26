"""What was loaded is kept with its edition, read by area and period, and never mixed with anything."""

import datetime as dt

import pytest

from joinedup.engine import Workspace, connect
from joinedup.measures import MEASURES
from joinedup.measures.feeds import (
    BESIDE,
    FEEDS,
    FeedError,
    PublishedArea,
    gaps,
    load_feed,
    loaded_files,
    published_areas,
    published_series,
    read_feed,
    same_area,
)
from joinedup.measures.feeds.discharge_sitrep import NOT_MEETING
from joinedup.measures.feeds.fingertips import INDICATORS, byar
from joinedup.measures.published import PUBLISHED

from .test_feeds import _workbook

DAY = dt.date
HEAD = "area_code,area_name,indicator_id,indicator_name,sex,age,period,count,denominator\n"
FALLS = INDICATORS["22401"].words


@pytest.fixture
def workspace(tmp_path):
    return Workspace.open(tmp_path / "w", create=True)


def _written(path, *rows):
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def _read(build, ask):
    with connect() as connection:
        build.open_in(connection)
        return ask(connection)


def test_counts_and_denominators_become_a_rate_with_limits_and_stay_beside_it(workspace, tmp_path):
    path = _written(tmp_path / "falls.csv", "E08000009,Trafford,22401,Falls,Persons,65+,2021/22,1000,50000")
    _, build = load_feed(workspace, path, edition="final", published=DAY(2023, 3, 7))
    area = PublishedArea("council", "E08000009", "Trafford", ("",))
    figure = FEEDS["fingertips"].figures[FALLS]
    (point,) = _read(build, lambda con: published_series(con, FEEDS["fingertips"], figure, area)).points
    assert (point.value, point.count, point.out_of) == (2000, 1000, 50000)
    # Byar by hand for 1000: 1000 (1 - 1/9000 - 1.96/94.87)^3 = 938.97; 1001 (1 - 1/9009 + 1.96/94.92)^3 = 1063.95
    assert (round(point.lower, 1), round(point.upper, 1)) == (1877.9, 2127.9)
    (file,) = _read(build, loaded_files)
    assert (file.edition, file.published, file.figures, file.standing) == ("final", DAY(2023, 3, 7), 5, 5)


def test_byar_of_none_and_one_are_the_known_limits():
    assert byar(0) == (0.0, pytest.approx(3.6890, abs=0.05))  # exact Poisson 3.689
    assert byar(10) == pytest.approx((4.79, 18.39), abs=0.02)  # Breslow and Day print 4.80 and 18.39


def test_sexes_are_told_apart_and_an_unknown_indicator_is_left_out_and_said(workspace, tmp_path):
    path = _written(
        tmp_path / "falls.csv",
        "E92000001,England,22401,Falls,Male,65+,2021/22,10,500",
        "E92000001,England,22401,Falls,Persons,65+,2021/22,,500",
        "E92000001,England,99999,Other,Persons,65+,2021/22,1,5",
    )
    read, build = load_feed(workspace, path)
    assert [finding.code for finding in read.findings] == ["feed-indicator-unknown"]
    feed = FEEDS["fingertips"]
    (area,) = _read(build, lambda con: published_areas(con, feed, feed.figures[FALLS]))
    assert (area.kind, area.categories) == ("england", ("", "Male"))
    (point,) = _read(build, lambda con: published_series(con, feed, feed.figures[FALLS], area)).points
    assert point.value is None, "a count held back is missing, not nought"


def test_a_file_with_no_known_indicator_is_refused(tmp_path):
    with pytest.raises(FeedError, match="none of the indicators"):
        read_feed(_written(tmp_path / "x.csv", "E92000001,England,1,Other,Persons,65+,2021/22,1,5"))


def test_daily_figures_are_read_as_the_mean_of_the_days_submitted(workspace, tmp_path):
    _, build = load_feed(workspace, _workbook(tmp_path / "april.xlsx"))
    feed = FEEDS["discharge-sitrep"]
    trust = PublishedArea("trust", "RZZ", "A TRUST", ("",))
    (point,) = _read(build, lambda con: published_series(con, feed, feed.figures[NOT_MEETING], trust)).points
    assert (point.start, point.end, point.value) == (DAY(2022, 4, 1), DAY(2022, 5, 1), 100)
    assert (point.not_submitted, point.told) == (1, 2), "the second day is a dash"


def test_a_later_file_says_what_it_takes_the_place_of_and_which_areas_it_lacks(workspace, tmp_path):
    both = [f"E0800000{at},Place {at},247,Dementia,Persons,All,2021/22,{at},900" for at in (1, 2)]
    load_feed(workspace, _written(tmp_path / "first.csv", *both))
    read, build = load_feed(workspace, _written(tmp_path / "second.csv", both[0].replace(",1,900", ",9,900")))
    (told,) = read.findings
    assert told.code == "feed-replaced"
    assert told.message.startswith("10 figures")
    assert "places that are not in it: 1;" in told.message
    newest, first = _read(build, loaded_files)
    assert (newest.file, newest.standing) == ("second.csv", 5)
    assert (first.file, first.figures, first.standing) == ("first.csv", 10, 0)


def test_the_same_file_twice_is_one_file(workspace, tmp_path):
    path = _written(tmp_path / "first.csv", "E08000001,Place,247,Dementia,Persons,All,2021/22,3,900")
    load_feed(workspace, path)
    read, build = load_feed(workspace, path)
    assert read.findings == ()
    assert [(file.figures, file.standing) for file in _read(build, loaded_files)] == [(5, 5)]


def test_a_year_nobody_told_anything_about_is_a_gap(workspace, tmp_path):
    rows = [f"E08000001,Place,247,Dementia,Persons,All,{year},3,900" for year in ("2018/19", "2020/21")]
    _, build = load_feed(workspace, _written(tmp_path / "first.csv", *rows))
    assert _read(build, gaps) == {"fingertips": [(DAY(2019, 4, 1), DAY(2020, 4, 1))]}


def test_the_cover_says_edition_and_day(tmp_path):
    import openpyxl

    path = _workbook(tmp_path / "april.xlsx")
    book = openpyxl.load_workbook(path)
    cover = book["Cover Sheet"]
    for row, (name, value) in enumerate(
        {"Published:": dt.datetime(2022, 5, 11), "Revised:": dt.datetime(2023, 12, 14), "Status:": "Revised"}.items(),  # noqa: DTZ001
        7,
    ):
        cover.cell(row, 2, name)
        cover.cell(row, 3, value)
    book.save(path)
    read = read_feed(path)
    assert (read.edition, read.published) == ("revised 14 December 2023", DAY(2022, 5, 11))


def test_a_board_has_two_codes_and_other_places_one():
    assert same_area("QYG") == same_area("E54000008") == {"QYG", "E54000008"}
    assert same_area("E08000009") == {"E08000009"}


def test_what_stands_beside_a_measure_is_a_figure_that_can_be_loaded():
    for one in BESIDE:
        assert one.measure in MEASURES
        assert one.figure in FEEDS[one.feed].figures


def test_a_measure_taken_from_a_feed_names_a_figure_of_it_and_no_measure_is_both():
    assert "patient_experience" in PUBLISHED
    for one in PUBLISHED.values():
        assert one.figure.name in one.feed.figures
        assert one.not_comparable_with
    assert not set(PUBLISHED) & set(MEASURES)


@pytest.mark.parametrize("text", [b"\xff\xfe\x00a", HEAD.encode() + b"E92000001,\xe9,247,D,Persons,All,2021/22,1,5\n"])
def test_a_file_that_is_not_text_is_refused_in_words(tmp_path, text):
    path = tmp_path / "x.csv"
    path.write_bytes(text)
    with pytest.raises(FeedError, match="cannot be read as text"):
        read_feed(path)


@pytest.mark.parametrize(
    "row", ["E92000001,England,247,D,Persons,All", "E92000001,England,247,D,Persons,All,2021/22,nan,5"]
)
def test_a_short_row_and_a_number_that_is_none_are_refused_in_words(tmp_path, row):
    with pytest.raises(FeedError, match=r"no period that can be read|not a number"):
        read_feed(_written(tmp_path / "x.csv", row))


def test_a_workbook_without_its_tables_is_refused_in_words(tmp_path):
    import openpyxl

    path = _workbook(tmp_path / "april.xlsx")
    book = openpyxl.load_workbook(path)
    del book["Table 4"]
    book.save(path)
    with pytest.raises(FeedError, match="not laid out as the report is"):
        read_feed(path)
