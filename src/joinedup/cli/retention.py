"""``joinedup retention``: what the desk has kept past its time."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from joinedup.cli.options import Format, ResultFormat, WorkspaceFolder, examples, single
from joinedup.cli.output import show, table
from joinedup.engine import Workspace
from joinedup.governance.permissions import Permission
from joinedup.web.config import server

app = single()


@app.command(
    epilog=examples(
        "joinedup retention --workspace demo-workspace",
        "joinedup retention --workspace demo-workspace --format json",
    )
)
def retention(
    workspace: WorkspaceFolder,
    delete: Annotated[bool, typer.Option("--delete", help="Delete it. Without this, it is only counted.")] = False,
    by: Annotated[
        str | None, typer.Option("--by", metavar="EMAIL", help="The governance lead who deletes; needed with --delete.")
    ] = None,
    how: ResultFormat = Format.TEXT,
) -> None:
    """Count what the desk has kept about people past its time, and delete it when a governance lead says so.

    The years run from a person's death or, for somebody on no list any more, from the last day anything is recorded of
    them. Deleting is written in the access log, with counts and no people.
    """
    if delete and not by:
        raise typer.BadParameter("name the governance lead who deletes", param_hint="--by")
    opened = Workspace.open(workspace)
    server.start(opened.root)
    server.prepare_desk()
    result = _result(by if delete else None)
    rows = [[line["title"], line["years"], line["rows"], line["past"], line["unknown"]] for line in result["kept"]]
    head = ["what", "years", "rows", "past their time", "of nobody in the record"]
    ending = f"{result['deleted']:,} rows deleted." if delete else f"{result['past']:,} rows are past their time."
    show(result, [*table(head, rows), ending], how)


def _result(by: str | None) -> dict[str, Any]:
    from joinedup.cli.actor import acting  # noqa: PLC0415 (Django is set up only now)
    from joinedup.web.maintenance import retention as kept  # noqa: PLC0415

    report = kept.report()
    lines = [{"title": line.title, **asdict(line)} for line in report.lines]
    deleted = kept.delete(by=acting(by, Permission.DELETE_KEPT), expected=report) if by else 0
    return {"past": report.past, "deleted": deleted, "kept": lines}
