"""The published files that were loaded; one figure of one of them; loading another; a measure taken from one."""

import datetime as dt
import tempfile
from pathlib import Path, PurePath

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from joinedup.basics.errors import JoinedUpError
from joinedup.engine import Connection, NothingBuiltError, Workspace
from joinedup.governance.permissions import Permission
from joinedup.measures.feeds import (
    FEEDS,
    Feed,
    FeedFile,
    Figure,
    LoadedFile,
    PublishedArea,
    gaps,
    load_feed,
    loaded_files,
    published_areas,
    told_figures,
)
from joinedup.measures.published import PUBLISHED, PublishedMeasure
from joinedup.web.design.forms import DayField, Upload, posted
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import Acting, ActingRequest
from joinedup.web.governance.actions import action
from joinedup.web.insight import words
from joinedup.web.insight.areas import KINDS, Area, organisations_of
from joinedup.web.insight.published import default_area, published, shown_for
from joinedup.web.people.record import reading, workspace_folder

LONGEST_NAME = 200
"""Bytes; a disk takes 255, and what is kept adds to it."""
LARGEST = 20 * 1024 * 1024
_KINDS = {**KINDS, "england": "England", "region": "region", "trust": "trust", "area": "other area"}


class LoadForm(forms.Form):
    """One published file, and what it does not say of itself."""

    file = forms.FileField(
        label="The published file",
        help_text="A workbook (.xlsx) or a CSV file of up to 20 MB, as it was published",
    )
    edition = forms.CharField(
        label="Edition, if the file does not say (optional)",
        required=False,
        max_length=80,
        help_text="Such as: revised",
    )
    published = DayField(label="Day it was published, if the file does not say (optional)", required=False)

    def clean_file(self) -> Upload:
        """Not too large for the page."""
        file: Upload = self.cleaned_data["file"]
        if len((file.name or "").encode()) > LONGEST_NAME:
            raise forms.ValidationError("Give the file a shorter name")
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError("Choose a file of up to 20 MB, or use 'joinedup feed' for a larger one")
        return file


@needs(Permission.READ_MEASURES)
@require_GET
def published_files(request: ActingRequest) -> HttpResponse:
    """Which published files were loaded, when, what they are about, and what is missing between them."""
    with published() as connection:
        files = loaded_files(connection) if connection is not None else []
        missing = gaps(connection) if connection is not None else {}
    made = {
        "feeds": [_overview(feed, [one for one in files if one.feed == feed.id]) for feed in FEEDS.values()],
        "files": files,
        "titles": {feed.id: feed.title for feed in FEEDS.values()},
        "gaps": missing,
        "may_load": request.acting.may(Permission.LOAD_FILES),
    }
    return render(request, "insight/published_files.jinja", made)


@needs(Permission.READ_MEASURES)
@require_GET
def published_figure(request: ActingRequest, feed_id: str) -> HttpResponse:
    """One figure of one published file, for any area it names."""
    feed = FEEDS.get(feed_id)
    if feed is None:
        raise Http404
    with published() as connection:
        told = told_figures(connection, feed) if connection is not None else []
        asked = request.GET.get("figure", "")
        figure = next((one for one in told if one.name == asked), next(iter([*told, *feed.figures.values()])))
        made = _figure(connection, feed, figure, request.GET.get("area", ""), request.GET.get("by", ""))
    made |= {"feed": feed, "figures": told, "figure": figure, "may_load": request.acting.may(Permission.LOAD_FILES)}
    return render(request, "insight/published_figure.jinja", made)


@needs(Permission.LOAD_FILES)
@require_http_methods(["GET", "POST"])
def load_published(request: ActingRequest) -> HttpResponse:
    """Load one published file and read at once what is odd in it."""
    form = LoadForm(posted(request), request.FILES if request.method == "POST" else None)
    read = None
    if request.method == "POST" and form.is_valid():
        try:
            read = _loaded(request, form)
        except JoinedUpError as problem:
            form.add_error("file", f"{problem.message} {problem.fix}")
    return render(request, "insight/load_published.jinja", {"form": form, "read": read, "feeds": FEEDS.values()})


@action(Permission.LOAD_FILES, "loaded a published file")
def load_published_file(*, by: Acting, file: Path, edition: str, published: dt.date | None) -> FeedFile:
    """Keep its figures with those loaded before. Raises what ``load_feed`` raises."""
    read, _ = load_feed(Workspace.open(workspace_folder()), file, edition=edition, published=published)
    return read


def from_feed(request: ActingRequest, measure_id: str) -> HttpResponse:
    """A measure that is taken from a published file: its words and its figures, for any area the file names."""
    measure: PublishedMeasure = PUBLISHED[measure_id]
    with published() as connection:
        made = _figure(connection, measure.feed, measure.figure, request.GET.get("area", ""), "")
    made |= {"measure": measure, "feed": measure.feed, "said": words.said}
    return render(request, "insight/published_measure.jinja", made)


def latest_published(measure: PublishedMeasure) -> dict[str, object]:
    """A row of the list of measures: the newest figure of the place's own, or of England."""
    with published() as connection:
        shown = _figure(connection, measure.feed, measure.figure, "", "")["shown"]
    return {"measure": measure, "shown": shown}


def _figure(connection: Connection | None, feed: Feed, figure: Figure, asked: str, by: str) -> dict[str, object]:
    areas = published_areas(connection, feed, figure) if connection is not None else []
    area = next((one for one in areas if f"{one.kind}:{one.code}" == asked), None) or default_area(areas, _own())
    category = _category(area, by)
    shown = shown_for(connection, feed, figure, category, area) if connection is not None and area else None
    return {"areas": areas, "area": area, "category": category, "kinds": _KINDS, "shown": shown}


def _category(area: PublishedArea | None, asked: str) -> str:
    if area is None or asked in area.categories:
        return asked if area else ""
    return area.categories[0]


def _own() -> list[Area]:
    """The organisations of the place that the measures were counted for; none before that."""
    try:
        with reading("linked") as opened:
            return organisations_of(opened.connection)
    except NothingBuiltError:
        return []


def _overview(feed: Feed, files: list[LoadedFile]) -> dict[str, object]:
    return {
        "feed": feed,
        "files": files,
        "start": min((one.start for one in files), default=None),
        "last": max((one.end for one in files), default=None),
        "not_submitted": sum(one.not_submitted for one in files),
    }


def _loaded(request: ActingRequest, form: LoadForm) -> FeedFile:
    sent: Upload = form.cleaned_data["file"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / PurePath(sent.name or "file").name
        with file.open("wb") as copy:
            for chunk in sent.chunks():
                copy.write(chunk)
        told = form.cleaned_data
        return load_published_file(by=request.acting, file=file, edition=told["edition"], published=told["published"])
