"""A waterfall: each step begins where the one before it ended: one sees what carried the sum across the line."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from joinedup.web.design.charts import drawing as draw
from joinedup.web.design.charts.chart import Chart

ROW = 60
MARGIN = 70
"""Room for the words of a weight on either side."""


@dataclass(frozen=True, slots=True)
class Step:
    """``value`` above nought speaks for, below nought against; ``words`` say what was found."""

    label: str
    value: float
    words: str

    @property
    def shown(self) -> str:
        """+7.3 or −2.5."""
        return f"{self.value:+.1f}".replace("-", "−")


def waterfall(title: str, steps: Sequence[Step], *, summary: str, total: str, line: str) -> Chart:
    """Lying bars in the order given, then the sum under the name ``total``; ``line`` names the upright at nought."""
    sums = [0.0]
    for step in steps:
        sums.append(sums[-1] + step.value)
    whole = Step(total, sums[-1], "")
    scale = draw.Scale(min(sums), max(sums), MARGIN, draw.WIDTH - MARGIN)
    height, nought = (len(steps) + 1) * ROW + 40, scale.at(0.0)
    parts = [
        draw.text(line, nought, 20, "app-chart__unit", _anchor(nought)),
        draw.line(nought, 28, nought, height, "app-chart__limit"),
        *(_bar(step, at, scale, sums[at], sums[at + 1]) for at, step in enumerate(steps)),
        _bar(whole, len(steps), scale, 0.0, whole.value, "app-chart__bar app-chart__bar--strong"),
    ]
    rows = [[step.label, step.words, step.shown] for step in [*steps, whole]]
    legend = [("for", "speaks for"), ("against", "speaks against")]
    return Chart(
        title, summary, draw.drawing(title, summary, parts, height), ["", "What was found", "Weight"], rows, legend
    )


def _bar(step: Step, at: int, scale: draw.Scale, begins: float, ends: float, kind: str = "") -> Markup:
    top, (left, right) = at * ROW + 62, sorted((scale.at(begins), scale.at(ends)))
    kind = kind or f"app-chart__bar app-chart__bar--{'for' if step.value > 0 else 'against'}"
    title = draw.tag("title", f"{step.label}: {step.words or step.shown}, {step.shown}")
    rect = draw.tag("rect", title, x=left, y=top, width=max(round(right - left, 1), 2.0), height=22, class_=kind)
    name = draw.text(step.label, 0, top - 8)
    beside = right + 8 if ends >= begins else left - 8
    value = draw.text(step.shown, beside, top + 18, "app-chart__value", "start" if ends >= begins else "end")
    return Markup("").join([name, rect, value])


def _anchor(place: float) -> str:
    return "end" if place > draw.WIDTH * 0.7 else "start" if place < draw.WIDTH * 0.3 else "middle"
