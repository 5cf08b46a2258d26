"""What we count: one file a measure, computed from the linked build by area and period, with its interval."""

from joinedup.measures.compute import LAYER, compute_measures
from joinedup.measures.control_chart import (
    Assurance,
    ChartPoint,
    ControlChart,
    Lengths,
    Rebase,
    Rule,
    Variation,
    control_chart,
)
from joinedup.measures.errors import MeasureError
from joinedup.measures.funnel import Funnel, Limit, Place, funnel
from joinedup.measures.measure import Ages, Direction, Kind, Measure
from joinedup.measures.registry import MEASURES
from joinedup.measures.series import Point, Series, series

__all__ = [
    "LAYER",
    "MEASURES",
    "Ages",
    "Assurance",
    "ChartPoint",
    "ControlChart",
    "Direction",
    "Funnel",
    "Kind",
    "Lengths",
    "Limit",
    "Measure",
    "MeasureError",
    "Place",
    "Point",
    "Rebase",
    "Rule",
    "Series",
    "Variation",
    "compute_measures",
    "control_chart",
    "funnel",
    "series",
]
