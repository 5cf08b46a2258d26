"""``joinedup restore``: put a copy of a workspace back, and prove that it is whole."""

from pathlib import Path
from typing import Annotated

import typer

from joinedup.cli.options import Format, ResultFormat, examples, single
from joinedup.cli.output import show
from joinedup.web.maintenance.back_up import restore as put_back

app = single()


@app.command(
    epilog=examples(
        "joinedup restore copies/monday --workspace restored --keys safe/monday",
    )
)
def restore(
    copy: Annotated[Path, typer.Argument(help="The folder that 'joinedup back-up' made.")],
    workspace: Annotated[Path, typer.Option("--workspace", "-w", metavar="W", help="The new folder to restore into.")],
    keys: Annotated[Path | None, typer.Option("--keys", help="The folder the keys were copied to.")] = None,
    how: ResultFormat = Format.TEXT,
) -> None:
    """Put a copy of a workspace into a new folder, once every file is proved to be what was copied.

    Then run 'joinedup audit verify' on it: the access log must hold there too.
    """
    made = put_back(copy, workspace, keys=keys)
    result = {"folder": str(workspace), "files": made.files, "bytes": made.size, "keys": made.keys}
    missing = [] if keys else ["Put its keys into its keys folder before it is served."]
    show(
        result, [f"{made.files:,} files, {made.size:,} bytes, are back in {workspace}, each as it was.", *missing], how
    )
