"""Made-up organisations and the made-up people who sign in, so that the site can be shown by role.

Everything is built by the same actions as the real thing. In production none of it runs, and a site that holds any of
it does not start.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from joinedup.basics.errors import JoinedUpError
from joinedup.governance import roles
from joinedup.governance.roles import Role
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions import memberships, organisations
from joinedup.web.governance.models import Membership, Organisation


class DemoError(JoinedUpError):
    """The demonstration's people cannot be made here."""

    code = "demo.people"


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation to make: ODS code, name, kind (``Organisation.kind``)."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody one can sign in as. All share one password, made anew for each demonstration."""

    email: str
    password: str
    name: str
    role: str
    organisation: str


CAST: dict[str, tuple[tuple[Role, str], ...]] = {
    "icb": (
        (roles.PROGRAMME_MANAGER, "Priya Plan"),
        (roles.FINANCE_LEAD, "Felix Figures"),
        (roles.ANALYST, "Anna Lyst"),
        (roles.DATA_MANAGER, "Daniel Feed"),
        (roles.GOVERNANCE_LEAD, "Grace Watcher"),
    ),
    "practice": ((roles.GP, "Dr Made-Up"), (roles.PRACTICE_NURSE, "Nurse Made-Up")),
    "council": ((roles.SOCIAL_WORKER, "Sam Social"), (roles.PLAN_REVIEWER, "Rita Reviewer")),
    "community": ((roles.COMMUNITY_MATRON, "Marigold Matron"), (roles.MDT_COORDINATOR, "Casey Coordinator")),
    "trust": ((roles.DISCHARGE_NURSE, "Dee Discharge"), (roles.PROVIDER_DIRECTOR, "Pat Provider")),
}
"""Who works at the first organisation of each kind; each further practice has its own doctor."""


@transaction.atomic
def create_demo_people(places: Sequence[Place], password: str | None = None) -> list[DemoPerson]:
    """Make the organisations and their people; list whom one can sign in as, the administrator first.

    ``places`` holds one integrated care board at least. The password is made up unless given. Raises ``DemoError`` in
    production, and when anybody holds a role here already.
    """
    if settings.PRODUCTION:
        raise DemoError("Made-up people are not let into production.", "Use another workspace.")
    board = next((place for place in places if place.kind == "icb"), None)
    if board is None:
        raise DemoError("There is no integrated care board among the places.", "Add one: it appoints everybody.")
    word = password or f"demo-{secrets.token_urlsafe(12)}"
    administrator = _found(board, word)
    by = Acting(administrator, "demonstration")
    there = {board.code: administrator.organisation} | {
        place.code: organisations.add_organisation(by=by, code=place.code, name=place.name, kind=place.kind)
        for place in places
        if place.code != board.code
    }
    people = [_person(administrator, word)]
    return people + [_person(_appoint(by, role, name, there[code], word), word) for code, role, name in _cast(places)]


def _found(board: Place, password: str) -> Membership:
    if Membership.objects.exists():
        raise DemoError("People work here already.", "Make the demonstration in a new workspace.")
    organisation, _ = Organisation.objects.get_or_create(
        code=board.code, defaults={"name": board.name, "kind": board.kind, "made_up": True}
    )
    return memberships.found(
        email=_email("Ada Ministrator", organisation),
        name="Ada Ministrator",
        password=password,
        organisation=organisation,
        made_up=True,
    )


def _cast(places: Sequence[Place]) -> list[tuple[str, Role, str]]:
    seen: set[str] = set()
    cast = []
    for place in places:
        people = CAST.get(place.kind, ())
        cast += [(place.code, role, name) for role, name in (people[:1] if place.kind in seen else people)]
        seen.add(place.kind)
    return cast


def _appoint(by: Acting, role: Role, name: str, organisation: Organisation, password: str) -> Membership:
    email = _email(name, organisation)
    user = memberships.open_account(by=by, email=email, name=f"{name} (made up)", password=password)
    return memberships.give_role(by=by, user=user, organisation=organisation, role_code=role.code)


def _email(name: str, organisation: Organisation) -> str:
    return f"{name.lower().replace(' ', '.')}@{organisation.code.lower()}.example"


def _person(membership: Membership, password: str) -> DemoPerson:
    user = membership.user
    return DemoPerson(user.email, password, user.name, membership.role.name, membership.organisation.name)
