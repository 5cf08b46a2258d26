"""A funnel plot: rates of places against their size, with limits that narrow as size grows."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from joinedup.web.design.charts import drawing as draw
from joinedup.web.design.charts.chart import Chart


@dataclass(frozen=True, slots=True)
class Dot:
    """One place: its size (denominator), its rate, and whether it lies outside the limits."""

    label: str
    size: float
    rate: float
    outside: bool = False


def funnel_plot(
    title: str,
    dots: Sequence[Dot],
    limits: Sequence[tuple[float, float, float]],
    *,
    mean: float,
    summary: str,
    unit: str = "",
    size_name: str = "People",
) -> Chart:
    """``limits`` are (size, lower, upper) in order of size, worked out by ``joinedup.measures``."""
    largest = max([*(dot.size for dot in dots), *(size for size, _, _ in limits)], default=1.0)
    across = draw.Scale(0.0, largest * 1.04, draw.LEFT, draw.WIDTH - draw.RIGHT)
    every = [*(dot.rate for dot in dots), mean, *(edge for _, low, high in limits for edge in (low, high))]
    upwards, marks = draw.upwards(every, from_zero=False)
    parts = [
        draw.vertical_axis(upwards, marks, unit),
        _sizes(across, draw.round_marks(0.0, largest), size_name),
        draw.line(draw.LEFT, upwards.at(mean), draw.WIDTH - draw.RIGHT, upwards.at(mean), "app-chart__mean"),
        draw.path([(across.at(size), upwards.at(low)) for size, low, _ in limits], "app-chart__limit"),
        draw.path([(across.at(size), upwards.at(high)) for size, _, high in limits], "app-chart__limit"),
        *(_dot(dot, across, upwards) for dot in dots),
    ]
    rows = [
        [dot.label, draw.number(dot.size), draw.number(dot.rate), "outside" if dot.outside else "inside"]
        for dot in dots
    ]
    legend = [
        ("circle", "inside the limits"),
        ("triangle", "outside the limits"),
        ("mean", "mean"),
        ("limit", "limits"),
    ]
    head = ["Place", size_name, unit or "Rate", "Limits"]
    return Chart(title, summary, draw.drawing(title, summary, parts), head, rows, legend)


def _sizes(across: draw.Scale, marks: Sequence[float], name: str) -> Markup:
    below = draw.HEIGHT - draw.BOTTOM + 30
    shown = [value for value in marks if value <= across.high]
    parts = [
        draw.text(draw.number(value), across.at(value), below, "app-chart__minor" if turn % 2 else "", "middle")
        for turn, value in enumerate(shown)
    ]
    return Markup("").join([*parts, draw.text(name, draw.WIDTH - draw.RIGHT, draw.HEIGHT - 6, anchor="end")])


def _dot(dot: Dot, across: draw.Scale, upwards: draw.Scale) -> Markup:
    words = f"{dot.label}: {draw.number(dot.rate)}, {'outside' if dot.outside else 'inside'} the limits"
    return draw.mark("triangle" if dot.outside else "circle", across.at(dot.size), upwards.at(dot.rate), words)
