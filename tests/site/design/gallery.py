"""One page with every chart and table, for the tests that look at them."""

from django.core.paginator import Paginator
from django.template import engines

from joinedup.web.design import charts
from joinedup.web.design.charts import Bar, Dot, Flag, Limits, Point, Series, Step

PAGE = """
{% from "design/charts.jinja" import chart, heat %}
{% from "design/tables.jinja" import table, pager %}
<h1>Charts and tables</h1>
{{ chart(control) }}{{ chart(lines) }}{{ chart(bars) }}{{ chart(lying) }}
{{ chart(fall) }}{{ chart(funnel) }}{{ heat(heat_made) }}
{{ table("Feeds", [{"text": "Feed"}, {"text": "Rows", "format": "numeric"}], feeds) }}
{{ pager(page, page_url) }}
"""

VALUES = [98, 104, 101, 97, 99, 108, 103, 95, 99, 130, 102, 100, 84, 82, 80, 85, None, 83, 81, 84, 78, 82, 80, 79]


def control() -> charts.Chart:
    points = [
        Point(f"2025-{at % 12 + 1:02d}" if at < 12 else f"2026-{at % 12 + 1:02d}", value)
        for at, value in enumerate(VALUES)
    ]
    points[9] = Point(points[9].label, 130, Flag.CONCERN, "above the upper limit")
    points[20] = Point(points[20].label, 78, Flag.IMPROVEMENT, "7 in a row below the mean")
    points[23] = Point(points[23].label, 79, Flag.NEUTRAL, "2 of 3 near a limit")
    limits = [Limits(0, 12, 101, 84, 118), Limits(12, 24, 82, 74, 90)]
    return charts.control_chart(
        "Emergency admissions are falling", points, limits, unit="Admissions per 100,000", target=90, plan=[95.0] * 24
    )


def made() -> dict[str, object]:
    months = [f"2026-{month:02d}" for month in range(1, 13)]
    series = [Series("North", [float(x) for x in range(12)]), Series("South", [None, *(12.0 - x for x in range(11))])]
    names = [Bar("Mill Lane Surgery", 42, "42 %", strong=True), Bar("A practice with a very long name indeed", 7, "*")]
    dots = [Dot("Mill Lane", 5200, 12.5), Dot("Harbour", 2100, 24.0, outside=True)]
    edges = [(size, 12 - 300 / size**0.5, 12 + 300 / size**0.5) for size in range(1500, 6001, 500)]
    cells = [("0 to 17", [(10.0, "£10"), (None, "*")]), ("65 and over", [(50.0, "£50"), (0.0, "£0")])]
    return {
        "control": control(),
        "lines": charts.line_chart("North grows", months, series, summary="North grows, South shrinks."),
        "bars": charts.bar_chart(
            "Days by month", [Bar(month, 3.0 + at) for at, month in enumerate(months)], summary="More."
        ),
        "lying": charts.horizontal_bars("Share on a plan", names, summary="Mill Lane leads.", column="Share"),
        "fall": charts.waterfall(
            "For and against",
            [
                Step("Before looking", -10.0, "one of many"),
                Step("Name", 7.5, "the same"),
                Step("Number", -1.0, "another"),
            ],
            summary="Most speaks the name.",
            total="Together",
            line="as likely as not",
        ),
        "funnel": charts.funnel_plot("Harbour stands out", dots, edges, mean=12, summary="One of two lies outside."),
        "heat_made": charts.heat_table(
            "Spend by age", ["Hospital", "Home"], cells, summary="Most at 65+.", first="Age"
        ),
        "feeds": [[{"text": "Hospital stays"}, {"text": "1,200"}]],
        "page": Paginator(list(range(50)), 10).page(2),
        "page_url": lambda number: f"?page={number}",
    }


def page() -> str:
    """The page as HTML."""
    around = "{% extends 'design/layout.jinja' %}{% block title %}Gallery{% endblock %}"
    return engines["jinja2"].from_string(f"{around}{{% block content %}}{PAGE}{{% endblock %}}").render(made())
