"""How commands are run here, and how they ended."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def problem(self) -> dict[str, Any]:
        """The finding on standard error; its last line, after any progress."""
        return json.loads(self.err.strip().splitlines()[-1])


class Run(Protocol):
    def __call__(self, *given: str | Path, **options: Any) -> Ended: ...


def command(*given: str | Path) -> list[str]:
    """``joinedup`` with this Python."""
    return [sys.executable, "-m", "joinedup.cli", *map(str, given)]


def free_port() -> int:
    """One that nobody listens at now."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


class Site:
    """A site that a command serves: what it answers, and how the command ended once it was asked to stop."""

    ended: Ended

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process, self.address = process, f"http://127.0.0.1:{port}/"

    def answer(self, within: int = 90) -> str:
        """The first page; empty when none comes."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(self.address, timeout=10) as page:
                    return str(page.read().decode())
            except OSError:
                time.sleep(0.2)
        return ""


@contextmanager
def serving(*given: str | Path, cwd: Path) -> Iterator[Site]:
    """A command that serves, at a free port; stopped at the end as Ctrl+C stops it."""
    port = free_port()
    out, err = cwd / "said.out", cwd / "said.err"
    with out.open("w") as to, err.open("w") as warned:
        process = subprocess.Popen(
            command(*given, "--port", str(port)), cwd=cwd, env=environment(), stdout=to, stderr=warned, text=True
        )
        site = Site(process, port)
        try:
            yield site
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=30)
            finally:
                process.kill()
                site.ended = Ended(process.returncode, out.read_text(), err.read_text())


def environment(**more: str) -> dict[str, str]:
    """Without what a developer may have set for the site."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("JOINEDUP_", "DJANGO_", "DATABASE"))
    }
    return kept | more


def on_a_small_disk(folder: Path, size: str, script: str, *given: str | Path) -> "subprocess.CompletedProcess[str]":
    """Runs a shell script with a disk of ``size`` at ``folder``, that only the script sees; ``$@`` is the command.

    Skips, saying so, where a test may not mount one.
    """
    apart = ["unshare", "--mount", "--map-root-user", "sh", "-c"]
    able = shutil.which("unshare") and not subprocess.run([*apart, "true"], check=False, capture_output=True).returncode
    if not able:
        pytest.skip("this system does not let a test mount a small disk")
    mounted = f'mount -t tmpfs -o size={size} tmpfs "{folder}" && {script}'
    return subprocess.run(
        [*apart, mounted, "sh", *command(*given)], capture_output=True, text=True, check=False, env=environment()
    )
