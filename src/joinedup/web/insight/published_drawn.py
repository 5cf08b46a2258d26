"""Published figures drawn: a line an area, and the numbers as the file has them in the table beside."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from joinedup.measures.feeds import By, PublishedPoint, PublishedSeries
from joinedup.web.design import charts

NOT_SUBMITTED, NO_FIGURE = "not submitted", "no figure"


def lines(told: Sequence[PublishedSeries]) -> charts.Chart:
    """One line an area; of one area alone the table also has limits and what the value was made from."""
    first = told[0]
    periods = _periods(first.figure.by, {point.start for one in told for point in one.points})
    points = [{point.start: point for point in one.points} for one in told]
    drawn = [
        charts.Series(one.area.name, [_value(of.get(period)) for period in periods])
        for one, of in zip(told, points, strict=True)
    ]
    labels = [label(first.figure.by, of) for of in periods]
    chart = charts.line_chart(
        title(first), labels, drawn, summary=_summary(first), unit=first.figure.unit, from_zero=not first.figure.alike
    )
    table = [[_row(first, of.get(period)) for period in periods] for of in points]
    if not any(one.figure.lower or one.figure.count or one.figure.by is By.DAY for one in told):
        return chart
    head = ["", first.area.name, *_heads(first), *(one.area.name for one in told[1:])]
    rows = [
        [name, *table[0][at], *(table[other][at][0] for other in range(1, len(told)))] for at, name in enumerate(labels)
    ]
    return replace(chart, head=head, rows=rows)


def _periods(by: By, told: set[dt.date]) -> list[dt.date]:
    """The first day of each period in order, and of those between about which nothing was told."""
    if by is By.WEEK:
        return sorted(told)
    months = 12 if by is By.YEAR else 1
    numbers = {start.year * 12 + start.month - 1 for start in told}
    return [dt.date(at // 12, at % 12 + 1, 1) for at in range(min(numbers), max(numbers) + 1, months)]


def title(one: PublishedSeries) -> str:
    """The figure, its category and the place."""
    words = f"{one.figure.name}, {one.category}" if one.category else one.figure.name
    return f"Published: {words}, {one.area.name}"


def label(by: By, start: dt.date) -> str:
    """2014/15, 2022-04 or the first day."""
    if by is By.YEAR:
        return f"{start.year}/{(start.year + 1) % 100:02d}"
    return str(start) if by is By.WEEK else f"{start:%Y-%m}"


def number(value: float | None) -> str:
    """As published, to a decimal."""
    return NOT_SUBMITTED if value is None else f"{value:,.1f}".removesuffix(".0")


def _value(point: PublishedPoint | None) -> float | None:
    return point.value if point else None


def _summary(one: PublishedSeries) -> str:
    last = next((point for point in reversed(one.points) if point.value is not None), None)
    if last is None:
        return "Nothing was submitted."
    mean = "a mean of " if one.figure.by is By.DAY else ""
    when = label(one.figure.by, last.start)
    return f"{one.area.name}: {mean}{number(last.value)} {one.figure.unit} in {when}."


def _heads(one: PublishedSeries) -> list[str]:
    more = ["95% interval"] if one.figure.lower else []
    more += ["Count", "Out of"] if one.figure.count else []
    return more + (["Days not submitted"] if one.figure.by is By.DAY else [])


def _row(one: PublishedSeries, point: PublishedPoint | None) -> list[str]:
    if point is None:
        return [NO_FIGURE, *["" for _ in _heads(one)]]
    cells = [number(point.value)]
    if one.figure.lower:
        cells.append(f"{number(point.lower)} to {number(point.upper)}" if point.lower is not None else "none")
    if one.figure.count:
        cells += [number(point.count), number(point.out_of)]
    return cells + ([f"{point.not_submitted} of {point.told}"] if one.figure.by is By.DAY else [])
