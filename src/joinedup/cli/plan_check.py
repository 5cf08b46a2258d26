"""``joinedup plan check``: is this plan right?"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from joinedup.basics.finding import Finding, Severity, has_errors
from joinedup.cli.ending import ERRORS_FOUND
from joinedup.cli.options import Format, ResultFormat, examples, single
from joinedup.cli.output import finding_lines, show
from joinedup.planning import TEMPLATES, Plan, check_plan, read_plan

app = single()


@app.command(
    "check",
    epilog=examples(
        "joinedup plan check plan.docx",
        "joinedup plan check plan.pdf --format json",
        "joinedup plan check plan.txt --template p1-2014-07",
    ),
)
def check(
    file: Annotated[Path, typer.Argument(help="The plan: .docx, .pdf, .txt or .xlsx.", show_default=False)],
    template: Annotated[str | None, typer.Option(help="The form it fills in; found by itself when not given.")] = None,
    how: ResultFormat = Format.TEXT,
) -> None:
    """Read a plan and say what is wrong with it, where, and what to do.

    Ends with 0 when there is no error, 1 when errors were found, and 2 when the file cannot be read. JSON is a list of
    findings: code, severity, message, fix, and where (field, line, page, text).
    """
    if template is not None and template not in TEMPLATES:
        raise typer.BadParameter(f"there is no template {template!r}: {', '.join(TEMPLATES)}", param_hint="--template")
    plan = read_plan(file, template)
    findings = check_plan(plan)
    show(findings, _lines(plan, findings), how)
    if has_errors(findings):
        raise typer.Exit(ERRORS_FOUND)


def _lines(plan: Plan, findings: list[Finding]) -> Iterator[str]:
    yield f"{plan.name}, read as: {TEMPLATES[plan.template].title}"
    yield from finding_lines(findings)
    counted = Counter(finding.severity for finding in findings)
    words = (
        f"{counted[severity]} {severity}{'' if counted[severity] == 1 else 's'}"
        for severity in (Severity.ERROR, Severity.WARNING)
    )
    yield f"{', '.join(words)}, {counted[Severity.ADVICE]} pieces of advice"
