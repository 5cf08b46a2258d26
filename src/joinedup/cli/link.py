"""``joinedup link``: who is who, and one linked story for each person."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from joinedup.cli.options import Format, ResultFormat, WorkspaceFolder, examples, single
from joinedup.cli.output import finding_lines, findings_of, show, table
from joinedup.cli.progress import progress
from joinedup.engine import Build, Workspace
from joinedup.linked import build_linked

app = single()


@app.command(
    epilog=examples(
        "joinedup link --workspace demo-workspace",
        "joinedup link --workspace demo-workspace --format json",
    )
)
def link(
    workspace: WorkspaceFolder,
    relearn: Annotated[
        bool, typer.Option("--relearn", help="Learn how this place's records differ afresh, instead of as before.")
    ] = False,
    afresh: Annotated[
        bool, typer.Option("--afresh", help="Make every table again, also those whose sources have not changed.")
    ] = False,
    how: ResultFormat = Format.TEXT,
) -> None:
    """Work out which records belong to the same person, and write the linked tables.

    Tables whose sources have not changed since the last build are taken over from it. A new build is written and
    checked; only then does it take the place of the one that serves. Stopped half-way, the old one goes on serving.
    """
    opened = Workspace.open(workspace)
    with progress() as tell:
        build = build_linked(opened, tell, relearn=relearn, afresh=afresh)
    show(_result(build), _lines(build), how)


def _result(build: Build) -> Mapping[str, Any]:
    return {
        "build": build.id,
        "made_at": build.made_at,
        "people": build.manifest["tables"]["persons"]["rows"],
        "tables": _rows(build),
        "links": build.about["links"],
        "missing": build.about["missing"],
        "findings": build.about["findings"],
    }


def _lines(build: Build) -> Iterator[str]:
    by_source: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in build.about["links"]:
        by_source[row["source"]][row["method"]] = row["records"]
    methods = sorted({method for found in by_source.values() for method in found})
    rows = [[source, *(found.get(method, 0) for method in methods)] for source, found in sorted(by_source.items())]
    yield f"Linked build {build.id}: {_rows(build)['persons']:,} people."
    yield "How each source's records were linked:"
    yield from table(["source", *methods], rows)
    yield "Tables:"
    yield from table(["table", "rows"], _rows(build).items())
    yield from finding_lines(findings_of(build.about["findings"]))


def _rows(build: Build) -> dict[str, int]:
    return {name: int(told["rows"]) for name, told in build.manifest["tables"].items()}
