"""The page of commands: what ``--help`` says of each."""

import importlib
from collections.abc import Iterator
from typing import Any

import typer
from marks import table

from joinedup.cli.commands import COMMANDS

INTRODUCTION = """# Commands

Every command ends with 0 when all is well, 1 when errors were found, and 2 when it cannot go on; with 130 when you
stop it with Ctrl+C. Results go to standard output, as text or, with `--format json`, as JSON that programs may rely on.
Progress and problems go to standard error: what is wrong and what to do, or one [finding](problems.md) in JSON when
JSON was asked for.

`joinedup --version` says which version you have.

"""


def page() -> str:
    """Markdown."""
    summary = table(
        ["command", "does"],
        [(f"[`joinedup {name}`](#joinedup-{name.replace(' ', '-')})", words) for name, words, _ in _all()],
    )
    return INTRODUCTION + summary + "".join(_section(name, command) for name, _, command in _all())


def _all() -> Iterator[tuple[str, str, Any]]:
    for name, entry in COMMANDS.items():
        command = typer.main.get_command(importlib.import_module(entry.module).app)
        members = getattr(command, "commands", None)
        if members is None:
            yield name, entry.words, command
            continue
        for member, inner in members.items():
            yield f"{name} {member}", inner.get_short_help_str(200), inner


def _section(name: str, command: Any) -> str:
    context = typer.Context(command, info_name=f"joinedup {name}", terminal_width=100, max_content_width=100)
    return f"\n## joinedup {name}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
