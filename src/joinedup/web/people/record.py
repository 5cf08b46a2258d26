"""The linked record as the site reads it: always the build that serves, and always from what a role may see.

Nothing else in the site queries the tables about people. ``own_people`` starts from a scope; ``story`` is called only
after ``governance.people.open_record`` has said yes and written it down.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.conf import settings

from joinedup.basics import nhs_number
from joinedup.basics.people import called
from joinedup.engine import Reading, Serving, Workspace, WorkspaceError
from joinedup.linked import Story, person_story
from joinedup.web.governance.people import PersonFacts, Scope

_REFERENCE = re.compile(r"[1-9][0-9]{0,18}")
_OWN = """
select cast(person_id as varchar), family_name, given_name, date_of_birth, nhs_number, postcode
from persons
where (practice_code = $practice or list_contains($listed, person_id))
    and not list_contains($unwilling, person_id)
"""


@dataclass(frozen=True, slots=True)
class Person:
    """What a list shows of one person."""

    id: str
    family_name: str | None
    given_name: str | None
    date_of_birth: dt.date | None
    nhs_number: str | None
    postcode: str | None

    @property
    def name(self) -> str:
        """FAMILY NAME, Given name: as the NHS writes it."""
        return called(self.family_name, self.given_name)


@contextmanager
def reading(*layers: str) -> Iterator[Reading]:
    """A cursor over the builds that serve. Raises NothingBuiltError, which the site shows as a page."""
    with _serving(workspace_folder()).reading(*layers) as opened:
        yield opened


def workspace_folder() -> Path:
    """The workspace this site serves."""
    if settings.WORKSPACE is None:
        raise WorkspaceError("The site has no workspace.", "Set JOINEDUP_WORKSPACE to its folder.")
    return Path(settings.WORKSPACE)


def facts(person_id: str) -> PersonFacts:
    """What the rules must know of a person; of somebody the build does not hold, only the reference."""
    with reading("linked") as record:
        row = record.connection.execute(
            "select practice_code from persons where person_id = $person", {"person": _number(person_id)}
        ).fetchone()
    return PersonFacts(person_id, row[0] if row else None)


def story(person_id: str) -> tuple[Story | None, str]:
    """The whole record of one person, and the build it was read from."""
    with reading("linked") as record:
        return person_story(record.connection, _number(person_id)), record.builds["linked"].id


def own_people(scope: Scope, *, number: str = "", name: str = "", born: dt.date | None = None) -> list[Person]:
    """At most 50 people of the scope who have this NHS Number, or this family name and, when given, date of birth."""
    digits = nhs_number.normalise(number)
    if scope.is_nobody or not (digits or name):
        return []
    asked: dict[str, object] = {"practice": scope.practice_code, "listed": numbers(scope.person_ids)}
    asked["unwilling"] = numbers(scope.except_ids)
    if digits:
        query, asked["number"] = _OWN + " and nhs_number = $number", digits
    else:
        query, asked["name"] = _OWN + " and starts_with(upper(family_name), upper($name))", name.strip()
    if born:
        query, asked["born"] = query + " and date_of_birth = $born", born
    with reading("linked") as record:
        rows = record.connection.execute(query + " order by family_name, given_name limit 50", asked).fetchall()
    found = [Person(*row) for row in rows]
    return [replace(one, postcode=None) if one.id in scope.hidden_addresses else one for one in found]


def numbers(person_ids: Iterable[str]) -> list[int]:
    """References as the tables hold them."""
    return [_number(one) for one in person_ids]


@cache
def _serving(workspace: Path) -> Serving:
    return Serving(Workspace.open(workspace))


def _number(person_id: str) -> int:
    """The reference as the tables hold it; 0, which is nobody, for anything else.

    Each person has one spelling: what was said about 1001 would not be found under 01001.
    """
    return int(person_id) if _REFERENCE.fullmatch(person_id) else 0
