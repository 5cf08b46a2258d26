"""Is what arrived complete, fresh and free of contradictions: by extract and month, for those who look after data."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from joinedup.engine import Build, Connection, NothingBuiltError
from joinedup.governance.disclosure import HIDDEN, percentage, show
from joinedup.governance.permissions import Permission
from joinedup.intake import CONTRACTS
from joinedup.linked.contradictions import CONTRADICTIONS
from joinedup.web.governance.access import needs
from joinedup.web.governance.acting import ActingRequest
from joinedup.web.people.missing import CODES
from joinedup.web.people.page import LANES
from joinedup.web.people.record import reading

_MONTHS = """
select period, rows, with_person, after_death, before_birth, ends_before_start, not_on_register, future
from quality where table_name = $table order by period desc limit 36
"""
Told = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Extract:
    """One extract: the days it speaks of, its usual month, and its last whole one against that, all in words."""

    table: str
    title: str
    source: str
    speaks_of: str
    usual: str
    last: str
    is_low: bool
    found: str
    wrong: str


@needs(Permission.READ_FEEDS)
@require_GET
def completeness(request: ActingRequest) -> HttpResponse:
    """What is missing since when, how complete each extract is, and where sources contradict each other."""
    exact = request.acting.may(Permission.DECIDE_LINKS)
    told: Told = (lambda count: f"{count:,}") if exact else show
    try:
        with reading("linked") as opened:
            made = _made(opened.connection, opened.builds["linked"], told, request.GET.get("extract", ""))
    except NothingBuiltError:
        made = {"build": None}
    return render(request, "linkage/completeness.jinja", made | {"exact": exact, "lanes": LANES})


def _made(connection: Connection, build: Build, told: Told, asked: str) -> dict[str, Any]:
    found = [one for one in build.about.get("findings", []) if one["code"] in (*CODES, "linked-nobody-known")]
    extracts = [_extract(row, build.about.get("coverage", {}), told) for row in _all(connection, "extracts")]
    wrong = [_contradiction(row, told) for row in _all(connection, "contradictions") if row[3]]
    tables = [one.table for one in extracts]
    table = asked if asked in tables else next(iter(tables), "")
    rows = connection.execute(_MONTHS, {"table": table}).fetchall()
    return {
        "build": build,
        "gaps": found,
        "extracts": extracts,
        "contradictions": wrong,
        "chosen": table,
        "months": [_month(row, told) for row in rows],
    }


def _extract(row: tuple[Any, ...], coverage: Mapping[str, Mapping[str, str]], told: Told) -> Extract:
    table, usual, source, last, month, rows, found, wrong = row
    span = coverage.get(table)
    days = [f"{dt.date.fromisoformat(span[end]):%-d %b %Y}" for end in ("from", "until")] if span else []
    share = last / usual if last is not None and usual else None
    return Extract(
        table,
        CONTRACTS[table].title,
        source,
        " to ".join(days) or "–",
        told(round(usual)),
        f"{month:%B %Y}: {_of_usual(last, usual, told)} of usual" if share is not None else "none whole",
        share is not None and share < 0.8,
        _share(int(found or 0), int(rows or 0), told),
        told(int(wrong or 0)),
    )


def _share(found: int, rows: int, told: Told) -> str:
    """For those who see no small count: neither those found nor those not found are told by their share."""
    if told is not show:
        return f"{found / rows:.1%}" if rows else "–"
    return HIDDEN if show(rows - found) == HIDDEN else percentage(found, rows)


def _of_usual(last: int, usual: float, told: Told) -> str:
    return percentage(int(last), round(usual)) if told is show else f"{last / usual:.0%}"


def _contradiction(row: tuple[Any, ...], told: Told) -> dict[str, str]:
    rule, code, name, wrong, judged, since = row
    words = CONTRADICTIONS[rule]
    return {
        "what": words.words[:1].upper() + words.words[1:],
        "whose": name or code or ("all practices" if rule.startswith("on-") else "all"),
        "rows": f"{told(int(wrong))} of {told(int(judged))}",
        "since": f"{since:%B %Y}",
        "effect": words.effect,
        "fix": words.fix,
    }


def _month(row: tuple[Any, ...], told: Told) -> list[str]:
    period, rows, found, *wrong = row
    return [f"{period:%B %Y}", told(rows), _share(found, rows, told), *(told(count) for count in wrong)]


def _all(connection: Connection, name: str) -> list[tuple[Any, ...]]:
    query = files(__package__).joinpath(f"{name}.sql").read_text(encoding="utf-8")
    return connection.execute(query).fetchall()
