"""Charts drawn on the server as SVG, each with its words and its numbers.

Every function returns a ``Chart``: the drawing, a sentence that says what it shows, and the same numbers as a table. A
page shows all three with ``{% from "design/charts.jinja" import chart %}{{ chart(made) }}``. Nothing is told by colour
alone: flagged points differ by shape, lines by their dashes and their names. There are no inline styles and no scripts.

``control_chart`` (XmR), ``line_chart``, ``bar_chart``, ``horizontal_bars``, ``funnel_plot``, ``heat_table``,
``waterfall``.
"""

from joinedup.web.design.charts.bars import Bar, bar_chart, horizontal_bars
from joinedup.web.design.charts.chart import Chart
from joinedup.web.design.charts.control import Flag, Limits, Point, control_chart
from joinedup.web.design.charts.funnel import Dot, funnel_plot
from joinedup.web.design.charts.heat import HeatTable, heat_table
from joinedup.web.design.charts.lines import Series, line_chart
from joinedup.web.design.charts.waterfall import Step, waterfall

__all__ = [
    "Bar",
    "Chart",
    "Dot",
    "Flag",
    "HeatTable",
    "Limits",
    "Point",
    "Series",
    "Step",
    "bar_chart",
    "control_chart",
    "funnel_plot",
    "heat_table",
    "horizontal_bars",
    "line_chart",
    "waterfall",
]
