"""What the desk has kept past its time: counted, and deleted when a governance lead says so.

The time is the years of ``fields.DESK`` (unverified: each organisation's records policy decides) after a person's
death; for somebody on no list any more, after the last day anything is recorded of them. Nobody who is on a list is
ever past. Rows about an id that the linked record does not hold are counted apart and stay: nobody knows since when.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils import timezone

from joinedup.governance.permissions import Permission
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions import action
from joinedup.web.maintenance.fields import DESK
from joinedup.web.people.record import reading

_LAST_DAYS = """
with seen as (
    select person_id, cast(coalesce(discharged_on, admitted_on) as date) as day from spells
    union all select person_id, cast(arrived_at as date) from attendances
    union all select person_id, cast(on_date as date) from contacts
    union all select person_id, cast(coalesce(ended_on, started_on) as date) from care_packages
    union all select person_id, registered_to from persons
)

select cast(persons.person_id as varchar), coalesce(date_of_death, case when not on_register then max(day) end)
from persons left join seen using (person_id)
group by persons.person_id, date_of_death, on_register
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One model: how many rows it has, how many are past their time and about how many people, how many of no one."""

    model: str
    years: int | None
    rows: int
    past: int = 0
    people: int = 0
    unknown: int = 0

    @property
    def title(self) -> str:
        """What its rows are called."""
        words = str(apps.get_model(self.model)._meta.verbose_name_plural).capitalize()
        return words.removesuffix("ys") + "ies" if words.endswith("ys") else words


@dataclass(frozen=True, slots=True)
class Report:
    """Every model that speaks of people."""

    lines: tuple[Line, ...]

    @property
    def past(self) -> int:
        """Rows past their time, of all models."""
        return sum(line.past for line in self.lines)

    def __str__(self) -> str:
        return ", ".join(f"{line.past} {line.title.lower()}" for line in self.lines if line.past) or "nothing"


def report(today: dt.date | None = None) -> Report:
    """A dry run: counts, and nothing is changed."""
    last = _last_days()
    return Report(tuple(_line(model, last, today or timezone.localdate()) for model in DESK))


@action(Permission.DELETE_KEPT, "deleted what was kept past its time: {expected}")
def delete(*, by: Acting, expected: Report) -> int:
    """Deletes just what the report counted, as of now; how many rows. Refuses when that has changed since."""
    if report() != expected:
        raise RuntimeError("what is past its time has changed since it was counted")
    last, today = _last_days(), timezone.localdate()
    deleted = 0
    for model in DESK:
        for rows in _past(model, last, today):
            deleted += rows.delete()[0]
    return deleted


def _line(model: str, last: dict[str, dt.date | None], today: dt.date) -> Line:
    kept, every = DESK[model], apps.get_model(model)._default_manager
    if kept.years is None:
        return Line(model, None, every.count())
    known = every.values_list("person_id", flat=True).distinct()
    past = [one for one in known if _is_past(last.get(one), kept.years, today)]
    unknown = [one for one in known if one and one not in last]
    return Line(model, kept.years, every.count(), _count(model, past), len(past), _count(model, unknown))


def _past(model: str, last: dict[str, dt.date | None], today: dt.date) -> Iterator[QuerySet[Model]]:
    years = DESK[model].years
    if years is not None:
        known = apps.get_model(model)._default_manager.values_list("person_id", flat=True).distinct()
        yield from _about(model, [one for one in known if _is_past(last.get(one), years, today)])


def _is_past(last: dt.date | None, years: int, today: dt.date) -> bool:
    return last is not None and (last.year + years, last.month, last.day) < (today.year, today.month, today.day)


def _count(model: str, person_ids: Iterable[str]) -> int:
    return sum(rows.count() for rows in _about(model, person_ids))


def _about(model: str, person_ids: Iterable[str]) -> Iterator[QuerySet[Model]]:
    """A few hundred people at a time: databases limit how much one question names."""
    found = list(person_ids)
    for at in range(0, len(found), 500):
        yield apps.get_model(model)._default_manager.filter(person_id__in=found[at : at + 500])


def _last_days() -> dict[str, dt.date | None]:
    with reading("linked") as opened:
        return dict(opened.connection.execute(_LAST_DAYS).fetchall())
