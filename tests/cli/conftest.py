"""Commands are run as people run them: a process of its own, no terminal, in a folder of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from running import Ended, Run, command, environment


@pytest.fixture
def joinedup(tmp_path: Path) -> Run:
    """Runs a command in an empty folder."""

    def run(*given: str | Path, cwd: Path = tmp_path, timeout: int = 300, **more: str) -> Ended:
        ended = subprocess.run(
            command(*given),
            cwd=cwd,
            env=environment(**more),
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=timeout,
            check=False,
        )
        assert "Traceback" not in ended.stderr
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    return run
