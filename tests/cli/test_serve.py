"""``joinedup serve``: the site answers on this machine, a port in use is said at once, and a stop is a good end."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from running import free_port, serving

from joinedup.cli.port import PortError, make_sure_of
from joinedup.engine import Workspace


@contextmanager
def _taken() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(1)
        yield listening.getsockname()[1]


def test_a_free_port_is_fine() -> None:
    make_sure_of("127.0.0.1", free_port())


def test_a_port_in_use_names_one_that_isfree_port() -> None:
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
    with serving("serve", "--workspace", "w", cwd=tmp_path) as site:
        assert "Sign in" in site.answer()
    assert site.ended.status in (0, 130), site.ended.err
    assert site.address in site.ended.err
    assert "Traceback" not in site.ended.err
