"""``joinedup keys``: which keys a workspace has, and a new one for a recipient of files without names."""

import datetime as dt
from typing import Annotated, Any

import typer

from joinedup.cli.options import Format, ResultFormat, WorkspaceFolder, examples, group, single
from joinedup.cli.output import show, table
from joinedup.engine import Workspace
from joinedup.governance import keys
from joinedup.governance.permissions import Permission
from joinedup.governance.pseudonyms import Pseudonyms
from joinedup.web.config import server

list_app, rotate_app, retire_app = single(), single(), single()
WHAT_FOR = {
    "site": "sessions and forms of the site",
    "audit": "the seal of the access log",
    "identity": "people’s ids",
    "opt-out": "answers about opt-outs",
    "mesh-password": "the MESH mailbox",
    "mesh-shared": "the MESH mailbox",
}
Recipient = Annotated[str, typer.Argument(metavar="RECIPIENT", help="Such as public-health.", show_default=False)]
By = Annotated[str, typer.Option("--by", metavar="EMAIL", help="The data manager who does this.", show_default=False)]


@list_app.command("list", epilog=examples("joinedup keys list --workspace demo-workspace"))
def list_keys(workspace: WorkspaceFolder, how: ResultFormat = Format.TEXT) -> None:
    """List the keys: what each is for, since when, and whether others than the owner can read it. No key is printed.

    Exit status 1 when somebody else can read one.
    """
    found = _keys(Workspace.open(workspace))
    rows = [[one["name"], one["for"], one["since"], "yes: close it" if one["open"] else "no"] for one in found]
    show(found, table(["key", "what for", "since", "open to others"], rows), how)
    if any(one["open"] for one in found):
        raise typer.Exit(1)


@rotate_app.command(epilog=examples("joinedup keys rotate public-health --workspace W --by daniel.feed@qxx.example"))
def rotate(recipient: Recipient, workspace: WorkspaceFolder, by: By, how: ResultFormat = Format.TEXT) -> None:
    """Make a new key for one recipient: the next file gets other pseudonyms; earlier ones can still be turned back."""
    _start(workspace)
    from joinedup.cli.actor import acting  # noqa: PLC0415 (Django is set up only now)
    from joinedup.web.people.recipients import rotate_key  # noqa: PLC0415

    version = rotate_key(by=acting(by, Permission.SEND_PSEUDONYMS), recipient=recipient)
    said = f"{recipient} has key {version} from now on. It is written in the access log."
    show({"recipient": recipient, "version": version}, [said], how)


@retire_app.command(epilog=examples("joinedup keys retire public-health 1 --workspace W --by daniel.feed@qxx.example"))
def retire(
    recipient: Recipient,
    version: Annotated[int, typer.Argument(metavar="VERSION", help="Which of the recipient’s keys.", min=1)],
    workspace: WorkspaceFolder,
    by: By,
    how: ResultFormat = Format.TEXT,
) -> None:
    """Destroy an old key of one recipient: nobody can turn its pseudonyms back any more. There is no way back."""
    _start(workspace)
    from joinedup.cli.actor import acting  # noqa: PLC0415
    from joinedup.web.people.recipients import retire_key  # noqa: PLC0415

    retire_key(by=acting(by, Permission.SEND_PSEUDONYMS), recipient=recipient, version=version)
    show({"recipient": recipient, "retired": version}, [f"Key {version} of {recipient} is destroyed."], how)


def _start(workspace: Any) -> None:
    server.start(Workspace.open(workspace).root)
    server.prepare_desk()


def _keys(workspace: Workspace) -> list[dict[str, Any]]:
    folder = workspace.root / "keys"
    found = []
    for path in sorted(folder.rglob("*.key")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        recipient, version = Pseudonyms.recipient_of(path) or ("", 0)
        since = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        what = f"pseudonyms for {recipient}, key {version}" if recipient else WHAT_FOR.get(name, "not known here")
        found.append({"name": name, "for": what, "since": f"{since:%Y-%m-%d}", "open": keys.open_to_others(path)})
    return found


app = group("List the keys of a workspace, and give a recipient a new one.", list_app, rotate_app, retire_app)
