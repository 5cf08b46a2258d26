"""A real browser against a real site: granian in its own process, on a free port, in a workspace of its own.

``visitor`` signs in and opens pages. Every page opened with ``look`` is judged by axe at the width of a desk screen and
of a phone, must not scroll sideways, must have a title and one first heading, and nothing on it may ask another machine
for anything or break the content security policy. With ``JOINEDUP_SCREENSHOTS=folder`` each page is kept as a picture.
"""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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


@dataclass
class Visitor:
    """A browser window, and what went wrong in it."""

    page: object
    address: str
    wrong: list[str] = field(default_factory=list)

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        """Through the page, as a person does."""
        self.page.goto(f"{self.address}/sign-in/")
        self.page.get_by_label("Email address").fill(email)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_load_state()

    def look(self, path: str, status: int = 200) -> str:
        """Open a page, judge it at both widths, give its text."""
        for name, size in (("desk", DESK), ("phone", PHONE)):
            self.page.set_viewport_size(size)
            answer = self.page.goto(self.address + path)
            assert answer.status == status, f"{path}: {answer.status}"
            self.judge(path, name)
        return self.page.inner_text("main")

    def judge(self, path: str, width: str) -> None:
        """The page as it stands."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        assert not found, (path, width, [(one["id"], one["nodes"][0]["html"][:200]) for one in found])
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} scrolls sideways"
        assert len(self.page.locator("h1").all()) == 1, f"{path}: one first heading"
        if SCREENSHOTS:
            name = path.strip("/").replace("/", "-") or "home"
            self.page.screenshot(path=f"{SCREENSHOTS}/{name}-{width}.png", full_page=True)


SCREENSHOTS = os.environ.get("JOINEDUP_SCREENSHOTS")


@pytest.fixture
def visitor(chromium: object, site: "Site") -> Iterator[Visitor]:
    """A new browser window; at the end nothing may have gone wrong in it."""
    window = chromium.new_context(viewport=DESK)
    one = Visitor(window.new_page(), site.address)
    one.page.on("request", lambda sent: _elsewhere(sent.url, site.address) and one.wrong.append(f"asked {sent.url}"))
    one.page.on("console", lambda said: _is_bad(said) and one.wrong.append(said.text))
    one.page.on("pageerror", lambda error: one.wrong.append(str(error)))
    yield one
    window.close()
    assert not one.wrong


def _elsewhere(url: str, own: str) -> bool:
    return not url.startswith((own, "data:"))


def _is_bad(said: object) -> bool:
    return said.type in ("error", "warning") and "status of 4" not in said.text


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with made-up people, served until the tests end."""
    workspace = tmp_path_factory.mktemp("journeys") / "workspace"
    subprocess.run([sys.executable, "-c", PREPARE, str(workspace), PASSWORD], check=True)
    with served_at(workspace) as address:
        yield Site(address, workspace)


@contextmanager
def served_at(workspace: Path) -> Iterator[str]:
    """The address of a site over the workspace, until the end."""
    port = _free_port()
    with subprocess.Popen([sys.executable, "-c", SERVE, str(workspace), str(port)]) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/sign-in/", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A served one, and who can sign in to it."""

    site: Site
    made: dict[str, Any]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """Made by the command a newcomer runs, and served as the demonstration serves it."""
    workspace = tmp_path_factory.mktemp("every-page") / "workspace"
    asked = ["demo", "--no-serve", "--people", "2000", "--format", "json", "--workspace", str(workspace)]
    command = [sys.executable, "-m", "joinedup.cli", *asked]
    made = subprocess.run(command, check=True, capture_output=True, text=True)
    with served_at(workspace) as address:
        yield Demonstration(Site(address, workspace), json.loads(made.stdout))


@pytest.fixture(scope="module")  # its event loop must be gone before other tests ask the database
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
