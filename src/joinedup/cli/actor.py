"""Who acts: a change made from the command line has a named actor, as one made on a page has."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from joinedup.basics.errors import JoinedUpError
from joinedup.engine import Workspace
from joinedup.governance.permissions import Permission
from joinedup.governance.roles import DATA_MANAGER, PROGRAMME_MANAGER, Role
from joinedup.web.config import server

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


@contextmanager
def written_down(workspace: Workspace, email: str | None, did: str) -> Iterator[list[str]]:
    """Refuses unless somebody who may load files does this, and writes it in the access log before it is done.

    Before anybody has an account here there is nobody to name: what is given back then says so, as lines to print.
    """
    server.start(workspace.root)
    server.prepare_desk()
    from joinedup.web.governance import access_log  # noqa: PLC0415 (Django is set up only now)

    if not _held_today().exists():
        yield ["Not in the access log: nobody has an account here yet."]
        return
    by = acting(email, Permission.LOAD_FILES, DATA_MANAGER)
    access_log.write(by=by, did=did)
    yield []


def acting(email: str | None, permission: Permission, usual: Role = PROGRAMME_MANAGER) -> "Acting":
    """The person of that address in a role that has the permission; without one, the only holder of the usual role.

    Needs Django set up and the desk up to date. Raises NoActorError.
    """
    from joinedup.web.governance.acting import Acting  # noqa: PLC0415 (Django is set up only now)

    able = [one for one in _held_today() if permission in one.role.may and email in (None, one.user.email)]
    if email is None:
        able = [one for one in able if one.role_code == usual.code]
    if not able:
        who = "Nobody of that address" if email else f"No {usual.name.lower()} here"
        raise NoActorError(f"{who} may {permission.value}.", "Name somebody whose role allows it: --by EMAIL.")
    if len({one.user.pk for one in able}) > 1:
        raise NoActorError(
            f"There are several people who are {usual.name.lower()}.", "Name the one who does this: --by EMAIL."
        )
    return Acting(able[0], "command line")


def _held_today() -> Any:
    from joinedup.web.governance.models import Membership  # noqa: PLC0415

    everybody: Any = Membership.objects
    return everybody.held_on(dt.datetime.now().astimezone().date()).select_related("user", "organisation")
