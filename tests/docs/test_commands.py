"""The docs cannot lie: every block of commands is run, page by page, and every command named in a sentence exists.

A comment before a block says what is different about it: ``<!-- not run: why -->``, ``<!-- ends with 1 -->`` or
``<!-- runs until stopped -->``.
"""

import importlib
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer
from reading import ROOT, blocks, inline_commands, name_of, pages

from joinedup.cli.commands import COMMANDS
from joinedup.planning.examples import laid_out, made_up, write_word
from joinedup.web.design import assets

RUN = [page for page in pages() if any(_ for _ in blocks(page)) and page.name not in ("CONTRIBUTING.md",)]
MADE_BY_THE_READER = ("git ", "make ", "cd ", ". ")
HEAD = "UNIQUE REFERENCE,NHS_NO,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,ADDRESS_LINE1,POSTCODE\n"
PERSON = "1,9990000018,Ashdown,Ada,2,19360405,1 Made Up Road,ZZ1 1AA\n"


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a reader has by then: a county, a workspace, a demonstration, a plan with a flaw, two lists."""
    folder = tmp_path_factory.mktemp("reader")
    _run("joinedup synth county --people 1000 --seed 1", folder)
    _run("joinedup intake county --workspace trial", folder, ends_with=(0, 1))
    if assets.is_installed():
        _run("joinedup demo --people 1000 --no-serve", folder)
    example = made_up()
    example.fields.popitem()
    write_word(laid_out(example), folder / "plan.docx")
    for name in ("request.csv", "spine.csv"):
        (folder / name).write_text(HEAD + PERSON)
    return folder


@pytest.mark.parametrize("page", RUN, ids=name_of)
def test_commands_to_copy_work(page: Path, sandbox: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    shutil.copytree(sandbox, here)
    for block in blocks(page):
        for command in block.commands:
            if block.mark.startswith("not run: ") or command.startswith(MADE_BY_THE_READER):
                _is_there(command)
            elif block.mark == "runs until stopped":
                _serve(command, here)
            else:
                assert block.mark in ("", "ends with 1"), f"unknown mark: {block.mark}"
                _run(command, here, ends_with=(1,) if block.mark else (0,))


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_commands_named_in_a_sentence_exist(page: Path) -> None:
    for named in inline_commands(page):
        words = [word for word in shlex.split(named)[1:] if word not in ("COMMAND", "…", "...")]
        _knows(words, named)


def _knows(words: list[str], named: str) -> None:
    if not words or words[0].startswith("--"):
        return
    assert words[0] in COMMANDS, f"there is no command in: {named}"
    command = typer.main.get_command(importlib.import_module(COMMANDS[words[0]].module).app)
    members = getattr(command, "commands", None)
    if members and len(words) > 1:
        assert words[1] in members, f"there is no command in: {named}"
        command = members[words[1]]
    options = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)} | {
        "--help"
    }
    assert {word.split("=")[0] for word in words if word.startswith("--")} <= options, named


def _is_there(command: str) -> None:
    """A command that is not run here must at least exist."""
    words = [word for word in shlex.split(command) if "=" not in word or not word[0].isupper()]
    if words[0] == "make":
        targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        assert words[1] in targets
    if words[0] == "joinedup":
        _knows(words[1:], command)


def _arguments(command: str) -> list[str]:
    words = shlex.split(command)
    assert words[0] == "joinedup", f"say how this is run, or mark it: {command}"
    return [sys.executable, "-m", "joinedup.cli", *words[1:]]


def _environment() -> dict[str, str]:
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("JOINEDUP_", "DJANGO_", "DATABASE"))
    }


def _run(command: str, here: Path, ends_with: tuple[int, ...] = (0,)) -> None:
    ended = subprocess.run(
        _arguments(command),
        cwd=here,
        env=_environment(),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert ended.returncode in ends_with, f"{command}\n{ended.stdout[-2000:]}\n{ended.stderr[-2000:]}"


def _serve(command: str, here: Path) -> None:
    """Starts it at a free port, waits until it answers, and stops it as a reader would."""
    if not assets.is_installed():
        pytest.skip("the NHS design system is not here: run 'make setup'")
    given = re.sub(r" --port \d+", "", command) + f" --port {_free()}"
    serving = subprocess.Popen(_arguments(given), cwd=here, env=_environment(), stderr=subprocess.PIPE, text=True)
    try:
        assert serving.stderr is not None
        deadline = time.monotonic() + 60
        while "JoinedUp is at" not in (line := serving.stderr.readline()) and time.monotonic() < deadline:
            assert line, f"{command} ended"
    finally:
        serving.send_signal(signal.SIGINT)
        serving.communicate(timeout=30)


def _free() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
