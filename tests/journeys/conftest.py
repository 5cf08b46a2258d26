"""A real browser against a real site: granian in its own process, on a free port, in a workspace of its own.

A further ``conftest.py`` or test module adds data by ``make_site``'s argument; every page visited through ``visit`` is
judged by axe at the width of a desk screen and of a phone, and must not send a request to any other machine.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

CHROMIUM = Path(os.environ.get("JOINEDUP_CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 800}
PASSWORD = "correct-horse-battery-7"

PREPARE = """
import sys
from pathlib import Path
from joinedup.web.config import server
server.start(Path(sys.argv[1]))
server.prepare()
from joinedup.web.demo.people import Place, create_demo_people
create_demo_people(
    [
        Place("QXX", "Rivershire Integrated Care Board (made up)", "icb"),
        Place("A99001", "Mill Lane Surgery (made up)", "practice"),
        Place("A99002", "Harbour Practice (made up)", "practice"),
        Place("E99", "Rivershire Council (made up)", "council"),
        Place("RZ9", "Rivershire Hospitals (made up)", "trust"),
        Place("RY9", "Rivershire Community Health (made up)", "community"),
    ],
    sys.argv[2],
)
"""
SERVE = """
import sys
from pathlib import Path
from joinedup.web.config import server
server.start(Path(sys.argv[1]))
server.serve(port=int(sys.argv[2]))
"""


@dataclass
class Site:
    """A served workspace."""

    address: str
    workspace: Path
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with made-up people, served until the tests end."""
    workspace = tmp_path_factory.mktemp("journeys") / "workspace"
    subprocess.run([sys.executable, "-c", PREPARE, str(workspace), PASSWORD], check=True)
    port = _free_port()
    with subprocess.Popen([sys.executable, "-c", SERVE, str(workspace), str(port)]) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/sign-in/", server)
            yield Site(f"http://127.0.0.1:{port}", workspace)
        finally:
            server.terminate()


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A headless Chromium; without one the tests are skipped, saying so."""
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM} (set JOINEDUP_CHROMIUM)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        if server.poll() is not None:
            raise RuntimeError("the site ended before it answered")
        try:
            urllib.request.urlopen(address, timeout=2)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the site did not answer in time")
