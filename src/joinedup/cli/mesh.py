"""``joinedup mesh``: batch traces by the national service, out and in, and the mailbox that carries them."""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from joinedup.cli.actor import written_down
from joinedup.cli.options import Format, ResultFormat, WorkspaceFolder, examples, group, single
from joinedup.cli.output import finding_lines, show, table
from joinedup.engine import Workspace
from joinedup.exchange import (
    MeshMailbox,
    Received,
    TraceResponse,
    read_account,
    take_response,
    write_request,
)
from joinedup.identity.sources import SOURCES

request_app, send_app, receive_app, response_app = single(), single(), single(), single()
By = Annotated[
    str | None,
    typer.Option("--by", metavar="EMAIL", help="Who does this; without it, the data manager where there is just one."),
]
NAMES = ", ".join(one.name for one in SOURCES)


@request_app.command(epilog=examples("joinedup mesh request --workspace W --out request.csv --source social_care"))
def request(
    workspace: WorkspaceFolder,
    out: Annotated[Path, typer.Option("--out", metavar="REQUEST.csv", help="Where to write the request.")],
    source: Annotated[str | None, typer.Option("--source", help=f"Only records of one source: {NAMES}.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Ask once more about records that were answered.")] = False,
    by: By = None,
    how: ResultFormat = Format.TEXT,
) -> None:
    """Write a batch trace request: the records that found nobody, in the national columns.

    The file is personal data. Only its owner can read it; remove it once it is sent.
    """
    if source is not None and source not in NAMES.split(", "):
        raise typer.BadParameter(f"It is one of: {NAMES}.", param_hint="--source")
    opened = Workspace.open(workspace)
    with written_down(opened, by, "made a batch trace request for the national service") as log:
        made = write_request(opened, out, source=source, again=again)
    left = f"Left out: {made.answered:,} answered before, {made.too_little:,} with too little to look them up by."
    warned = [] if made.verified else ["The columns are not confirmed by the national service: check its own page."]
    show(asdict(made), [f"{made.rows:,} records to trace are in {out.name}.", left, *warned, *log], how)


@send_app.command(epilog=examples("joinedup mesh send request.csv --workspace W"))
def send(
    file: Annotated[Path, typer.Argument(help="The request.", exists=True, dir_okay=False, show_default=False)],
    workspace: WorkspaceFolder,
    by: By = None,
    how: ResultFormat = Format.TEXT,
) -> None:
    """Send a request to the mailbox and workflow that the workspace's mesh.json names.

    It is never sent twice by itself: when the connection is lost, look into the mailbox before trying again.
    """
    opened = Workspace.open(workspace)
    account = read_account(opened)
    known = hashlib.sha256(file.read_bytes()).hexdigest()[:32]
    with written_down(opened, by, f"sent the batch trace request {known} to {account.to}") as log:
        message = MeshMailbox(account).send(file, to=account.to, workflow=account.workflow, local_id=known)
    show({"message": message, "local_id": known}, [f"Sent as message {message}.", *log], how)


@receive_app.command(epilog=examples("joinedup mesh receive --workspace W --into answers"))
def receive(
    workspace: WorkspaceFolder,
    into: Annotated[Path, typer.Option("--into", metavar="FOLDER", help="Where to put what waits.")],
    by: By = None,
    how: ResultFormat = Format.TEXT,
) -> None:
    """Fetch every message that waits; each is acknowledged only when it is whole and on the disk."""
    opened = Workspace.open(workspace)
    mailbox = MeshMailbox(read_account(opened))
    mailbox.check()
    into.mkdir(mode=0o700, parents=True, exist_ok=True)
    with written_down(opened, by, "fetched what waits in the mailbox of batch traces") as log:
        got = list(_fetched(mailbox, into))
    show([asdict(one) for one in got], [*_received_lines(got), *log], how)


@response_app.command(epilog=examples("joinedup mesh response answers/MESSAGE.csv --workspace W"))
def response(
    file: Annotated[Path, typer.Argument(help="The response.", exists=True, dir_okay=False, show_default=False)],
    workspace: WorkspaceFolder,
    by: By = None,
    how: ResultFormat = Format.TEXT,
) -> None:
    """Take in a response: single, sure matches count from the next 'joinedup link' on; the rest waits for people."""
    opened = Workspace.open(workspace)
    with written_down(opened, by, "took in an answer to a batch trace") as log, opened.writing():
        made = take_response(opened, file)
    show(asdict(made), [*_response_lines(made), *log], how)


def _fetched(mailbox: MeshMailbox, into: Path) -> Iterator[Received]:
    for message in mailbox.inbox():
        yield mailbox.receive(message, into)
        mailbox.acknowledge(message)


def _received_lines(got: list[Received]) -> Iterator[str]:
    yield f"{len(got):,} messages."
    for one in got:
        said = f"kept as {one.file.name}" if one.file else f"not delivered: {one.problem} (message {one.about})"
        yield f"{one.message} from {one.sender}, workflow {one.workflow}: {said}"


def _response_lines(made: TraceResponse) -> Iterator[str]:
    yield f"{made.written_back:,} of {made.rows:,} answers name one person surely; {made.replaced:,} replace a number."
    yield from table(["outcome", "rows"], made.outcomes.items())
    yield from finding_lines(made.findings)
    yield "They count from the next 'joinedup link' on."


app = group(
    "Trace records by the national service: write a request, send it, receive and take in the answer.",
    request_app,
    send_app,
    receive_app,
    response_app,
)
