"""A measure in words: the figure, how sure it is, and what moved."""

import re
from collections.abc import Sequence

from joinedup.measures import MEASURES, Kind, Measure, Point, Series, Variation

_MOVED = {
    Variation.COMMON_CAUSE: "no change beyond chance",
    Variation.IMPROVEMENT_HIGH: "higher, which is better",
    Variation.IMPROVEMENT_LOW: "lower, which is better",
    Variation.CONCERN_HIGH: "higher, which is worse",
    Variation.CONCERN_LOW: "lower, which is worse",
    Variation.NEUTRAL_HIGH: "higher than usual",
    Variation.NEUTRAL_LOW: "lower than usual",
    Variation.UNKNOWN: "too few periods to say",
}
_TAGS = {
    Variation.IMPROVEMENT_HIGH: "nhsuk-tag--blue",
    Variation.IMPROVEMENT_LOW: "nhsuk-tag--blue",
    Variation.CONCERN_HIGH: "nhsuk-tag--orange",
    Variation.CONCERN_LOW: "nhsuk-tag--orange",
}


def moved(variation: Variation) -> str:
    """What a control chart's latest point says."""
    return _MOVED[variation]


def tag_of(variation: Variation) -> str:
    """The colour of its tag; the words carry the meaning."""
    return _TAGS.get(variation, "nhsuk-tag--grey")


def figure(measure: Measure, value: float | None) -> str:
    """The value as it is read."""
    if value is None:
        return "not available"
    if measure.kind in (Kind.PROPORTION, Kind.SHARE):
        return f"{value:.1f}".removesuffix(".0") + "%"
    return f"{value:,.1f}" if value < 1000 else f"{value:,.0f}"


def with_unit(measure: Measure, value: float | None) -> str:
    """The value and what it is of: "50% of deaths", "12.3 days for each discharge"."""
    return f"{figure(measure, value)} {unit_beside(measure)}"


def unit_beside(measure: Measure) -> str:
    """The unit where the figure stands beside it and says its own per cent sign."""
    return measure.unit.removeprefix("per cent ")


def said(sentences: Sequence[str]) -> str:
    """Remarks on a measure in one line; other measures are called by their titles."""
    return re.sub(r"\b[a-z]+(?:_[a-z0-9]+)+\b", lambda found: _title(found[0]), "; ".join(sentences))


def _title(name: str) -> str:
    return f"“{MEASURES[name].title}”" if name in MEASURES else name


def interval(measure: Measure, point: Point) -> str:
    """How sure: the 95 % interval, where the measure has one."""
    if point.lower is None or point.upper is None:
        return ""
    return f"{figure(measure, point.lower)} to {figure(measure, point.upper)}"


def latest(series: Series) -> Point | None:
    """The newest period that is all there."""
    return next((point for point in reversed(series.points) if point.complete and point.value is not None), None)


def mostly_shown(series: Series) -> bool:
    """Whether at least half of the periods that are all there have a figure."""
    whole = [point.value is not None for point in series.points if point.complete or is_hidden(point)]
    return any(whole) and 2 * sum(whole) >= len(whole)


def is_hidden(point: Point) -> bool:
    """Whether a figure is kept back because it, or another it would give away, rests on a few people."""
    return point.value is None and point.method.startswith("hidden")


def hidden(series: Series) -> str:
    """How many periods are hidden, and what to do; nothing when none are."""
    count = sum(map(is_hidden, series.points))
    if not count:
        return ""
    which = (
        "Every period is" if count == len(series.points) else "1 period is" if count == 1 else f"{count} periods are"
    )
    return (
        f"{which} hidden: a figure that rests on 1 to 7 people, or would give one away, is not shown. "
        "Longer periods and larger places show more."
    )
