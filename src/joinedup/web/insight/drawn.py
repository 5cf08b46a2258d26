"""A series as a control chart, and areas beside each other."""

from joinedup.measures import ControlChart, Rule, Series, Variation
from joinedup.web.design import charts
from joinedup.web.insight.areas import Area
from joinedup.web.insight.words import figure

_FLAGS = {
    Variation.IMPROVEMENT_HIGH: charts.Flag.IMPROVEMENT,
    Variation.IMPROVEMENT_LOW: charts.Flag.IMPROVEMENT,
    Variation.CONCERN_HIGH: charts.Flag.CONCERN,
    Variation.CONCERN_LOW: charts.Flag.CONCERN,
    Variation.NEUTRAL_HIGH: charts.Flag.NEUTRAL,
    Variation.NEUTRAL_LOW: charts.Flag.NEUTRAL,
}


def control(series: Series, judged: ControlChart, title: str, summary: str) -> charts.Chart:
    """Points, mean and limits; where the process was re-based the lines break."""
    points = [
        charts.Point(
            str(point.period) if point.complete else f"{point.period} (not all there)",
            point.value,
            _FLAGS.get(one.variation, charts.Flag.COMMON),
            ", ".join(str(rule) for rule in one.rules),
        )
        for point, one in zip(series.points, judged.points, strict=True)
    ]
    return charts.control_chart(title, points, _limits(judged), summary=summary, unit=series.measure.unit)


def beside(measured: list[tuple[Area, Series]], title: str, summary: str, strong: str) -> charts.Chart:
    """One bar an area, for its newest whole year."""
    bars = []
    for area, series in measured:
        values = [point for point in series.points if point.value is not None and point.complete]
        if values:
            value = values[-1].value or 0.0
            bars.append(charts.Bar(area.name, value, figure(series.measure, value), area.id == strong))
    return charts.horizontal_bars(title, bars, summary=summary, column=measured[0][1].measure.unit if measured else "")


def rules_fired(judged: ControlChart) -> list[Rule]:
    """The rules behind what the latest point says."""
    last = next((point for point in reversed(judged.points) if point.counted), None)
    return list(last.rules) if last else []


def _limits(judged: ControlChart) -> list[charts.Limits]:
    starts = sorted({0, *(rebase.at for rebase in judged.rebases if 0 < rebase.at < len(judged.points))})
    ends = [*starts[1:], len(judged.points)]
    made = []
    for first, end in zip(starts, ends, strict=True):
        point = judged.points[first]
        if point.centre is not None and point.lower is not None and point.upper is not None:
            made.append(charts.Limits(first, end, point.centre, point.lower, point.upper))
    return made
