"""Runs one command as a whole process and takes what the operating system says it cost."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """What one run cost. ``peak_mb`` is the largest of the process and those it waited for, in megabytes."""

    wall_s: float
    user_s: float
    system_s: float
    peak_mb: float
    exit_status: int
    output: str
    problems: str


def run(command: Sequence[str]) -> Cost:
    """The cost of ``command`` from start to end, start-up and writing to disk included."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as problems:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=problems)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        per_mb = 1024 * 1024 if sys.platform == "darwin" else 1024
        return Cost(
            round(wall, 3),
            round(used.ru_utime, 3),
            round(used.ru_stime, 3),
            round(used.ru_maxrss / per_mb, 1),
            process.returncode,
            _text(output),
            _text(problems),
        )


def _text(file: object) -> str:
    file.seek(0)
    return file.read().decode("utf-8", errors="replace")
