"""Charts say the same thing three ways: a drawing, a sentence and a table."""

import re
from xml.etree import ElementTree as ET

import pytest

from joinedup.web.design import charts
from joinedup.web.design.charts import Flag, Limits, Point, Series
from joinedup.web.design.charts.drawing import mark_words, number, round_marks

from . import gallery

NS = "{http://www.w3.org/2000/svg}"


def _all() -> list[charts.Chart]:
    return [one for one in gallery.made().values() if isinstance(one, charts.Chart)]


@pytest.mark.parametrize("chart", _all(), ids=lambda chart: chart.title)
def test_every_chart_is_named_and_described_and_has_its_table(chart: charts.Chart) -> None:
    svg = ET.fromstring(str(chart.svg))
    assert svg.find("title").text == chart.title
    assert svg.find("desc").text == chart.summary
    assert svg.get("role") == "img"
    assert all(len(row) == len(chart.head) for row in chart.rows)


@pytest.mark.parametrize("chart", _all(), ids=lambda chart: chart.title)
def test_no_chart_breaks_the_content_security_policy(chart: charts.Chart) -> None:
    assert not re.search(r"style|script|on[a-z]+=|http", str(chart.svg).replace("app-chart", ""))


def test_flagged_points_differ_by_shape() -> None:
    drawn = str(gallery.control().svg)
    assert drawn.count("app-chart__mark--triangle") == 1
    assert drawn.count("app-chart__mark--square") == 1
    assert drawn.count("app-chart__mark--diamond") == 1
    assert drawn.count("app-chart__mark--circle") == 20


def test_a_gap_breaks_the_line_and_is_said_in_the_table() -> None:
    chart = charts.control_chart("T", [Point("1", 1), Point("2", None), Point("3", 3)], [Limits(0, 3, 2, 1, 3)])
    assert str(chart.svg).count('class="app-chart__line"') == 2
    assert chart.rows[1][2] == "no value"


def test_limits_break_where_the_process_was_re_based() -> None:
    assert str(gallery.control().svg).count('class="app-chart__limit"') == 4


def test_the_sentence_says_what_is_so() -> None:
    points = [Point("April", 100), Point("May", 130, Flag.CONCERN, "above the upper limit")]
    chart = charts.control_chart("T", points, [Limits(0, 2, 100, 90, 110)])
    assert (
        chart.summary
        == "130 in May: special variation, of concern. Usually between 90 and 110. 1 of 2 periods stand out."
    )
    assert chart.rows[1][2] == "special variation, of concern; above the upper limit"


def test_nothing_to_show_is_said() -> None:
    assert charts.control_chart("T", [], []).summary == "There are no values to show."


def test_names_are_escaped() -> None:
    chart = charts.horizontal_bars("<b>", [charts.Bar("<script>", 1)], summary="&")
    assert "<script>" not in str(chart.svg)
    ET.fromstring(str(chart.svg))


def test_more_than_four_lines_are_refused() -> None:
    with pytest.raises(ValueError, match="told apart"):
        charts.line_chart("T", ["1"], [Series(str(at), [1.0]) for at in range(5)], summary="")


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [(0, 100, [0, 20, 40, 60, 80, 100]), (0, 7, [0, 2, 4, 6, 8]), (95, 105, [94, 96, 98, 100, 102, 104, 106])],
)
def test_marks_are_round_and_enclose(low: float, high: float, marks: list[float]) -> None:
    assert round_marks(low, high) == marks


@pytest.mark.parametrize(
    ("value", "words"),
    [(1234, "1,234"), (12.34, "12.3"), (0.456, "0.46"), (None, "–"), (float("nan"), "–"), (0, "0"), (250.4, "250")],
)
def test_numbers_have_as_many_places_as_they_need(value: float | None, words: str) -> None:
    assert number(value) == words


def test_a_heat_table_says_its_numbers_and_does_not_shade_what_is_hidden() -> None:
    made = charts.heat_table(
        "T", ["a", "b"], [("x", [(10.0, "£10"), (None, "*")]), ("y", [(0.0, "£0"), (50.0, "£50")])], summary=""
    )
    assert [[(cell.words, cell.step) for cell in cells] for _, cells in made.rows] == [
        [("£10", 1), ("*", 0)],
        [("£0", 0), ("£50", 5)],
    ]


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ([100.0, 100.5, 101.0], ["100.0", "100.5", "101.0"]),
        ([0.0, 0.25, 0.5], ["0.00", "0.25", "0.50"]),
        ([0.0, 2500.0], ["0", "2,500"]),
    ],
)
def test_no_two_marks_of_an_axis_read_the_same(marks, words) -> None:
    assert mark_words(marks) == words


def test_where_nothing_was_told_the_line_is_broken() -> None:
    whole, broken = (
        charts.line_chart("T", ["1", "2", "3", "4", "5"], [Series("A", values)], summary="S")
        for values in ([1, 2, 3, 4, 5], [1, 2, None, 4, 5])
    )
    assert (str(whole.svg).count("app-chart__line--0"), str(broken.svg).count("app-chart__line--0")) == (1, 2)
