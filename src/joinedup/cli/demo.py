"""``joinedup demo``: the whole loop, on a made-up county, from nothing to a site one can sign in to."""

import os
import shlex
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from joinedup.basics.errors import JoinedUpError
from joinedup.cli import demo_workspace
from joinedup.cli.demo_workspace import Demo
from joinedup.cli.options import Format, ResultFormat, examples, single
from joinedup.cli.output import show, table
from joinedup.cli.port import make_sure_of
from joinedup.cli.progress import progress
from joinedup.cli.serve import HOST, address
from joinedup.web.config import server
from joinedup.web.design import assets

app = single()


class DemoInProductionError(JoinedUpError):
    """The demonstration is not made where real people are looked after."""

    code = "demo-production"


@app.command(
    epilog=examples(
        "joinedup demo",
        "joinedup demo --people 2000 --no-serve",
        "joinedup demo --workspace trial --port 8080",
    )
)
def demo(
    people: Annotated[int, typer.Option(min=1000, help="How many people are on the GP register.")] = 20_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same county.")] = 1,
    workspace: Annotated[
        Path,
        typer.Option(
            "--workspace", "-w", metavar="W", help="Where to keep it: a new folder, or one of an earlier demo."
        ),
    ] = Path("demo-workspace"),
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port of this machine to serve at.")] = 8000,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve the site, or end once it is ready.")] = True,
    how: ResultFormat = Format.TEXT,
) -> None:
    """Make up a county, run the whole loop on it, and serve the site.

    People are made up, their records sent, judged and linked, measures counted, the risk of admission scored, and a
    made-up plan imported. Then the address and the people one can sign in as are printed. Run again, it uses what is
    there; asked for other people, another seed, or in another month, it makes the demonstration anew.
    """
    if os.environ.get("JOINEDUP_PRODUCTION") == "1":
        raise DemoInProductionError(
            "JOINEDUP_PRODUCTION is set: no demonstration is made where real people are looked after.",
            "Unset it, or run the demonstration on another machine.",
        )
    if serve:
        make_sure_of(HOST, port)
    if not assets.is_installed():
        raise server.ServerError("The NHS design system is not here.", "Run 'make setup', which fetches it once.")
    began = time.monotonic()
    with progress() as tell:
        made = demo_workspace.ready(workspace, people=people, seed=seed, tell=tell)
    result = made.as_dict() | {"address": address(HOST, port), "seconds": round(time.monotonic() - began, 1)}
    show(result, _lines(made, time.monotonic() - began, address(HOST, port), serve=serve), how)
    if serve:
        server.serve(HOST, port)


def _lines(made: Demo, seconds: float, where: str, *, serve: bool) -> Iterator[str]:
    done = "was there already and is used again" if made.reused else f"took {seconds:.0f} s to make"
    yield f"The demonstration in {made.workspace.name} {done}: {made.people:,} made-up people."
    yield "Sign in as one of these; each has the same password:"
    yield f"  {made.password}"
    yield from (f"  {line}" for line in table(["email", "role", "organisation"], made.cast))
    if serve:
        yield f"JoinedUp is at {where} and ends with Ctrl+C."
    else:
        yield f"To serve it: {_called()} serve --workspace {shlex.quote(str(made.workspace))}"


def _called() -> str:
    """How this program is called from here: by its name where that is on the path, else by where it was started."""
    own = Path(sys.argv[0]).absolute()
    if own.name != "joinedup" or not own.is_file():
        return "joinedup"
    found = shutil.which("joinedup")
    if found and Path(found).absolute() == own:
        return "joinedup"
    here = Path.cwd()
    return shlex.quote(str(own.relative_to(here) if own.is_relative_to(here) else own))
