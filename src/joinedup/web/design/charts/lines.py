"""Lines over time, told apart by their dashes and their shapes as well as by colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from joinedup.web.design.charts import drawing as draw
from joinedup.web.design.charts.chart import Chart

SHAPES = ("circle", "square", "triangle", "diamond")


@dataclass(frozen=True, slots=True)
class Series:
    """One line; a value for each label, None where there is none."""

    name: str
    values: Sequence[float | None]


def line_chart(
    title: str, labels: Sequence[str], series: Sequence[Series], *, summary: str, unit: str = "", from_zero: bool = True
) -> Chart:
    """Up to four lines over the same labels."""
    if len(series) > len(SHAPES):
        raise ValueError("more than four lines cannot be told apart: draw small charts side by side")
    across = draw.across(len(labels))
    every = [value for one in series for value in one.values if value is not None]
    upwards, marks = draw.upwards(every, from_zero=from_zero)
    parts = [draw.vertical_axis(upwards, marks, unit), draw.horizontal_axis(across, labels)]
    parts += [_one(one, turn, labels, across, upwards) for turn, one in enumerate(series)]
    rows = [[label, *(draw.number(one.values[at]) for one in series)] for at, label in enumerate(labels)]
    legend = [(SHAPES[turn], one.name) for turn, one in enumerate(series)]
    return Chart(title, summary, draw.drawing(title, summary, parts), ["", *(one.name for one in series)], rows, legend)


def _one(one: Series, turn: int, labels: Sequence[str], across: draw.Scale, upwards: draw.Scale) -> Markup:
    places = [(across.at(at), upwards.at(value), at) for at, value in enumerate(one.values) if value is not None]
    marks = [
        draw.mark(SHAPES[turn], x, y, f"{one.name}, {labels[at]}: {draw.number(one.values[at])}") for x, y, at in places
    ]
    runs = [list(run) for _, run in groupby(enumerate(places), lambda one: one[1][2] - one[0])]
    through = [
        draw.path([(x, y) for _, (x, y, _) in run], f"app-chart__line app-chart__line--{turn}") for run in runs
    ]  # a line broken where there is no value
    return Markup("").join([*through, *marks])
