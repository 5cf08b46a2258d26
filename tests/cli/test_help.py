"""Help is there at once, says the same everywhere, and nothing heavy is imported for it."""

import importlib
import subprocess
import sys

import pytest
import typer

from joinedup import __version__
from joinedup.cli.commands import COMMANDS

HEAVY = {"django", "duckdb", "numpy", "polars", "sklearn", "rich", "docx"}


def test_help_lists_every_command(joinedup) -> None:
    ended = joinedup("--help")
    assert ended.status == 0
    assert all(entry.words in " ".join(ended.out.split()) for entry in COMMANDS.values())


def test_help_imports_no_room() -> None:
    asked = "import sys; from joinedup.cli.start import app; import joinedup.cli.start as s\n"
    asked += "try: app(['--help'])\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    ended = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert not HEAVY & {module.split(".")[0] for module in ended.stderr.split()}


def test_version(joinedup) -> None:
    assert joinedup("--version").out == f"joinedup {__version__}\n"


def test_no_command_is_an_error_with_the_list(joinedup) -> None:
    ended = joinedup()
    assert ended.status == 2
    assert "Commands:" in ended.out + ended.err


def test_a_command_that_is_not_there(joinedup) -> None:
    ended = joinedup("sinth")
    assert ended.status == 2
    assert "No such command 'sinth'" in ended.err


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_says_what_the_list_says_and_shows_examples(name: str) -> None:
    command = typer.main.get_command(importlib.import_module(COMMANDS[name].module).app)
    assert command.get_short_help_str(200) == COMMANDS[name].words
    members = getattr(command, "commands", None)
    for called, one in (
        ((f"{name} {member}", inner) for member, inner in members.items()) if members else [(name, command)]
    ):
        said = one.get_help(typer.Context(one, info_name=f"joinedup {called}"))
        assert f"joinedup {called}" in said.split("Examples:")[1]
