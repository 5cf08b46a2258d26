"""Who acts: a change made from the command line has a named actor, as one made on a page has."""

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

import typer

from joinedup.basics.errors import JoinedUpError
from joinedup.governance.permissions import Permission
from joinedup.governance.roles import PROGRAMME_MANAGER

if TYPE_CHECKING:
    from joinedup.web.governance.acting import Acting

By = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="EMAIL", help="Who does this; without it, the programme manager where there is just one."
    ),
]


class NoActorError(JoinedUpError):
    """Nobody is named who may do this."""

    code = "no-actor"


def acting(email: str | None, permission: Permission) -> "Acting":
    """The person of that address in a role that has the permission; without one, the only programme manager.

    Needs Django set up and the desk up to date. Raises NoActorError.
    """
    from joinedup.web.governance.acting import Acting  # noqa: PLC0415 (Django is set up only now)

    able = [one for one in _held_today() if permission in one.role.may and email in (None, one.user.email)]
    if email is None:
        able = [one for one in able if one.role_code == PROGRAMME_MANAGER.code]
    if not able:
        who = "Nobody of that address" if email else "No programme manager here"
        raise NoActorError(f"{who} may {permission.value}.", "Name somebody whose role allows it: --by EMAIL.")
    if len({one.user.pk for one in able}) > 1:
        raise NoActorError("There are several programme managers.", "Name the one who does this: --by EMAIL.")
    return Acting(able[0], "command line")


def _held_today() -> Any:
    from joinedup.web.governance.models import Membership  # noqa: PLC0415

    everybody: Any = Membership.objects
    return everybody.held_on(dt.datetime.now().astimezone().date()).select_related("user", "organisation")
