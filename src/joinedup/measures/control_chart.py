"""XmR control charts, as Making Data Count draws them.

Centre: the mean. Limits: the mean plus and minus 2.66 times the mean moving range. Four rules mark special causes: a
point outside the limits; a run on one side of the mean; a run up or down; two of three points close to one limit (in
the outer third) with all three on that side. After NHS England's Making Data Count and NHSRplotthedots.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from joinedup.measures.measure import Direction

SHORT = 12
_Floats = npt.NDArray[np.float64]
_Flags = npt.NDArray[np.bool_]


class Rule(StrEnum):
    """What makes a point stand out."""

    OUTSIDE = "outside the limits"
    SHIFT = "run on one side of the mean"
    TREND = "run up or down"
    NEAR_LIMIT = "two of three close to a limit"


class Variation(StrEnum):
    """What the latest point says."""

    COMMON_CAUSE = "common cause"
    IMPROVEMENT_HIGH = "improvement, high"
    IMPROVEMENT_LOW = "improvement, low"
    CONCERN_HIGH = "concern, high"
    CONCERN_LOW = "concern, low"
    NEUTRAL_HIGH = "special cause, high"
    NEUTRAL_LOW = "special cause, low"
    UNKNOWN = "too few points"


class Assurance(StrEnum):
    """Whether the process, as it runs, meets the target."""

    PASS = "will meet the target"  # noqa: S105 - not a password
    FAIL = "will miss the target"
    INCONSISTENT = "may meet or miss the target"
    NONE = "no target"


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long a run must be; a place may choose its own."""

    shift: int = 7
    trend: int = 7
    near: int = 2
    near_of: int = 3
    limit: float = 2.66
    close: float = 2 / 3


USUAL = Lengths()


@dataclass(frozen=True, slots=True)
class Rebase:
    """From this point on the limits are computed afresh, and why."""

    at: int
    reason: str


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One point: its value, its segment's centre and limits, the rules that fired, and what they mean."""

    value: float | None
    centre: float | None
    lower: float | None
    upper: float | None
    rules: tuple[Rule, ...]
    variation: Variation
    counted: bool  # False: missing or not complete, so drawn but not judged


@dataclass(frozen=True, slots=True)
class ControlChart:
    """Points in order, with the words for the latest one. ``centre`` and limits are the last segment's."""

    points: tuple[ChartPoint, ...]
    centre: float | None
    lower: float | None
    upper: float | None
    variation: Variation
    assurance: Assurance
    rebases: tuple[Rebase, ...]
    warnings: tuple[str, ...]


def control_chart(
    values: Sequence[float | None],
    *,
    direction: Direction = Direction.NEITHER,
    complete: Sequence[bool] | None = None,
    target: float | None = None,
    rebases: Sequence[Rebase] = (),
    lengths: Lengths = USUAL,
    floor: float | None = None,
    ceiling: float | None = None,
) -> ControlChart:
    """The chart of ``values`` in time order.

    Points that are None or not ``complete`` are drawn and not judged, and are left out of the centre and the limits.
    ``floor`` and ``ceiling`` keep the limits within what can happen (nought for a rate; nought and 100 for per cent of
    cases). Each rebase must say why.
    """
    if any(not rebase.reason.strip() for rebase in rebases):
        raise ValueError("a rebase needs a reason")
    judged = [value is not None and (complete is None or complete[index]) for index, value in enumerate(values)]
    points: list[ChartPoint] = []
    for start, end in _segments(len(values), rebases):
        points += _segment(values[start:end], judged[start:end], direction, lengths, (floor, ceiling))
    last = next((point for point in reversed(points) if point.counted), None)
    return ControlChart(
        points=tuple(points),
        centre=last.centre if last else None,
        lower=last.lower if last else None,
        upper=last.upper if last else None,
        variation=last.variation if last else Variation.UNKNOWN,
        assurance=_assurance(last, target, direction),
        rebases=tuple(rebases),
        warnings=_warnings(sum(judged), len(values) - sum(judged)),
    )


def _segments(count: int, rebases: Sequence[Rebase]) -> list[tuple[int, int]]:
    starts = sorted({0, *(rebase.at for rebase in rebases if 0 < rebase.at < count)})
    return list(zip(starts, [*starts[1:], count], strict=True))


def _segment(
    values: Sequence[float | None],
    judged: Sequence[bool],
    direction: Direction,
    lengths: Lengths,
    possible: tuple[float | None, float | None],
) -> list[ChartPoint]:
    found: _Floats = np.array([value for value, ok in zip(values, judged, strict=True) if ok], dtype=np.float64)
    if len(found) < 2:
        return [ChartPoint(value, None, None, None, (), Variation.UNKNOWN, False) for value in values]
    centre = float(found.mean())
    reach = lengths.limit * float(np.abs(np.diff(found)).mean())
    fired = _fired(found, centre, reach, lengths)
    floor, ceiling = possible
    lower = centre - reach if floor is None else max(centre - reach, floor)
    upper = centre + reach if ceiling is None else min(centre + reach, ceiling)
    points: list[ChartPoint] = []
    at = 0
    for value, ok in zip(values, judged, strict=True):
        rules = tuple(rule for rule, flags in fired.items() if ok and flags[at])
        variation = _variation(rules, value, centre, direction) if ok else Variation.UNKNOWN
        points.append(ChartPoint(value, centre, lower, upper, rules, variation, ok))
        at += ok
    return points


def _fired(values: _Floats, centre: float, reach: float, lengths: Lengths) -> dict[Rule, _Flags]:
    side = np.sign(values - centre)
    steps = np.sign(np.diff(values))
    close = (np.abs(values - centre) > reach * lengths.close) & (reach > 0)
    trend = np.zeros(len(values), dtype=bool)
    for start, end in _runs(steps, lengths.trend - 1):
        trend[start : end + 1] = True  # six steps join seven points
    shift = np.zeros(len(values), dtype=bool)
    for start, end in _runs(side, lengths.shift):
        shift[start:end] = True
    return {
        Rule.OUTSIDE: np.abs(values - centre) > reach,
        Rule.SHIFT: shift,
        Rule.TREND: trend,
        Rule.NEAR_LIMIT: _near(side, close, lengths),
    }


def _runs(signs: _Floats, least: int) -> list[tuple[int, int]]:
    """Start and end (not included) of each run of one sign, not nought, at least that long."""
    edges = np.flatnonzero(np.diff(signs)) + 1
    bounds = [0, *edges.tolist(), len(signs)]
    return [
        (start, end)
        for start, end in pairwise(bounds)
        if end - start >= least and start < len(signs) and signs[start] != 0
    ]


def _near(side: _Floats, close: _Flags, lengths: Lengths) -> _Flags:
    """Of each window all on one side with enough points close to that limit, the close points."""
    marked = np.zeros(len(side), dtype=bool)
    for start in range(len(side) - lengths.near_of + 1):
        window = slice(start, start + lengths.near_of)
        if abs(side[window].sum()) == lengths.near_of and close[window].sum() >= lengths.near:
            marked[window] |= close[window]
    return marked


def _variation(rules: tuple[Rule, ...], value: float | None, centre: float, direction: Direction) -> Variation:
    if not rules or value is None:
        return Variation.COMMON_CAUSE
    high = value > centre
    if direction is Direction.NEITHER:
        return Variation.NEUTRAL_HIGH if high else Variation.NEUTRAL_LOW
    if high == (direction is Direction.HIGH):
        return Variation.IMPROVEMENT_HIGH if high else Variation.IMPROVEMENT_LOW
    return Variation.CONCERN_HIGH if high else Variation.CONCERN_LOW


def _assurance(last: ChartPoint | None, target: float | None, direction: Direction) -> Assurance:
    if target is None or last is None or last.lower is None or last.upper is None or direction is Direction.NEITHER:
        return Assurance.NONE
    if last.lower <= target <= last.upper:
        return Assurance.INCONSISTENT
    met = target < last.lower if direction is Direction.HIGH else target > last.upper
    return Assurance.PASS if met else Assurance.FAIL


def _warnings(judged: int, left_out: int) -> tuple[str, ...]:
    told = []
    if 0 < judged < SHORT:
        told.append(
            f"Only {judged} point{'s' if judged > 1 else ''}: limits from fewer than {SHORT} move with each new point."
        )
    if left_out:
        points = "point is" if left_out == 1 else "points are"
        told.append(f"{left_out} {points} missing or not complete: left out of the limits and the rules.")
    return tuple(told)
