"""Bars: upright for a few periods, lying for things with names. They always begin at nought."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from joinedup.web.design.charts import drawing as draw
from joinedup.web.design.charts.chart import Chart

ROW = 72
MOST = 40
"""Letters of a name that fit above its bar, on a phone too."""


@dataclass(frozen=True, slots=True)
class Bar:
    """``shown`` is the value in words (£1.2m, 14 %, *); ``strong`` sets one bar off from the others."""

    label: str
    value: float
    shown: str = ""
    strong: bool = False

    @property
    def words(self) -> str:
        """The value as it is read."""
        return self.shown or draw.number(self.value)


def bar_chart(title: str, bars: Sequence[Bar], *, summary: str, unit: str = "", column: str = "Value") -> Chart:
    """Upright bars."""
    across = draw.across(len(bars))
    upwards, marks = draw.upwards([bar.value for bar in bars])
    wide = round((draw.WIDTH - draw.LEFT - draw.RIGHT) / max(len(bars), 1) * 0.7, 1)
    parts = [draw.vertical_axis(upwards, marks, unit), draw.horizontal_axis(across, [bar.label for bar in bars])]
    parts += [_upright(bar, across.at(at) - wide / 2, wide, upwards) for at, bar in enumerate(bars)]
    return Chart(title, summary, draw.drawing(title, summary, parts), ["", column], _rows(bars))


def horizontal_bars(title: str, bars: Sequence[Bar], *, summary: str, column: str = "Value") -> Chart:
    """Lying bars, in the order given, each with its name before it and its value after it."""
    longest = max((bar.value for bar in bars), default=1.0) or 1.0
    scale = draw.Scale(0.0, longest, 0.0, draw.WIDTH - 130)
    parts = [_lying(bar, at, scale) for at, bar in enumerate(bars)]
    height = max(len(bars), 1) * ROW + 8
    return Chart(title, summary, draw.drawing(title, summary, parts, height), ["", column], _rows(bars))


def _upright(bar: Bar, left: float, wide: float, upwards: draw.Scale) -> Markup:
    top, floor = sorted((upwards.at(bar.value), upwards.at(0.0)))
    title = draw.tag("title", f"{bar.label}: {bar.words}")
    return draw.tag("rect", title, x=round(left, 1), y=top, width=wide, height=round(floor - top, 1), class_=_kind(bar))


def _lying(bar: Bar, at: int, scale: draw.Scale) -> Markup:
    top, end = at * ROW + 36, scale.at(max(bar.value, 0.0))
    title = draw.tag("title", f"{bar.label}: {bar.words}")
    rect = draw.tag("rect", title, x=0, y=top, width=end, height=28, class_=_kind(bar))
    name = draw.text(_short(bar.label), 0, top - 10)
    return Markup("").join([name, rect, draw.text(bar.words, end + 10, top + 22, "app-chart__value")])


def _kind(bar: Bar) -> str:
    return "app-chart__bar app-chart__bar--strong" if bar.strong else "app-chart__bar"


def _short(label: str) -> str:
    return label if len(label) <= MOST else label[: MOST - 1].rstrip() + "…"


def _rows(bars: Sequence[Bar]) -> list[list[str]]:
    return [[bar.label, bar.words] for bar in bars]
