"""The few shapes charts are made of. Lengths are units of the drawing, which the browser scales to the page."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from joinedup.web.design.charts.chart import identify

WIDTH, HEIGHT = 760, 400
LEFT, RIGHT, TOP, BOTTOM = 84, 24, 46, 64


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to places: ``at(value)``."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value, rounded to a tenth of a unit."""
        span = self.high - self.low or 1.0
        return round(self.start + (value - self.low) / span * (self.end - self.start), 1)


def across(count: int) -> Scale:
    """Places for ``count`` points from left to right."""
    return Scale(-0.5, max(count, 1) - 0.5, LEFT, WIDTH - RIGHT)


def upwards(values: Iterable[float], *, from_zero: bool = True) -> tuple[Scale, list[float]]:
    """The scale from bottom to top and its round marks; begins at nought unless told otherwise."""
    found = [value for value in values if math.isfinite(value)] or [0.0, 1.0]
    low = min(0.0, *found) if from_zero or min(found) < 0 else min(found)
    marks = round_marks(low, max(found) if max(found) > low else low + 1)
    return Scale(marks[0], marks[-1], HEIGHT - BOTTOM, TOP), marks


def round_marks(low: float, high: float, wanted: int = 5) -> list[float]:
    """About ``wanted`` round numbers that enclose low and high."""
    rough = (high - low) / wanted
    magnitude = 10.0 ** math.floor(math.log10(rough)) if rough > 0 else 1.0
    step = next(magnitude * one for one in (1, 2, 2.5, 5, 10) if magnitude * one >= rough)
    first, last = math.floor(low / step), math.ceil(high / step - 1e-9)
    return [round(step * number, 10) for number in range(first, last + 1)]


def number(value: float | None) -> str:
    """1,234 or 12.3 or 0.45: as many places as the size needs; a dash for none."""
    if value is None or not math.isfinite(value):
        return "–"
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 1 else f"{value:.2g}"


def tag(name: str, content: str | Markup = "", **attributes: object) -> Markup:
    """One element. ``class_`` is class; underscores become hyphens; values and words are escaped."""
    named = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value is not None)
    inside = Markup("").join(Markup(' {}="{}"').format(key, value) for key, value in named)
    return Markup("<{0}{1}>{2}</{0}>").format(name, inside, content)


def text(words: str, x: float, y: float, class_: str = "", anchor: str = "start") -> Markup:
    """Words at a place."""
    return tag("text", words, x=x, y=y, text_anchor=anchor, class_=f"app-chart__text {class_}".strip())


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    """A straight line."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def path(points: Sequence[tuple[float, float]], class_: str) -> Markup:
    """A line through points."""
    return tag("path", d="M" + "L".join(f"{x:g} {y:g}" for x, y in points), class_=class_) if points else Markup("")


def mark(shape: str, x: float, y: float, words: str) -> Markup:
    """A point: circle, square, triangle or diamond; ``words`` are read out and shown when pointed at."""
    kind = f"app-chart__mark app-chart__mark--{shape}"
    title = tag("title", words)
    if shape == "square":
        return tag("rect", title, x=x - 6, y=y - 6, width=12, height=12, class_=kind)
    if shape == "triangle":
        return tag("path", title, d=f"M{x:g} {y - 9:g}L{x + 9:g} {y + 6:g}L{x - 9:g} {y + 6:g}Z", class_=kind)
    if shape == "diamond":
        return tag("path", title, d=f"M{x:g} {y - 9:g}L{x + 8:g} {y:g}L{x:g} {y + 9:g}L{x - 8:g} {y:g}Z", class_=kind)
    return tag("circle", title, cx=x, cy=y, r=5, class_=kind)


def vertical_axis(scale: Scale, marks: Sequence[float], unit: str) -> Markup:
    """Round numbers on the left with faint lines, and the unit above them."""
    parts = [text(unit, 0, 22, "app-chart__unit")] if unit else []
    for value, words in zip(marks, mark_words(marks), strict=True):
        parts.append(line(LEFT, scale.at(value), WIDTH - RIGHT, scale.at(value), "app-chart__grid"))
        parts.append(text(words, LEFT - 8, scale.at(value) + 5, anchor="end"))
    return Markup("").join(parts)


def mark_words(marks: Sequence[float]) -> list[str]:
    """All with as many places as it takes to tell them apart: 100.0, 100.5, 101.0."""
    places = next((places for places in range(6) if all(round(mark, places) == mark for mark in marks)), 6)
    return [f"{mark:,.{places}f}" for mark in marks]


def horizontal_axis(scale: Scale, labels: Sequence[str], most: int = 7) -> Markup:
    """Labels below, thinned so that they do not touch; every second one is left out on a phone."""
    step = max(1, math.ceil(len(labels) / most))
    shown = range(0, len(labels), step)
    return Markup("").join(
        text(labels[at], scale.at(at), HEIGHT - BOTTOM + 30, "app-chart__minor" if turn % 2 else "", "middle")
        for turn, at in enumerate(shown)
    )


def drawing(title: str, description: str, parts: Iterable[Markup], height: float = HEIGHT) -> Markup:
    """The whole picture, with a title and a description for those who do not see it."""
    name = identify(title)
    inside = Markup("").join(
        [tag("title", title, id=f"{name}-title"), tag("desc", description, id=f"{name}-desc"), *parts]
    )
    return Markup(
        '<svg class="app-chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-desc">{}</svg>'
    ).format(WIDTH, escape(f"{height:g}"), name, name, inside)
