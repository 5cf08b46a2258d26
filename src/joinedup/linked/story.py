"""One person's page: who they are, how each source knows them, and what happened, in order."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any

from joinedup.engine import Connection


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: its kind, its days, words for it, who told us and what it cost in pounds."""

    kind: str
    on: dt.date
    until: dt.date | None
    title: str
    detail: str
    source: str
    provider_code: str | None
    cost: Decimal | None


@dataclass(frozen=True, slots=True)
class Story:
    """Everything the linked record holds of one person. ``timeline`` is newest first."""

    person: Mapping[str, Any]
    links: tuple[Mapping[str, Any], ...]
    conditions: tuple[Mapping[str, Any], ...]
    registrations: tuple[Mapping[str, Any], ...]
    timeline: tuple[Event, ...]


def person_story(connection: Connection, person_id: int, *, limit: int = 500) -> Story | None:
    """The story of one person, or None when there is none; needs the linked build's tables open on the connection.

    Each table is stored in the order of its people, so that this reads a few row groups and not the whole build.
    """
    found = _rows(connection, "select * from persons where person_id = $person", person_id)
    if not found:
        return None
    return Story(
        person=found[0],
        links=_rows(connection, "select * from person_links where person_id = $person order by source", person_id),
        conditions=_rows(connection, "select * from conditions where person_id = $person", person_id),
        registrations=_rows(connection, "select * from registrations where person_id = $person", person_id),
        timeline=_timeline(connection, person_id, limit),
    )


def _timeline(connection: Connection, person_id: int, limit: int) -> tuple[Event, ...]:
    query = files("joinedup.linked").joinpath("timeline.sql").read_text(encoding="utf-8")
    rows = connection.execute(query, {"person": person_id, "limit": limit}).fetchall()
    return tuple(Event(*row) for row in rows)


def _rows(connection: Connection, query: str, person_id: int) -> tuple[Mapping[str, Any], ...]:
    result = connection.execute(query, {"person": person_id})
    names = [column[0] for column in result.description or ()]
    return tuple(dict(zip(names, row, strict=True)) for row in result.fetchall())
