"""Options that several commands share, so that they are called the same and mean the same everywhere."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"


WorkspaceFolder = Annotated[
    Path, typer.Option("--workspace", "-w", metavar="W", help="The workspace: the one folder everything is kept in.")
]
ResultFormat = Annotated[
    Format, typer.Option("--format", help="Print the result as text to read, or as JSON for a program.")
]


def single() -> typer.Typer:
    """An application that is one command, told in plain text."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def group(words: str, *commands: typer.Typer) -> typer.Typer:
    """Commands under one name."""
    together = typer.Typer(
        add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True, help=words
    )
    for one in commands:
        together.registered_commands += one.registered_commands
    together.callback()(_nothing_more)
    return together


def _nothing_more() -> None:
    """A group stays a group when it holds one command."""


def examples(*lines: str) -> str:
    """What ``--help`` ends with: commands to copy, each on a line of its own."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)
