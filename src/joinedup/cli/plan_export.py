"""``joinedup plan export``: a plan of the site as a file."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from joinedup.basics.errors import JoinedUpError
from joinedup.cli.actor import By, acting
from joinedup.cli.options import Format, ResultFormat, WorkspaceFolder, examples, single
from joinedup.cli.output import show
from joinedup.engine import Workspace
from joinedup.governance.permissions import Permission
from joinedup.web.config import server

if TYPE_CHECKING:
    from joinedup.web.planning.models import PlanVersion

app = single()


class Kind(StrEnum):
    """What a plan can be written as."""

    DOCX = "docx"
    XLSX = "xlsx"
    HTML = "html"


class NoSuchPlanError(JoinedUpError):
    """There is no plan of that number."""

    code = "no-plan"


@app.command(
    "export",
    epilog=examples(
        "joinedup plan export 1 --to docx --workspace demo-workspace",
        "joinedup plan export 1 --to xlsx --workspace demo-workspace --out return.xlsx",
    ),
)
def export(
    number: Annotated[int, typer.Argument(metavar="ID", help="The plan's number, as 'plan import' printed it.")],
    to: Annotated[Kind, typer.Option("--to", help="Word, Excel in the return's shape, or a page for the public.")],
    workspace: WorkspaceFolder = Path("demo-workspace"),
    out: Annotated[Path | None, typer.Option(help="The file to write; plan-ID.KIND here when not given.")] = None,
    by: By = None,
    how: ResultFormat = Format.TEXT,
) -> None:
    """Write the latest version of a plan as a file.

    Word keeps the form's headings, Excel has the return's shape, and the page needs nothing but a browser. Taking a
    plan away is written down.
    """
    opened = Workspace.open(workspace)
    server.start(opened.root)
    server.prepare_desk()
    file = out or Path(f"plan-{number}.{to.value}")
    if not file.resolve().parent.is_dir():
        raise typer.BadParameter(f"there is no folder {file.parent.name} to write to", param_hint="--out")
    result = _exported(number, to, file, by)
    show(result, [f"Version {result['version']} of plan {number}, {result['name']}, is in {file}."], how)


def _exported(number: int, to: Kind, file: Path, by: str | None) -> dict[str, Any]:
    from joinedup.web.governance import access_log  # noqa: PLC0415 (Django is set up only now)
    from joinedup.web.planning.exported import exported  # noqa: PLC0415

    actor = acting(by, Permission.READ_PLAN)
    version = _latest(number)
    content, _ = exported(version, to.value)
    access_log.write(by=actor, did=f"took away plan {number} as {to.value}")
    file.write_bytes(content)
    return {"id": number, "name": version.plan.name, "version": version.number, "file": file, "bytes": len(content)}


def _latest(number: int) -> "PlanVersion":
    from joinedup.web.planning.models import Plan  # noqa: PLC0415

    plan = Plan.objects.filter(pk=number).first()
    if plan is None:
        known = ", ".join(f"{one.pk} ({one.name})" for one in Plan.objects.all()[:10])
        raise NoSuchPlanError(f"There is no plan {number} in this workspace.", f"Plans here: {known or 'none yet'}.")
    return plan.latest
