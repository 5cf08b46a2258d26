"""Where ``joinedup`` starts: finds the command, and ends in words however it ends."""

import importlib
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from joinedup import __version__
from joinedup.cli.commands import COMMANDS
from joinedup.cli.ending import ending_in_words


class Lazily(TyperGroup):
    """Knows every command by name and one line of help, and imports the one that is called."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (typer fixes the signature)
        """Names, in the order in which the work happens."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of that name, imported now."""
        entry = COMMANDS.get(cmd_name)
        return typer.main.get_command(importlib.import_module(entry.module).app) if entry else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Writes the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.words) for name, entry in COMMANDS.items()])


app = typer.Typer(
    cls=Lazily,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog="Start with 'joinedup demo'. 'joinedup COMMAND --help' says more about one command, with examples. "
    "It ends with 0 when all is well, 1 when errors were found, 2 when it cannot go on.",
)


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(f"joinedup {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", callback=_say_version, is_eager=True)
    ] = False,
) -> None:
    """Join up care: link records, find people who need help, count what happened, keep the plan."""


def main() -> None:
    """The entry point of the ``joinedup`` program."""
    with ending_in_words():
        app(prog_name="joinedup")
