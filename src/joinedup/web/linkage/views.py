"""What arrived; the rows of one extract that did not load; receiving a file."""

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePath

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from joinedup.basics.errors import JoinedUpError
from joinedup.engine import NothingBuiltError, Workspace, connect
from joinedup.governance.disclosure import percentage, show
from joinedup.governance.permissions import Permission
from joinedup.intake import CONTRACTS, Arrival, Receipt, arrivals, open_tables, set_aside_rows
from joinedup.web.design.forms import Upload
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import Acting, ActingRequest
from joinedup.web.linkage import actions
from joinedup.web.people.page import LANES
from joinedup.web.people.record import reading, workspace_folder

LONGEST_NAME = 200
"""Bytes; a disk takes 255, and what is kept adds to it."""
LARGEST = 200 * 1024 * 1024
ROWS = 100

_LINKED = """
select source, count(*) as records, count(*) filter (method <> 'unmatched') as found,
    count(*) filter (method = 'cross-check') as crossed, count(*) filter (method = 'alphanumeric') as alphanumeric,
    count(*) filter (method = 'scored') as scored
from person_links
where source <> 'gp'
group by source
order by source
"""


class ReceiveForm(forms.Form):
    """One extract."""

    extract = forms.FileField(
        label="The extract",
        help_text="A .csv, .csv.gz or .parquet file of up to 200 MB whose name begins with the table, "
        "such as apc_episodes_2026-10.csv",
    )

    def clean_extract(self) -> Upload:
        """Not too large for the page."""
        extract: Upload = self.cleaned_data["extract"]
        if len((extract.name or "").encode()) > LONGEST_NAME:
            raise forms.ValidationError("Give the file a shorter name")
        if (extract.size or 0) > LARGEST:
            raise forms.ValidationError("Choose a file of up to 200 MB, or use 'joinedup intake' for a larger one")
        return extract


@needs(Permission.READ_FEEDS)
@require_GET
def data(request: ActingRequest) -> HttpResponse:
    """Every extract: when it last came, how much loaded, what is missing; and how much found its person."""
    workspace = Workspace.open(workspace_folder())
    every = arrivals(workspace)
    with connect() as connection:
        findings = open_tables(connection, workspace).findings
    exact = _sees_all(request.acting)
    made = {
        "exact": exact,
        "told": _told(exact),
        "span": _span,
        "received": _received_on(every),
        "share": _exact_share if exact else percentage,
        "arrivals": every,
        "missing": [one for one in every if not one.deliveries],
        "findings": findings,
        "linked": _linked(),
        "lanes": LANES,
        "may_decide": request.acting.may(Permission.DECIDE_LINKS),
        "may_load": request.acting.may(Permission.LOAD_FILES),
    }
    return render(request, "linkage/data.jinja", made)


@needs(Permission.READ_FEEDS)
@require_GET
def extract(request: ActingRequest, table: str) -> HttpResponse:
    """One extract: what its contract asks, and which rows were set aside and why; never what stood in them.

    Rows one by one are for those who put them right; others read a protected count.
    """
    contract = CONTRACTS.get(table)
    if contract is None:
        raise Http404
    workspace = Workspace.open(workspace_folder())
    arrival = next(one for one in arrivals(workspace) if one.table == table)
    total = set_aside_rows(workspace, table=table, limit=1).total
    page = Paginator(range(total), ROWS).get_page(request.GET.get("page"))
    exact = _sees_all(request.acting)
    offset = (page.number - 1) * ROWS
    remarks = set_aside_rows(workspace, table=table, offset=offset, limit=ROWS).rows if exact else ()
    made = {"contract": contract, "arrival": arrival, "remarks": remarks, "total": total, "page": page}
    made |= {"exact": exact, "told": _told(exact)}
    return render(request, "linkage/extract.jinja", made)


@needs(Permission.LOAD_FILES)
@require_http_methods(["GET", "POST"])
def receive(request: ActingRequest) -> HttpResponse:
    """Receive one file and read at once what is wrong with it."""
    form = ReceiveForm(request.POST, request.FILES) if request.method == "POST" else ReceiveForm()
    receipt = None
    if request.method == "POST" and form.is_valid():
        try:
            receipt = _received(request, form.cleaned_data["extract"])
        except JoinedUpError as problem:
            form.add_error("extract", problem.in_full)
    return render(request, "linkage/receive.jinja", {"form": form, "receipt": receipt})


def _received(request: ActingRequest, sent: Upload) -> Receipt:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / PurePath(sent.name or "extract").name
        with file.open("wb") as copy:
            for chunk in sent.chunks():
                copy.write(chunk)
        return actions.receive_file(by=request.acting, file=file)


def _sees_all(acting: Acting) -> bool:
    """Few rows set aside may be one person's: exact counts are for those who put rows right."""
    return acting.may(Permission.LOAD_FILES)


def _told(exact: bool) -> Callable[[int], str]:
    return (lambda count: f"{count:,}") if exact else show


def _received_on(every: tuple[Arrival, ...]) -> dt.date | None:
    """The one day on which everything came last; None when it came on several, or something never."""
    days = {timezone.localdate(one.last_received) if one.last_received else None for one in every}
    return days.pop() if len(days) == 1 else None


def _span(one: Arrival) -> str:
    """Dec 2023 to Aug 2026; one month by itself."""
    ends = dict.fromkeys(filter(None, (one.first_month, one.last_month)))
    return " to ".join(f"{dt.date.fromisoformat(f'{month}-01'):%b %Y}" for month in ends) or "–"


def _exact_share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def _linked() -> list[dict[str, object]]:
    """How many records of each source found their person, and by which step; empty before the first link."""
    try:
        with reading("linked") as opened:
            rows = opened.connection.execute(_LINKED).fetchall()
    except NothingBuiltError:
        return []
    names = ("source", "records", "found", "crossed", "alphanumeric", "scored")
    return [dict(zip(names, row, strict=True)) for row in rows]
