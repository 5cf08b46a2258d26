"""The worklist of one scope: people found by the score, and people nominated without one."""

import datetime as dt
import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from joinedup.basics.people import age_on, called
from joinedup.web.coordination.models import CaseDecision, Decided
from joinedup.web.governance.models import Organisation
from joinedup.web.governance.people import Scope, objectors
from joinedup.web.people.record import numbers, reading

CUTS = {"0.5": "highest 0.5%", "1": "highest 1%", "2": "highest 2%", "5": "highest 5%"}
USUAL_CUT = "2"
WIDEST = max(map(float, CUTS))

_LISTED = """
with everybody as (select count(*) as people from scores)
select
    cast(persons.person_id as varchar), persons.family_name, persons.given_name, persons.date_of_birth,
    scores.score, scores.rank, scores.reasons
from persons
left join scores using (person_id)
where (persons.practice_code = $practice or list_contains($listed, persons.person_id))
    and not list_contains($unwilling, persons.person_id)
    and persons.date_of_death is null
    and (
        (
            scores.rank <= (
                -- whose score is left out stands in every cut or none: the narrowest would tell it
                select ceil(people * if(list_contains($partly, persons.person_id), $widest, $cut) / 100) from everybody
            )
            and not list_contains($objected, persons.person_id)
        )
        or list_contains($nominated, persons.person_id)
    )
order by list_contains($partly, persons.person_id), scores.rank nulls last, persons.family_name
limit 500
"""
_ADMITTED = """
select cast(person_id as varchar), count(*) from spells
where emergency and admitted_on < $on and admitted_on >= $on - interval 365 day
    and list_contains($listed, cast(person_id as varchar))
group by person_id
"""
_TOLD = re.compile(r"[\d,]+ emergency admissions? in the last (year|30 days)")


class State(StrEnum):
    """Where a person on the list stands; the value is what the page calls it."""

    TO_DECIDE = "To decide"
    ACCEPTED = "Taken on"
    DECLINED = "Not taken on"


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the list."""

    person_id: str
    name: str
    age: int | None
    score: float | None
    rank: int | None
    reasons: list[str]
    state: State
    route: str
    left_out: bool
    latest: CaseDecision | None


@dataclass(frozen=True, slots=True)
class Worklist:
    """All lines, and which scores they come from."""

    cases: list[Case]
    build: str
    index_date: dt.date

    def count(self, state: State) -> int:
        """How many stand so."""
        return sum(case.state is state for case in self.cases)


def worklist(scope: Scope, organisation: Organisation, cut: str) -> Worklist:
    """The list of a scope at one cut. Nobody's scope has nobody on it."""
    decisions = _latest(organisation)
    nominated = [int(one) for one, latest in decisions.items() if latest.decided == Decided.NOMINATED]
    asked = {
        "practice": scope.practice_code,
        "listed": numbers(scope.person_ids),
        "unwilling": numbers(scope.except_ids),
        "objected": numbers(objectors("RISK_STRATIFICATION")),
        "cut": float(cut),
        "widest": WIDEST,
        "partly": numbers(scope.partly_closed),
        "nominated": nominated,
    }
    with reading("linked", "risk") as opened:
        rows = opened.connection.execute(_LISTED, asked).fetchall() if not scope.is_nobody else []
        build = opened.builds["risk"]
        since = {"on": dt.date.fromisoformat(build.about["index_date"]), "listed": [row[0] for row in rows]}
        admitted = dict(opened.connection.execute(_ADMITTED, since).fetchall()) if rows else {}
    cases = [_case(row, decisions, scope.partly_closed, admitted) for row in rows]
    cases.sort(key=_place)
    return Worklist(cases, build.id, dt.date.fromisoformat(build.about["index_date"]))


def _latest(organisation: Organisation) -> dict[str, CaseDecision]:
    """The newest decision about each person."""
    every = CaseDecision.objects.filter(organisation=organisation).select_related("by").order_by("at", "pk")
    return {one.person_id: one for one in every}


def _case(
    row: tuple[object, ...],
    decisions: dict[str, CaseDecision],
    partly_closed: frozenset[str],
    admitted: Mapping[str, int],
) -> Case:
    """A score and its reasons tell what the whole record holds: they are left out where a part of it is closed."""
    person_id, family, given, born, score, rank, reasons = row
    latest, left_out = decisions.get(str(person_id)), str(person_id) in partly_closed
    return Case(
        person_id=str(person_id),
        name=called(str(family or ""), str(given or "")),
        age=age_on(born, timezone.localdate()) if isinstance(born, dt.date) else None,
        score=float(score) if isinstance(score, float) and not left_out else None,
        rank=int(rank) if isinstance(rank, int) and not left_out else None,
        reasons=_why_now(json.loads(str(reasons)), admitted.get(str(person_id), 0)) if reasons and not left_out else [],
        state=_state(latest),
        route="Nominated" if latest and latest.decided == Decided.NOMINATED else "Found by the score",
        left_out=bool(reasons) and left_out,
        latest=latest,
    )


def _why_now(reasons: list[str], admissions: int) -> list[str]:
    """Emergency admissions are always told: their nights may weigh more, and then they are not among the reasons."""
    if not admissions or any(_TOLD.match(one) for one in reasons):
        return reasons
    return [f"{admissions} emergency admission{'' if admissions == 1 else 's'} in the last year", *reasons]


def _place(case: Case) -> tuple[int, str]:
    """By rank; then, by name, those whose rank is not told: their place would tell it."""
    return (case.rank, "") if case.rank is not None else (sys.maxsize, case.name)


def _state(latest: CaseDecision | None) -> State:
    if latest is None or latest.decided == Decided.NOMINATED:
        return State.TO_DECIDE
    return State.ACCEPTED if latest.decided == Decided.ACCEPTED else State.DECLINED
