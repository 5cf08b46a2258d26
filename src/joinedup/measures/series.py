"""One measure of one area over time, read from a measures build."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from joinedup.basics.periods import Period, financial_year, month, quarter
from joinedup.engine import Connection
from joinedup.measures.control_chart import USUAL, ControlChart, Lengths, Rebase, control_chart
from joinedup.measures.errors import MeasureError
from joinedup.measures.measure import Kind, Measure
from joinedup.measures.registry import MEASURES

REGISTERED = ("practice", "network", "locality", "icb")


@dataclass(frozen=True, slots=True)
class Point:
    """One period: numerator, denominator, value in the measure's unit, 95 % interval, and whether it is all there."""

    period: Period
    numerator: float
    denominator: float
    value: float | None
    lower: float | None
    upper: float | None
    method: str
    complete: bool


@dataclass(frozen=True, slots=True)
class Series:
    """Points in time order."""

    measure: Measure
    basis: str
    area_kind: str
    area_code: str
    period_kind: str
    points: tuple[Point, ...]

    def chart(
        self, *, target: float | None = None, rebases: Sequence[Rebase] = (), lengths: Lengths = USUAL
    ) -> ControlChart:
        """The series as a control chart; periods that are not complete are drawn and not judged."""
        return control_chart(
            [point.value for point in self.points],
            complete=[point.complete for point in self.points],
            direction=self.measure.direction,
            target=target,
            rebases=rebases,
            lengths=lengths,
            floor=0.0,
            ceiling=100.0 if self.measure.kind is Kind.PROPORTION else None,
        )


def series(
    connection: Connection,
    measure: str,
    *,
    area_kind: str = "county",
    area_code: str = "all",
    basis: str | None = None,
    period_kind: str = "month",
) -> Series:
    """The values of one measure and area; needs ``measure_values`` open on the connection.

    ``basis`` is by itself 'registered' for practices and what they belong to, 'resident' for districts and councils,
    and 'registered' for the county. An area without values has no points. Raises MeasureError for a measure not known.
    """
    if measure not in MEASURES:
        raise MeasureError(f"No measure is called {measure}.", f"Name one of: {', '.join(sorted(MEASURES))}.")
    counted = basis or ("registered" if area_kind in (*REGISTERED, "county") else "resident")
    rows = connection.execute(_QUERY, [measure, counted, area_kind, area_code, period_kind]).fetchall()
    points = tuple(Point(period_of(period_kind, start), *values) for start, *values in rows)
    return Series(MEASURES[measure], counted, area_kind, area_code, period_kind, points)


def period_of(kind: str, start: dt.date) -> Period:
    """The month, quarter or financial year that starts on ``start``."""
    if kind == "month":
        return month(start.year, start.month)
    year = start.year if start.month >= 4 else start.year - 1
    return financial_year(year) if kind == "year" else quarter(year, (start.month - 4) % 12 // 3 + 1)


_QUERY = """
select period_start, numerator, denominator, value, lower, upper, method, complete
from measure_values
where measure = ? and basis = ? and area_kind = ? and area_code = ? and period_kind = ?
order by period_start
"""

__all__ = ["Point", "Series", "period_of", "series"]
