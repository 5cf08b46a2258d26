"""``joinedup audit verify``: prove that the log of who looked at whom is as it was written."""

import re
from typing import Annotated

import typer

from joinedup.basics.errors import JoinedUpError
from joinedup.cli.options import Format, ResultFormat, WorkspaceFolder, examples, group, single
from joinedup.cli.output import show
from joinedup.engine import Workspace
from joinedup.web.config import server

verify_app = single()
KNOWN = re.compile(r"(?P<number>[1-9][0-9]*):(?P<hash>[0-9a-f]{64})")


class AuditError(JoinedUpError):
    """The log is not as it was written."""

    code = "audit.broken"
    exit_status = 1


@verify_app.command(
    epilog=examples(
        "joinedup audit verify --workspace demo-workspace",
        "joinedup audit verify --workspace demo-workspace --format json",
    )
)
def verify(
    workspace: WorkspaceFolder,
    known: Annotated[
        str | None,
        typer.Option("--known", metavar="NUMBER:HASH", help="An end you wrote down earlier: it must still be there."),
    ] = None,
    how: ResultFormat = Format.TEXT,
) -> None:
    """Prove that the access log is as it was written, or name the first entry that is not.

    Prints the number and the hash of the last entry. Written down elsewhere and given back as --known, they prove later
    that nothing was cut off the end. Exit status 1 when the log is broken.
    """
    opened = Workspace.open(workspace)
    server.start(opened.root)
    server.prepare_desk()
    result = _result(known)
    show(result, [f"{result['entries']:,} entries, all as they were written.", f"It ends with {result['end']}"], how)


def _result(known: str | None) -> dict[str, object]:
    from joinedup.web.governance import access_log  # noqa: PLC0415 (Django is set up only now)

    broken = access_log.first_break()
    if broken:
        fix = "Keep the database as it is, restore the last good back-up beside it, and tell the governance lead."
        raise AuditError(f"The access log does not hold: {broken.why}.", fix)
    if known:
        _must_hold(known)
    end = access_log.end()
    return {"holds": True, "entries": end.number, "end": f"{end.number}:{end.hash}"}


def _must_hold(known: str) -> None:
    from joinedup.web.governance import access_log  # noqa: PLC0415

    said = KNOWN.fullmatch(known)
    if not said:
        raise typer.BadParameter("Give it as it was printed: the number, a colon, 64 letters and digits.")
    if not access_log.holds(int(said["number"]), said["hash"]):
        fix = "Entries were cut off, or the log was put in another's place. Restore the last good back-up beside it."
        raise AuditError(f"Entry {said['number']} is not the one you wrote down.", fix)


app = group("Prove that the log of who looked at whom is as it was written.", verify_app)
