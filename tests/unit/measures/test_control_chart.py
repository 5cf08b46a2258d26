"""XmR: each rule fires once on a series made for it."""

import pytest

from joinedup.measures import Assurance, Direction, Rebase, Rule, Variation, control_chart

CALM = [10, 11, 9, 10, 11, 9, 10, 11, 9, 10, 11, 9]


def _at(chart, rule):
    return [index for index, point in enumerate(chart.points) if rule in point.rules]


def test_centre_and_limits_are_the_mean_and_266_moving_ranges():
    chart = control_chart([10, 12, 11, 13, 9])
    moving_range = (2 + 1 + 2 + 4) / 4
    assert chart.centre == 11
    assert chart.upper == pytest.approx(11 + 2.66 * moving_range)
    assert chart.lower == pytest.approx(11 - 2.66 * moving_range)


def test_a_calm_series_is_common_cause():
    chart = control_chart(CALM)
    assert chart.variation is Variation.COMMON_CAUSE
    assert all(not point.rules for point in chart.points)


def test_a_point_outside_the_limits():
    chart = control_chart([*CALM, 30, *CALM])
    assert _at(chart, Rule.OUTSIDE) == [12]


def test_seven_on_one_side_of_the_mean_and_six_are_not_enough():
    low, high = [8, 9, 8, 9, 8, 9, 8], [12, 11, 12, 11, 12, 11, 12]
    assert _at(control_chart(low + high), Rule.SHIFT) == list(range(14))
    assert _at(control_chart(low[:6] + high[:6]), Rule.SHIFT) == []


def test_a_point_on_the_mean_ends_a_run():
    chart = control_chart([9, 9, 9, 10, 9, 9, 9, 11, 11, 11, 10, 11, 11, 11])
    assert _at(chart, Rule.SHIFT) == []


def test_seven_points_up_or_down_and_six_are_not_enough():
    up = [1, 2, 3, 4, 5, 6, 7]
    assert _at(control_chart([5, 3, *up, 2, 6]), Rule.TREND) == list(range(2, 9))
    assert _at(control_chart([5, 3, *up[:6], 2, 6]), Rule.TREND) == []
    assert _at(control_chart([3, 5, *reversed(up), 8, 1]), Rule.TREND) == list(range(2, 9))


def test_two_of_three_close_to_a_limit_with_all_three_on_that_side():
    # mean 10.2 and mean moving range 4/3: the outer third begins 2.36 above the mean
    values = [10, 9, 10, 9, 10, 9, 10, 9, 13.1, 10.9, 13.1, 9, 10, 9, 10, 9, 10, 9, 10, 9]
    chart = control_chart(values)
    assert _at(chart, Rule.NEAR_LIMIT) == [8, 10]
    below = values.copy()
    below[9] = 9.5  # the one between is on the other side
    assert _at(control_chart(below), Rule.NEAR_LIMIT) == []


@pytest.mark.parametrize(
    ("direction", "value", "variation"),
    [
        (Direction.LOW, 30, Variation.CONCERN_HIGH),
        (Direction.LOW, -10, Variation.IMPROVEMENT_LOW),
        (Direction.HIGH, 30, Variation.IMPROVEMENT_HIGH),
        (Direction.HIGH, -10, Variation.CONCERN_LOW),
        (Direction.NEITHER, 30, Variation.NEUTRAL_HIGH),
        (Direction.NEITHER, -10, Variation.NEUTRAL_LOW),
    ],
)
def test_which_way_is_better_decides_what_a_special_cause_is(direction, value, variation):
    assert control_chart([*CALM, value], direction=direction).variation is variation


@pytest.mark.parametrize(
    ("direction", "target", "assurance"),
    [
        (Direction.LOW, 20, Assurance.PASS),
        (Direction.LOW, 1, Assurance.FAIL),
        (Direction.LOW, 10, Assurance.INCONSISTENT),
        (Direction.HIGH, 20, Assurance.FAIL),
        (Direction.HIGH, 1, Assurance.PASS),
        (Direction.HIGH, None, Assurance.NONE),
    ],
)
def test_assurance_says_whether_the_process_meets_its_target(direction, target, assurance):
    assert control_chart(CALM, direction=direction, target=target).assurance is assurance


def test_a_rebase_computes_afresh_and_must_say_why():
    chart = control_chart([*CALM, *(value + 50 for value in CALM)], rebases=[Rebase(12, "a new ward opened")])
    assert [round(chart.points[index].centre) for index in (0, 12)] == [10, 60]
    assert chart.variation is Variation.COMMON_CAUSE
    with pytest.raises(ValueError, match="reason"):
        control_chart(CALM, rebases=[Rebase(3, " ")])


def test_what_is_missing_or_not_complete_is_drawn_and_not_judged():
    chart = control_chart([*CALM[:6], None, *CALM[6:], 1.0], complete=[True] * 13 + [False])
    assert chart.centre == 10
    assert not chart.points[6].counted
    assert chart.points[13].value == 1.0
    assert chart.points[13].rules == ()
    assert "2 points are missing or not complete" in chart.warnings[0]


def test_a_short_series_warns_and_an_empty_one_is_no_error():
    assert "Only 3 points" in control_chart([1, 2, 3]).warnings[0]
    assert control_chart([]).variation is Variation.UNKNOWN
    assert control_chart([5]).centre is None


def test_a_flat_series_has_no_special_cause():
    assert all(not point.rules for point in control_chart([4.0] * 20).points)
