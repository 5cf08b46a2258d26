"""``joinedup back-up``: copy a workspace while it is in use."""

import os
from pathlib import Path
from typing import Annotated

import typer

from joinedup.cli.options import Format, ResultFormat, WorkspaceFolder, examples, single
from joinedup.cli.output import show
from joinedup.engine import Workspace
from joinedup.web.maintenance.back_up import BackUpError, back_up

app = single()


@app.command(
    "back-up",
    epilog=examples(
        "joinedup back-up --workspace demo-workspace --to copies/monday",
        "joinedup back-up --workspace demo-workspace --to copies/monday --keys-to safe/monday",
    ),
)
def copy(
    workspace: WorkspaceFolder,
    to: Annotated[Path, typer.Option("--to", help="The new folder to copy into.")],
    keys_to: Annotated[
        Path | None, typer.Option("--keys-to", help="Another folder, kept elsewhere, for the keys.")
    ] = None,
    how: ResultFormat = Format.TEXT,
) -> None:
    """Copy a workspace while it is in use, and its keys to another place when one is named.

    Without its keys a copy can be neither served nor checked: keep them, but not with the data.
    """
    if os.environ.get("DATABASE_URL", "sqlite").partition(":")[0] != "sqlite":
        fix = "Back it up with pg_dump, and run this again without DATABASE_URL for the files."
        raise BackUpError("The desk is on another database server.", fix)
    made = back_up(Workspace.open(workspace).root, to.absolute(), keys_to=keys_to.absolute() if keys_to else None)
    result = {"folder": str(to), "files": made.files, "bytes": made.size, "keys": made.keys}
    keys = f"The keys are in {keys_to}." if keys_to else "The keys were not copied: this copy needs them."
    show(result, [f"{made.files:,} files, {made.size:,} bytes, are in {to}.", keys], how)
