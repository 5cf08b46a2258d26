"""All measures at a glance; one measure in full."""

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from joinedup.engine import Connection
from joinedup.governance.permissions import Permission
from joinedup.measures import MEASURES, Measure, Point, Series, series
from joinedup.measures.published import PUBLISHED
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.insight import drawn, words
from joinedup.web.insight.areas import KINDS, WHOLE, Area, areas_of, organisations_of
from joinedup.web.insight.protected import measured
from joinedup.web.insight.published import beside_measure
from joinedup.web.insight.published_views import from_feed, latest_published

PERIODS = {"month": "Months", "quarter": "Quarters", "year": "Financial years"}


@needs(Permission.READ_MEASURES)
@require_GET
def measures(request: ActingRequest) -> HttpResponse:
    """Every measure of the county: the latest figure, how sure it is, and whether it moved."""
    with measured() as opened:
        rows = [_glance(opened.connection, measure) for measure in MEASURES.values()]
        build = opened.builds["measures"]
    families: dict[str, list[dict[str, object]]] = {}
    for measure, row in zip(MEASURES.values(), rows, strict=True):
        families.setdefault(measure.family, []).append(row)
    changed = sum(bool(row["changed"]) for row in rows)
    made = {
        "families": families,
        "changed": changed,
        "of": len(rows),
        "build": build,
        "from_feeds": [latest_published(one) for one in PUBLISHED.values()],
    }
    return render(request, "insight/measures.jinja", made)


@needs(Permission.READ_MEASURES)
@require_GET
def measure(request: ActingRequest, measure_id: str) -> HttpResponse:
    """One measure: is it real, since when, how sure, compared with whom, and how it is worked out."""
    if measure_id in PUBLISHED:
        return from_feed(request, measure_id)
    found = MEASURES.get(measure_id)
    if found is None:
        raise Http404
    with measured() as opened:
        areas = areas_of(opened.connection, measure_id)
        area = _chosen(areas, request.GET.get("area", WHOLE))
        shown = _shown(opened.connection, measure_id, area, request.GET.get("period", ""))
        near = [one for one in areas if one.kind == (area.kind if area.kind != "county" else "locality")]
        years = [
            (one, series(opened.connection, measure_id, area_kind=one.kind, area_code=one.code, period_kind="year"))
            for one in near[:60]
        ]
        around = organisations_of(opened.connection)
        build = opened.builds["measures"]
    judged = shown.chart()
    latest = words.latest(shown)
    title = f"{found.title}, {area.name[:1].lower() + area.name[1:] if area.kind == 'county' else area.name}"
    sentence = _sentence(found, latest, words.moved(judged.variation)) if latest else "There are no figures to show."
    made = {
        "measure": found,
        "areas": areas,
        "area": area,
        "kinds": KINDS,
        "periods": PERIODS,
        "period": shown.period_kind,
        "latest": latest,
        "sentence": sentence,
        "judged": judged,
        "moved": words.moved(judged.variation),
        "tag": words.tag_of(judged.variation),
        "rules": drawn.rules_fired(judged),
        "figure": words.figure,
        "said": words.said,
        "interval": words.interval(found, latest) if latest else "",
        "chart": drawn.control(shown, judged, title, sentence) if latest else None,
        "hidden": words.hidden(shown),
        "beside": _beside(found, years, area),
        "published": beside_measure(found.id, area, around),
        "build": build,
    }
    return render(request, "insight/measure.jinja", made)


def _shown(connection: Connection, measure_id: str, area: Area, asked: str = "") -> Series:
    """By the period asked for; else by the shortest that shows half of what it could, or else the newest figure."""
    found = []
    for kind in [asked] if asked in PERIODS else PERIODS:
        one = series(connection, measure_id, area_kind=area.kind, area_code=area.code, period_kind=kind)
        if words.mostly_shown(one):
            return one
        found.append(one)
    return max(found, key=lambda one: latest.period.end if (latest := words.latest(one)) else dt.date.min)


def _glance(connection: Connection, one: Measure) -> dict[str, object]:
    kind, code = WHOLE.split(":")
    shown = _shown(connection, one.id, Area(kind, code, ""))
    judged, latest = shown.chart(), words.latest(shown)
    return {
        "measure": one,
        "latest": latest,
        "figure": words.figure(one, latest.value) if latest else "not available",
        "unit": words.unit_beside(one),
        "interval": words.interval(one, latest) if latest else "",
        "moved": words.moved(judged.variation),
        "tag": words.tag_of(judged.variation),
        "changed": words.tag_of(judged.variation) != "nhsuk-tag--grey",
    }


def _chosen(areas: list[Area], asked: str) -> Area:
    whole = Area("county", "all", "The whole county")
    return next((area for area in areas if area.id == asked), whole)


def _sentence(one: Measure, latest: Point, moved: str) -> str:
    return f"{words.with_unit(one, latest.value)} in {latest.period.words}: {moved}."


def _beside(one: Measure, years: list[tuple[Area, Series]], area: Area) -> object:
    whole = [(place, of) for place, of in years if words.latest(of)]
    if len(whole) < 2:
        return None
    kind = KINDS[whole[0][0].kind]
    newest = max((found.period for _, of in whole if (found := words.latest(of))), key=lambda period: period.start)
    left_out = sum(1 for _, of in years if not any(p.period == newest and p.value is not None for p in of.points))
    kept = f" {left_out} not shown: too few people." if left_out else ""
    summary = f"Each {kind} in {newest.words}.{kept} Differences may be chance or need."
    return drawn.beside(whole, f"{one.title} by {kind}", summary, area.id)
