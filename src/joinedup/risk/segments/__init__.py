"""Segments: each person in exactly one of eight ways of needing care."""

import tomllib
from dataclasses import dataclass
from functools import cache

import numpy as np

from joinedup.engine import Connection
from joinedup.risk.features import Numbers, People
from joinedup.risk.queries import query

FACTS = ("age", "conditions", "emergency_365", "planned_365", "attendances_365", "falls_365")
FLAGS = ("care_home", "support_at_home", "maternity", "cancer_spread")


@dataclass(frozen=True, slots=True)
class Segment:
    """``words`` say who is in it; ``conditions`` are those among its facts."""

    id: str
    title: str
    words: str
    conditions: tuple[str, ...]


@cache
def segments() -> tuple[Segment, ...]:
    """The eight, in the order in which a person is tried against them."""
    listed = tomllib.loads(query("segments/segments.toml"))["segments"]
    return tuple(Segment(one["id"], one["title"], one["words"], tuple(one["conditions"])) for one in listed)


def segmented(connection: Connection, people: People) -> str:
    """The query that gives each of ``people`` a segment: person_id, segment."""
    facts = {"person_id": people.ids, **{name: people.column(name) for name in FACTS}}
    facts |= {name: people.column(name).astype(bool) for name in FLAGS}
    facts |= {f"with_{segment.id}": _with_any(people, segment) for segment in segments() if segment.conditions}
    connection.register("facts_now", facts)
    return query("segments/segments.sql")


def _with_any(people: People, segment: Segment) -> Numbers:
    mask = sum(1 << people.conditions[name] for name in segment.conditions if name in people.conditions)
    return np.asarray((people.column("condition_bits").astype(np.int64) & mask) != 0)
