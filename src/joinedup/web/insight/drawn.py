"""A series as a control chart, and areas beside each other."""

from joinedup.measures import ControlChart, Point, Rule, Series, Variation
from joinedup.web.design import charts
from joinedup.web.insight.areas import Area
from joinedup.web.insight.words import figure, latest

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
            _label(point),
            point.value,
            _FLAGS.get(one.variation, charts.Flag.COMMON),
            ", ".join(str(rule) for rule in one.rules),
        )
        for point, one in zip(series.points, judged.points, strict=True)
    ]
    return charts.control_chart(title, points, _limits(judged), summary=summary, unit=series.measure.unit)


def beside(measured: list[tuple[Area, Series]], title: str, summary: str, strong: str) -> charts.Chart:
    """One bar an area, for the newest whole period of all of them."""
    found = [(area, series.measure, latest(series)) for area, series in measured]
    newest = max(point.period.start for _, _, point in found if point)
    bars = [
        charts.Bar(area.name, point.value or 0.0, figure(measure, point.value), area.id == strong)
        for area, measure, point in found
        if point and point.period.start == newest
    ]
    return charts.horizontal_bars(title, bars, summary=summary, column=measured[0][1].measure.unit)


def rules_fired(judged: ControlChart) -> list[Rule]:
    """The rules behind what the latest point says."""
    last = next((point for point in reversed(judged.points) if point.counted), None)
    return list(last.rules) if last else []


def _label(point: Point) -> str:
    return str(point.period) if point.complete or point.value is None else f"{point.period} (not all there)"


def _limits(judged: ControlChart) -> list[charts.Limits]:
    starts = sorted({0, *(rebase.at for rebase in judged.rebases if 0 < rebase.at < len(judged.points))})
    ends = [*starts[1:], len(judged.points)]
    made = []
    for first, end in zip(starts, ends, strict=True):
        point = judged.points[first]
        if point.centre is not None and point.lower is not None and point.upper is not None:
            made.append(charts.Limits(first, end, point.centre, point.lower, point.upper))
    return made
