"""The page of problems: every code an error or a finding can carry, read from the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

from marks import table

import joinedup

SOURCE = Path(joinedup.__file__).parent
INTRODUCTION = """# Problems and their codes

Every problem is a **finding**: a stable `code`, a `severity` (error, warning or advice), a `message`, a `fix` that says
what to do, and `where`: file, row, column, field, line, page or a few words, as far as they are known. Intake, plan
checks, forms and commands all use the same shape. In JSON:

```json
{
 "code": "port",
 "severity": "error",
 "message": "Port 8000 of 127.0.0.1 cannot be used: another program may listen there already.",
 "fix": "End that program, or choose another port: --port 8001.",
 "where": {}
}
```

The codes of plan checks are on [their own page](checks.md).

## What stops a command

"""
SYSTEM = ("not-found", "not-allowed", "not-a-file", "not-a-folder", "system")


def page() -> str:
    """Markdown."""
    rows = sorted({(f"`{code}`", words, status) for code, words, status in _errors()})
    return INTRODUCTION + table(["code", "what it says", "ends with"], rows) + _others()


def _others() -> str:
    return (
        "\nWhat the operating system refuses has the codes "
        + ", ".join(f"`{code}`" for code in SYSTEM)
        + ". A problem nobody foresaw has the code `unexpected` and names only its kind and a line of code, "
        "because its own words could hold personal data; `JOINEDUP_TRACEBACK=1` shows it whole. Each ends with 2.\n"
    )


def _errors() -> Iterator[tuple[str, str, int]]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name != "JoinedUpError":
                said = {name: value for statement in node.body for name, value in _assigned(statement)}
                if isinstance(said.get("code"), str):
                    yield said["code"], (ast.get_docstring(node) or "").split("\n\n")[0], said.get("exit_status", 2)


def _assigned(statement: ast.stmt) -> Iterator[tuple[str, object]]:
    if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant):
        for target in statement.targets:
            if isinstance(target, ast.Name):
                yield target.id, statement.value.value
