"""The demonstration's desk: the county's organisations, the people one can sign in as, and a made-up plan.

Needs Django set up and the desk migrated. Everything is done by the actions that real people use.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from joinedup.engine import Build, connect
from joinedup.governance import roles
from joinedup.planning.examples import laid_out, made_up, write_word
from joinedup.web.demo.people import DemoPerson, Place, create_demo_people
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.models import Membership
from joinedup.web.planning.actions import import_plan

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
    """Make the organisations of a linked build, their people, all with ``password``, and a plan; list the people.

    Raises DemoError in production and where people work already.
    """
    people = create_demo_people(list(_places(linked)), password)
    _import_plan()
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


def _import_plan() -> None:
    example = made_up()
    manager = Membership.objects.get(role_code=roles.PROGRAMME_MANAGER.code)
    with tempfile.TemporaryDirectory() as folder:
        file = write_word(laid_out(example), Path(folder) / "better-care-fund-plan.docx")
        import_plan(by=Acting(manager, "demonstration"), file=file, file_name=file.name, name=example.title)
