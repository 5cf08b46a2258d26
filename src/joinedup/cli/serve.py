"""``joinedup serve``: the site, for one workspace."""

import sys
from typing import Annotated

import typer

from joinedup.cli.options import WorkspaceFolder, examples, single
from joinedup.cli.port import make_sure_of
from joinedup.engine import Workspace
from joinedup.web.config import server

app = single()
HOST = "127.0.0.1"


@app.command(
    epilog=examples(
        "joinedup serve --workspace demo-workspace",
        "joinedup serve --workspace demo-workspace --port 8080",
    )
)
def serve(
    workspace: WorkspaceFolder,
    host: Annotated[
        str, typer.Option(help="The address to listen at; this machine only, unless you say otherwise.")
    ] = HOST,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen at.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="How many processes answer.")] = 1,
) -> None:
    """Serve the site for a workspace until stopped with Ctrl+C.

    The desk's database is brought up to date first. In production (JOINEDUP_PRODUCTION=1) the site refuses to start
    while anything about it is unsafe, and says what.
    """
    opened = Workspace.open(workspace)
    make_sure_of(host, port)
    server.start(opened.root)
    server.prepare()
    sys.stderr.write(f"JoinedUp is at {address(host, port)} and ends with Ctrl+C.\n")
    server.serve(host, port, workers)


def address(host: str, port: int) -> str:
    """What to type into a browser."""
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
