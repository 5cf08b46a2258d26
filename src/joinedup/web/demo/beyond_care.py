"""Uses beyond care in the demonstration: who opted out has been asked, a file without names was made, and a nurse tried
as many of its pseudonyms as a day allows, so that an alert waits for the privacy officer.

No national service is asked: the answer is made up here, and leaves out about as many as opt out in England.
"""

from itertools import islice

from joinedup.governance import roles
from joinedup.governance.roles import Role
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.models import Membership
from joinedup.web.people import beyond_care, turning_back

RECIPIENT = "public-health"
ONE_IN = 18
"""Opted out, about: 5.4% of the people on practices' lists in England."""
WHY = "A list of people who may fall came without names"


def set_up_beyond_care() -> None:
    """Nothing is done where nobody is data manager or nurse."""
    manager, nurse = _first(roles.DATA_MANAGER), _first(roles.PRACTICE_NURSE)
    if manager is None or nurse is None:
        return
    asked = beyond_care.ask(by=manager).splitlines(keepends=True)
    beyond_care.take_answer(by=manager, content=b"".join(line for at, line in enumerate(asked) if at % ONE_IN))
    rows = beyond_care.without_names(by=manager, recipient=RECIPIENT).splitlines()[1:]
    for row in islice(rows, turning_back.a_day()):
        turning_back.turn_back(by=nurse, recipient=RECIPIENT, pseudonym=row.partition(",")[0], reason=WHY)


def _first(role: Role) -> Acting | None:
    held = Membership.objects.filter(role_code=role.code).select_related("organisation", "user").order_by("pk").first()
    return Acting(held, "demonstration") if held else None
