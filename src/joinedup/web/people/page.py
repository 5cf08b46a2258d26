"""What the page of a person shows of a story: who they are, who is involved, what happened, in lanes."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from joinedup.basics.people import age_on, called
from joinedup.governance.roles import ROLES
from joinedup.linked import Event, Story
from joinedup.risk.conditions import in_words
from joinedup.web.design.environment import likely, moment
from joinedup.web.governance.models import AccessEntry, Organisation

NEWEST = 30
LANES = {
    "gp": "GP practice",
    "acute": "Hospital",
    "community": "Community services",
    "mental_health": "Mental health",
    "social_care": "Social care",
    "deaths": "Registration",
}

_TRACE = {
    "register": "on the GP register",
    "cross-check": "number, date of birth and name agree",
    "alphanumeric": "name, date of birth and address agree",
    "scored": "found by scored matching",
    "decided": "decided by a person",
    "traced": "traced by the national service",
    "unmatched": "not found on the GP register",
}


@dataclass(frozen=True, slots=True)
class Known:
    """How one source knows the person."""

    source: str
    how: str
    sure: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything the template needs, already in words."""

    id: str
    person: Mapping[str, Any]
    name: str
    age: int | None
    known: list[Known]
    conditions: list[Mapping[str, Any]]
    events: list[Event]
    left_out: int
    lanes: dict[str, str]
    lane: str
    years: list[int]
    year: str
    summary: str


def page_of(story: Story, *, lane: str, year: str, whole: bool = False) -> PersonPage:
    """The page, its timeline cut to one lane or year when asked, and to the newest events unless ``whole``."""
    person = story.person
    chosen = [one for one in story.timeline if lane in ("", one.source) and year in ("", str(one.on.year))]
    events = chosen if whole else chosen[:NEWEST]
    return PersonPage(
        id=str(person["person_id"]),
        person=person,
        name=called(person["family_name"], person["given_name"]) or "Name not known",
        age=_age(person),
        known=[_known(link) for link in story.links],
        conditions=[{**one, "words": in_words(one["condition"])} for one in story.conditions],
        events=events,
        left_out=len(chosen) - len(events),
        lanes={source: LANES.get(source, source) for source in dict.fromkeys(one.source for one in story.timeline)},
        lane=lane,
        years=sorted({one.on.year for one in story.timeline}, reverse=True),
        year=year,
        summary=_summary(story),
    )


def looked_in_words(entries: list[AccessEntry]) -> list[str]:
    """Who did what with this record, a sentence an entry: for the person themselves to read."""
    codes = {entry.organisation_code for entry in entries}
    places = dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))
    return [_looked(entry, places.get(entry.organisation_code, "")) for entry in entries]


def _looked(entry: AccessEntry, place: str) -> str:
    role = ROLES[entry.role_code].name.lower() if entry.role_code in ROLES else ""
    who = ", ".join(part for part in (entry.user.name, f"{role} at {place}" if role and place else role) if part)
    return f"{moment(entry.at)}: {who}, {entry.did}. {entry.because}".strip()


def _age(person: Mapping[str, Any]) -> int | None:
    born, last = person["date_of_birth"], person["date_of_death"] or timezone.localdate()
    return age_on(born, last) if born else None


def _known(link: Mapping[str, Any]) -> Known:
    score = link["score"]
    sure = likely(score, 1) if score is not None and score < 1 else "certain by rule"
    return Known(LANES.get(link["source"], link["source"]), _TRACE.get(link["method"], link["method"]), sure)


def _summary(story: Story) -> str:
    """The one sentence at the top: what happened in the last year."""
    since = timezone.localdate() - dt.timedelta(days=365)
    kinds = [one.title for one in story.timeline if one.on >= since]
    emergencies = kinds.count("Emergency admission")
    visits = sum(1 for title in kinds if title == "Emergency department attendance")
    if not kinds:
        return "Nothing is recorded in the last 12 months."
    return (
        f"In the last 12 months: {_count(emergencies, 'emergency admission')}, "
        f"{_count(visits, 'emergency department attendance')}, {_count(len(kinds), 'event')} in all."
    )


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
