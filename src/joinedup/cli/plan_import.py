"""``joinedup plan import``: a document becomes a plan on the site."""

from pathlib import Path
from typing import Annotated, Any

import typer

from joinedup.cli.actor import By, acting
from joinedup.cli.options import Format, ResultFormat, WorkspaceFolder, examples, single
from joinedup.cli.output import show
from joinedup.engine import Workspace
from joinedup.governance.permissions import Permission
from joinedup.web.config import server

app = single()


@app.command(
    "import",
    epilog=examples(
        "joinedup plan import plan.docx --workspace demo-workspace",
        "joinedup plan import plan.docx --workspace demo-workspace --by priya.plan@qz9.example --name 'Our plan'",
    ),
)
def import_(
    file: Annotated[Path, typer.Argument(help="The plan: .docx, .pdf, .txt or .xlsx.", show_default=False)],
    workspace: WorkspaceFolder,
    by: By = None,
    name: Annotated[str, typer.Option(help="What to call it; the document's own name when not given.")] = "",
    how: ResultFormat = Format.TEXT,
) -> None:
    """Read a plan into the site, with its document and what is wrong with it.

    It belongs to the organisation of whoever does it, and the act is written down. Errors in the plan do not stop it:
    they are put right on the site. Prints the plan's number, which 'plan export' asks for.
    """
    opened = Workspace.open(workspace)
    server.start(opened.root)
    server.prepare_desk()
    result = _imported(file, name, by)
    text = f"Plan {result['id']}, {result['name']}, is in the workspace: {result['errors']} errors stop it so far."
    show(result, [text], how)


def _imported(file: Path, name: str, by: str | None) -> dict[str, Any]:
    from joinedup.web.planning.actions import import_plan  # noqa: PLC0415 (Django is set up only now)

    plan = import_plan(by=acting(by, Permission.EDIT_PLAN), file=file, file_name=file.name, name=name)
    version = plan.latest
    return {
        "id": plan.pk,
        "name": plan.name,
        "owner": plan.owner.code,
        "version": version.number,
        "errors": version.errors,
    }
