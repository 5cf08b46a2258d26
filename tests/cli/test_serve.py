"""``joinedup serve``: the site answers on this machine, a port in use is said at once, and a stop is a good end."""

import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from running import command, environment

from joinedup.cli.port import PortError, make_sure_of
from joinedup.engine import Workspace


@contextmanager
def _taken() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(1)
        yield listening.getsockname()[1]


def _free() -> int:
    with _taken() as port:
        return port


def test_a_free_port_is_fine() -> None:
    make_sure_of("127.0.0.1", _free())


def test_a_port_in_use_names_one_that_is_free() -> None:
    with _taken() as port, pytest.raises(PortError, match=f"Port {port}") as problem:
        make_sure_of("127.0.0.1", port)
    assert int(problem.value.fix.split("--port ")[1].rstrip(".")) > port


def test_a_folder_that_is_no_workspace(joinedup, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    ended = joinedup("serve", "--workspace", "papers")
    assert ended.status == 2
    assert "papers is not a JoinedUp workspace" in ended.err


def test_the_port_is_looked_at_before_anything_is_done(joinedup, tmp_path: Path) -> None:
    Workspace.open(tmp_path / "w", create=True)
    with _taken() as port:
        ended = joinedup("serve", "--workspace", "w", "--port", str(port))
    assert ended.status == 2
    assert f"Port {port}" in ended.err
    assert not (tmp_path / "w" / "desk.sqlite3").exists()


def test_the_site_answers_and_stops_when_asked(tmp_path: Path) -> None:
    Workspace.open(tmp_path / "w", create=True)
    port = _free()
    serving = subprocess.Popen(
        command("serve", "--workspace", tmp_path / "w", "--port", str(port)),
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert "Sign in" in _answer(f"http://127.0.0.1:{port}/", serving)
    finally:
        serving.send_signal(signal.SIGINT)
        said, _ = serving.communicate(timeout=30)
    assert serving.returncode in (0, 130), said
    assert f"http://127.0.0.1:{port}/" in said
    assert "Traceback" not in said


def _answer(address: str, serving: subprocess.Popen[str]) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and serving.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10) as page:
                return page.read().decode()
        except OSError:
            time.sleep(0.2)
    return ""
