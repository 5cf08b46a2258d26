"""Whether a person's record may be opened: the one way in.

The page of a person calls ``open_record(by=request.acting, person=…)`` first. It decides, writes down (also a refusal)
and raises ``NotAllowed`` when the answer is no; only then is anything read from the record. Lists start from
``scope_of(acting)``: the practice and the people one may see, to be put into the query itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from joinedup.governance.permissions import Permission
from joinedup.governance.relationships import REGISTERED_ROLES, Decision, Tie, TieKind, decide
from joinedup.web.governance import access_log
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.models import AccessEntry, Relationship


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the rules must know of a person: the linked record's id and the practice they are registered with."""

    person_id: str
    practice_code: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """The people a role may see: those of one practice, and those listed. Both empty: nobody."""

    practice_code: str | None = None
    person_ids: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_nobody(self) -> bool:
        """True when there is nothing to look for."""
        return self.practice_code is None and not self.person_ids


def may_see_person(acting: Acting, person: PersonFacts) -> Decision:
    """Decide, without writing anything down. One query."""
    stored = Relationship.objects.of(acting.membership).filter(person_id=person.person_id)
    return decide(acting.asker, [*_registered(person), *(one.tie for one in stored)], timezone.localdate())


def open_record(*, by: Acting, person: PersonFacts, did: str = "opened the record") -> Decision:
    """Decide and write down, before anything of the record is read; raise ``NotAllowed`` (a 403) when it may not be."""
    decision = may_see_person(by, person)
    if not decision:
        raise NotAllowed(decision.reason, person_id=person.person_id)
    access_log.write(by=by, did=did, person_id=person.person_id, because=decision.reason)
    return decision


def saw(*, by: Acting, person_ids: Sequence[str], did: str) -> None:
    """Write down, for each person, that a list about to be shown names them. The list started from ``scope_of``."""
    if person_ids:
        access_log.write_each(by=by, did=did, person_ids=person_ids)


def scope_of(acting: Acting) -> Scope:
    """The people this role may see, for a query to start from. One query."""
    if Permission.READ_PERSON not in acting.role.may:
        return Scope()
    stored = Relationship.objects.of(acting.membership).holding_on(timezone.localdate())
    registered = acting.organisation.code if acting.role.code in REGISTERED_ROLES else None
    return Scope(registered, frozenset(stored.values_list("person_id", flat=True)))


def looked_at(person_id: str, limit: int = 50) -> list[AccessEntry]:
    """Who did what with this person's record, the latest first: for the foot of the person's page."""
    found = AccessEntry.objects.filter(person_id=person_id).select_related("user").order_by("-number")
    return list(found[:limit])


def _registered(person: PersonFacts) -> list[Tie]:
    if not person.practice_code:
        return []
    return [Tie(TieKind.REGISTERED, person.practice_code, timezone.localdate())]
