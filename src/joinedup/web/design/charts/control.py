"""A control chart (XmR) as NHS England's Making Data Count draws it: points, mean, limits, and what stands out.

The limits come worked out from ``joinedup.measures``; here they are only drawn. Where the process was re-based the
lines break: one ``Limits`` for each stretch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from markupsafe import Markup

from joinedup.web.design.charts import drawing as draw
from joinedup.web.design.charts.chart import Chart


class Flag(Enum):
    """What a point is, with the shape it is drawn in and the words for it."""

    COMMON = ("circle", "usual variation")
    IMPROVEMENT = ("square", "special variation, for the better")
    CONCERN = ("triangle", "special variation, of concern")
    NEUTRAL = ("diamond", "special variation")

    @property
    def shape(self) -> str:
        """The shape it is drawn in."""
        return self.value[0]

    @property
    def words(self) -> str:
        """The words for it."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Point:
    """One period. ``value`` None is a gap; ``why`` names the rule that flagged it."""

    label: str
    value: float | None
    flag: Flag = Flag.COMMON
    why: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Mean and limits for the points ``first`` up to, not including, ``end`` (counted from 0)."""

    first: int
    end: int
    mean: float
    lower: float
    upper: float


def control_chart(
    title: str,
    points: Sequence[Point],
    limits: Sequence[Limits],
    *,
    summary: str = "",
    unit: str = "",
    target: float | None = None,
    plan: Sequence[float | None] = (),
) -> Chart:
    """Points in order of time. ``plan`` has a value for each point, or is empty. ``summary`` is made unless given."""
    across = draw.across(len(points))
    upwards, marks = draw.upwards(_values(points, limits, target, plan), from_zero=False)
    parts = [
        draw.vertical_axis(upwards, marks, unit),
        draw.horizontal_axis(across, [point.label for point in points]),
        *(_limits(one, across, upwards) for one in limits),
        _target(target, upwards),
        draw.path([(across.at(at), upwards.at(value)) for at, value in enumerate(plan) if value is not None], _PLAN),
        *_joined(points, across, upwards),
        *(_mark(at, point, across, upwards) for at, point in enumerate(points) if point.value is not None),
    ]
    words = summary or _summary(points, limits)
    return Chart(
        title, words, draw.drawing(title, words, parts), *_table(points, limits, plan), _legend(points, target, plan)
    )


_PLAN = "app-chart__plan"


def _values(
    points: Sequence[Point], limits: Sequence[Limits], target: float | None, plan: Sequence[float | None]
) -> list[float]:
    found = [point.value for point in points] + [target, *plan]
    return [one for one in found if one is not None] + [edge for one in limits for edge in (one.lower, one.upper)]


def _limits(one: Limits, across: draw.Scale, upwards: draw.Scale) -> Markup:
    left, right = across.at(one.first - 0.5), across.at(one.end - 0.5)
    lines = [(one.mean, "app-chart__mean"), (one.lower, "app-chart__limit"), (one.upper, "app-chart__limit")]
    return Markup("").join(draw.line(left, upwards.at(at), right, upwards.at(at), kind) for at, kind in lines)


def _target(target: float | None, upwards: draw.Scale) -> Markup:
    if target is None:
        return Markup("")
    return draw.line(draw.LEFT, upwards.at(target), draw.WIDTH - draw.RIGHT, upwards.at(target), "app-chart__target")


def _joined(points: Sequence[Point], across: draw.Scale, upwards: draw.Scale) -> list[Markup]:
    """The line through the points, broken at gaps."""
    stretches: list[list[tuple[float, float]]] = [[]]
    for at, point in enumerate(points):
        if point.value is None:
            stretches.append([])
        else:
            stretches[-1].append((across.at(at), upwards.at(point.value)))
    return [draw.path(stretch, "app-chart__line") for stretch in stretches if stretch]


def _mark(at: int, point: Point, across: draw.Scale, upwards: draw.Scale) -> Markup:
    words = f"{point.label}: {draw.number(point.value)}, {point.flag.words}"
    return draw.mark(point.flag.shape, across.at(at), upwards.at(point.value or 0.0), words)


def _summary(points: Sequence[Point], limits: Sequence[Limits]) -> str:
    known = [point for point in points if point.value is not None]
    if not known:
        return "There are no values to show."
    last, flagged = known[-1], sum(point.flag is not Flag.COMMON for point in known)
    usual = f" Usually between {draw.number(limits[-1].lower)} and {draw.number(limits[-1].upper)}." if limits else ""
    stands = "No period stands out" if not flagged else f"{flagged} of {len(known)} periods stand out"
    return f"{draw.number(last.value)} in {last.label}: {last.flag.words}.{usual} {stands}."


def _table(
    points: Sequence[Point], limits: Sequence[Limits], plan: Sequence[float | None]
) -> tuple[list[str], list[list[str]]]:
    head = ["Period", "Value", *(["Plan"] if plan else []), "What it is", "Mean", "Lower limit", "Upper limit"]
    return head, [_row(at, point, limits, plan) for at, point in enumerate(points)]


def _row(at: int, point: Point, limits: Sequence[Limits], plan: Sequence[float | None]) -> list[str]:
    own = next((one for one in limits if one.first <= at < one.end), None)
    edges = [own.mean, own.lower, own.upper] if own else [None, None, None]
    planned = [draw.number(plan[at] if at < len(plan) else None)] if plan else []
    said = "no value" if point.value is None else "; ".join(filter(None, [point.flag.words, point.why]))
    return [point.label, draw.number(point.value), *planned, said, *(draw.number(edge) for edge in edges)]


def _legend(points: Sequence[Point], target: float | None, plan: Sequence[float | None]) -> list[tuple[str, str]]:
    flags = [flag for flag in Flag if any(point.flag is flag and point.value is not None for point in points)]
    lines = [("mean", "mean"), ("limit", "limits of usual variation")]
    lines += [("target", "target")] if target is not None else []
    lines += [("plan", "plan")] if any(value is not None for value in plan) else []
    return [(flag.shape, flag.words) for flag in flags] + lines
