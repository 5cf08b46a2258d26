"""How good the links are, and the links drawn by chance to find out."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from joinedup.governance.disclosure import show
from joinedup.governance.permissions import Permission
from joinedup.web.design import charts
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.linkage import pairs
from joinedup.web.linkage.checked import ENOUGH, checked
from joinedup.web.linkage.quality import ALL, KINDS, Counted, Group, Quality, quality
from joinedup.web.people.page import LANES

LINES = 4


@needs(Permission.READ_FEEDS)
@require_GET
def link_quality(request: ActingRequest) -> HttpResponse:
    """What share found its person, who is missed more often, why, and how often a link is wrong."""
    exact = request.acting.may(Permission.DECIDE_LINKS)
    found = quality(exact=exact)
    if found is None:
        return render(request, "linkage/quality.jinja", {"quality": None})
    sources = [group.source for group in found.groups if group.kind == "all" and group.source]
    asked = request.GET.get("source", ALL)
    source = asked if asked in sources else ALL
    made = {
        "quality": found,
        "whole": found.of(ALL, "all")[0],
        "sources": sources,
        "source": source,
        "lanes": LANES,
        "by_source": _by_source(found),
        "by_month": _by_month(found),
        "by_group": [_bars(title, found.of(source, kind)) for kind, title in KINDS.items() if found.of(source, kind)],
        "steps": checked(found.steps),
        "links": {step.method: f"{step.links:,}" if exact else show(step.links) for step in found.steps},
        "why": _rows(found.unmatched),
        "numbers": _rows(found.numbers),
        "enough": ENOUGH,
        "exact": exact,
    }
    return render(request, "linkage/quality.jinja", made)


@needs(Permission.DECIDE_LINKS)
@require_GET
def next_drawn(request: ActingRequest, step: str) -> HttpResponse:
    """The next link of a step, drawn by chance, that the one who asks has not looked at."""
    own = request.acting.user.pk
    waiting = (pair for pair in pairs.drawn(step) if own not in {one.by_id for one in pair.decisions})
    pair = next(waiting, None)
    return redirect("review-pair", pair.ref) if pair else redirect("link-quality")


def _by_source(found: Quality) -> charts.Chart:
    groups = [group for group in found.groups if group.kind == "all" and group.source]
    worst = min((group for group in groups if group.share is not None), key=lambda one: one.share or 0, default=None)
    summary = "Each source's records that found their person on the register."
    if worst:
        summary += f" The least often: {LANES.get(worst.source, worst.source)}, {worst.found}."
    bars = [charts.Bar(LANES.get(one.source, one.source), one.share or 0.0, one.found) for one in groups]
    return charts.horizontal_bars("By source", bars, summary=summary, column="Found")


def _by_month(found: Quality) -> charts.Chart | None:
    months = sorted({group.name for group in found.months})
    if len(months) < 2:
        return None
    values = {(one.source, one.name): one.share for one in found.months}
    sources = [one for one in LANES if any(key[0] == one for key in values)][:LINES]
    lines = [charts.Series(LANES[one], [_hundred(values.get((one, month))) for month in months]) for one in sources]
    summary = "What arrived of each month, and how much of it is of somebody on the register, in per cent."
    return charts.line_chart("By month", months, lines, summary=summary, unit="%", from_zero=False)


def _bars(title: str, groups: list[Group]) -> charts.Chart:
    bars = [charts.Bar(one.name, one.share or 0.0, f"{one.found} of {one.records}") for one in groups]
    known = [one for one in groups if one.share is not None and one.name != "Not known"]
    summary = "Nothing can be shown."
    if known:
        least, most = (pick(known, key=lambda one: one.share or 0.0) for pick in (min, max))
        summary = f"From {least.found} ({least.name}) to {most.found} ({most.name})."
    return charts.horizontal_bars(title, bars, summary=summary, column="Found")


def _rows(counted: Iterable[Counted]) -> list[list[dict[str, str]]]:
    return [[{"text": one.words}, {"text": one.records, "format": "numeric"}] for one in counted]


def _hundred(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)
