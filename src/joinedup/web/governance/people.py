"""Whether a person's record may be opened: the one way in.

The page of a person calls ``open_record(by=request.acting, person=…)`` first. It decides, writes down (also a refusal)
and raises ``NotAllowed`` when the answer is no; only then is anything read from the record. What it returns says what
to leave out: ``decision.shows(Part.HOSPITAL)``, ``decision.address_hidden``. Lists start from ``scope_of(acting)``: the
practice and the people one may see, and those who do not want to be seen, to be put into the query itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from joinedup.governance.consent import PARTS, Consent, Part, withheld_from
from joinedup.governance.decisions import DISSENT, NO_TIE, Decision, decide
from joinedup.governance.permissions import Permission
from joinedup.governance.relationships import REGISTERED_ROLES, Tie, TieKind
from joinedup.web.governance import access_log, known
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.models import AccessEntry, ConsentFact, ObjectionFact, Relationship, SealFact


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the rules must know of a person: the linked record's id and the practice they are registered with."""

    person_id: str
    practice_code: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """The people a role may see: those of one practice, and those listed, without those who said no.

    With neither a practice nor anybody listed: nobody. The addresses of ``hidden_addresses`` are not shown, nor is
    anything that was worked out from the whole record of ``partly_closed``: a part of it is withheld or sealed.
    """

    practice_code: str | None = None
    person_ids: frozenset[str] = field(default_factory=frozenset)
    except_ids: frozenset[str] = field(default_factory=frozenset)
    hidden_addresses: frozenset[str] = field(default_factory=frozenset)
    partly_closed: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_nobody(self) -> bool:
        """True when there is nothing to look for."""
        return self.practice_code is None and not self.person_ids


_look_up: list[Callable[[str], PersonFacts]] = []


def look_up_with(function: Callable[[str], PersonFacts]) -> None:
    """The room that reads the linked record says here how to find out with which practice a person is registered."""
    _look_up[:] = [function]


_also: list[Callable[[str], frozenset[str]]] = []


def also_known_with(function: Callable[[str], frozenset[str]]) -> None:
    """The room that keeps the history of ids says here how to find those that a person had before."""
    _also[:] = [function]


def also_known_as(person_id: str) -> frozenset[str]:
    """The id, and every id of which the desk's rows followed to it."""
    return frozenset({person_id}).union(*(ask(person_id) for ask in _also))


def facts_of(person_id: str) -> PersonFacts:
    """What the rules must know of the person with this id."""
    return _look_up[0](person_id) if _look_up else PersonFacts(person_id)


def may_see_person(acting: Acting, person: PersonFacts) -> Decision:
    """Decide, without writing anything down. One query."""
    return _decide(acting, person)[0]


def open_record(*, by: Acting, person: PersonFacts, did: str = "opened the record") -> Decision:
    """Decide and write down, before anything of the record is read; raise ``NotAllowed`` (a 403) when it may not be."""
    decision, head = _decide(by, person)
    if not decision:
        raise _closed(by, decision, person)
    access_log.write(by=by, did=did, person_id=person.person_id, because=decision.reason, after=head)
    return decision


def saw(*, by: Acting, person_ids: Sequence[str], did: str) -> None:
    """Write down, for each person, that a list about to be shown names them. The list started from ``scope_of``."""
    if person_ids:
        access_log.write_each(by=by, did=did, person_ids=person_ids)


def scope_of(acting: Acting) -> Scope:
    """The people this role may see, for a query to start from. Three queries."""
    if Permission.READ_PERSON not in acting.role.may:
        return Scope()
    stored = Relationship.objects.of(acting.membership).holding_on(timezone.localdate())
    registered = acting.organisation.code if acting.role.code in REGISTERED_ROLES else None
    listed = frozenset(stored.values_list("person_id", flat=True))
    said_no, withheld = _said_no(acting)
    protected, sealed = _sealed(acting)
    return Scope(registered, listed, said_no, protected, withheld | sealed)


def objectors(about: str) -> frozenset[str]:
    """The people whose last word on a use beyond care (the name of an ``Objection``) was no."""
    last: dict[str, bool] = {}
    said = ObjectionFact.objects.filter(about=about).order_by("id")
    for person_id, objected in said.values_list("person_id", "objected"):
        last[person_id] = objected
    return frozenset(person_id for person_id, objected in last.items() if objected)


def looked_at(person_id: str, limit: int = 50) -> list[AccessEntry]:
    """Who did what with this person's record, also under earlier ids, the latest first: for the page's foot."""
    found = (
        AccessEntry.objects.filter(person_id__in=also_known_as(person_id)).select_related("user").order_by("-number")
    )
    return list(found[:limit])


def address_is_hidden(acting: Acting, person_id: str) -> bool:
    """True when another organisation protects the address of this person: for pages that start from no scope."""
    return person_id in _sealed(acting)[0]


def _decide(acting: Acting, person: PersonFacts) -> tuple[Decision, access_log.Head]:
    now = timezone.localtime()
    everything, head = known.about(acting, person.person_id, now, _registered(person))
    return decide(acting.asker, everything, now), head


def _closed(acting: Acting, decision: Decision, person: PersonFacts) -> NotAllowed:
    """A door that may be opened with a reason leads to the page where the reason is given."""
    openable = decision.code in (NO_TIE.code, DISSENT.code) and acting.may(Permission.BREAK_GLASS)
    return NotAllowed(decision.reason, person_id=person.person_id, may_give_reason=openable)


def _registered(person: PersonFacts) -> tuple[Tie, ...]:
    return (Tie(TieKind.REGISTERED, person.practice_code, timezone.localdate()),) if person.practice_code else ()


def _sealed(acting: Acting) -> tuple[frozenset[str], frozenset[str]]:
    """Whose address another organisation has sealed, and of whom a part of the record."""
    sealed = SealFact.objects.filter(until__isnull=True).exclude(organisation=acting.organisation)
    found = list(sealed.values_list("person_id", "part"))
    return frozenset(who for who, part in found if not part), frozenset(who for who, part in found if part)


def _said_no(acting: Acting) -> tuple[frozenset[str], frozenset[str]]:
    """Who does not want to be seen at all, and who withholds something."""
    said: dict[str, list[Consent]] = {}
    rows = ConsentFact.objects.values_list("person_id", "part", "organisation__code", "agreed", "pk")
    for person_id, part, organisation, agreed, turn in rows.order_by().iterator():
        said.setdefault(person_id, []).append(Consent(Part[part], organisation, agreed, turn))
    own = acting.organisation.code
    withheld = {person_id: withheld_from(own, heard) for person_id, heard in said.items()}
    everything = frozenset(person_id for person_id, parts in withheld.items() if parts == PARTS)
    return everything, frozenset(person_id for person_id, parts in withheld.items() if parts)
