"""The demonstration's desk: organisations, the people one can sign in as, a made-up plan, the teams' caseloads, and
uses beyond care.

Needs Django set up and the desk migrated. Everything is done by the actions that real people use.
"""

from collections.abc import Iterator

from joinedup.engine import Build, connect
from joinedup.governance import roles
from joinedup.governance.relationships import TieKind
from joinedup.web.demo.beyond_care import set_up_beyond_care
from joinedup.web.demo.people import DemoPerson, Place, create_demo_people
from joinedup.web.demo.plan import make_plan
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions.relationships import put_on_caseload
from joinedup.web.governance.models import Membership
from joinedup.web.governance.people import PersonFacts
from joinedup.web.people.record import reading

DOCTORS_WHO_REFER, REFERRED = 3, 8

KINDS = {
    "icb": "icb",
    "council": "council",
    "acute": "trust",
    "community": "community",
    "mental health": "mental health",
    "practice": "practice",
}
"""Role of an organisation in the extract → its kind at the desk. The others have nobody who signs in."""


def set_up(linked: Build, password: str) -> list[DemoPerson]:
    """Make a linked build's organisations, their people with ``password``, a plan, caseloads, an alert; list them.

    Raises DemoError in production and where people work already.
    """
    people = create_demo_people(list(_places(linked)), password)
    make_plan()
    _refer()
    set_up_beyond_care()
    return people


def _places(linked: Build) -> Iterator[Place]:
    with connect() as connection:
        linked.open_in(connection, "organisations")
        rows = connection.execute(
            'select "ODS_CODE", "NAME", "ROLE" from organisations where "CLOSE_DATE" is null order by "ODS_CODE"'
        ).fetchall()
    for code, name, role in rows:
        if role in KINDS:
            yield Place(code, name, KINDS[role])


def _refer() -> None:
    """Each first doctor refers those likeliest to be admitted to the teams, so that their worklists have people."""
    doctors = Membership.objects.filter(role_code=roles.GP.code).select_related("organisation", "user")
    teams = [
        Membership.objects.filter(role_code=code).select_related("organisation").order_by("pk").first()
        for code in (roles.COMMUNITY_MATRON.code, roles.SOCIAL_WORKER.code, roles.DISCHARGE_NURSE.code)
    ]
    for doctor in doctors[:DOCTORS_WHO_REFER]:
        by = Acting(doctor, "demonstration")
        for person in _likeliest(doctor.organisation.code):
            for team in filter(None, teams):
                put_on_caseload(by=by, person=person, organisation=team.organisation, kind=TieKind.REFERRAL)


def _likeliest(practice: str) -> list[PersonFacts]:
    with reading("linked", "risk") as opened:
        rows = opened.connection.execute(
            "select cast(person_id as varchar) from persons join scores using (person_id) "
            "where persons.practice_code = $practice and date_of_death is null order by rank limit $most",
            {"practice": practice, "most": REFERRED},
        ).fetchall()
    return [PersonFacts(person_id, practice) for (person_id,) in rows]
