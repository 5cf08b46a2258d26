"""How commands are run here, and how they ended."""

import json
import os
import shutil
import subprocess
import sys
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
