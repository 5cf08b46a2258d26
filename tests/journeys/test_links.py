"""The data manager's afternoon: who is missed, two records side by side, two numbers of one person."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from joinedup.basics.nhs_number import check_digit
from joinedup.engine import Workspace
from joinedup.intake import receive
from joinedup.linked import build_linked

from .conftest import DESK, PASSWORD, PREPARE, SERVE, Site, Visitor, _free_port, _wait

pytestmark = pytest.mark.browser
NINES = [str(nine) for nine in range(999000001, 999000041) if check_digit(str(nine)) is not None][:24]
NUMBERS = [nine + str(check_digit(nine)) for nine in NINES]
GIVEN = ("Agnes", "Bertram", "Clara", "Dora", "Edith", "Frank", "Gerda", "Hilda")


def _write(workspace: Workspace) -> None:
    register = ["NHS_NO,FAMILY_NAME,GIVEN_NAME,GENDER,DATE_OF_BIRTH,ADDRESS_LINE1,POSTCODE,GP_PRACTICE_CODE,"]
    register[0] += "REGISTRATION_START_DATE"
    clients = ["LA_Code,LA_Person_Unique_Identifier,NHS_Number,Family_Name,Given_Name,Gender,Date_of_Birth,Ethnicity"]
    for at, number in enumerate(NUMBERS):
        who = f"Harbottle{chr(65 + at)},{GIVEN[at % 8]},{1 + at % 2},19{30 + 2 * at}-03-{10 + at % 18}"
        register.append(f"{number},{who},{at} Mill Lane,ZX1 1AA,A99001,2010-01-01")
        clients.append(f"999,C{at},{number if at % 4 else ''},{who},{'ABH'[at % 3]}")
    clients += [f"999,N{at},,Nobody{at},Zoe,2,1960-01-0{at + 1},Z" for at in range(3)]
    for name, rows in (("gp_register.csv", register), ("cld_clients.csv", clients)):
        (workspace.root / name).write_text("\n".join(rows), encoding="utf-8")
        receive(workspace.root / name, workspace)
    build_linked(workspace)


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site over a linked record."""
    workspace = tmp_path_factory.mktemp("links") / "workspace"
    _write(Workspace.open(workspace, create=True))
    subprocess.run([sys.executable, "-c", PREPARE, str(workspace), PASSWORD], check=True)
    port = _free_port()
    with subprocess.Popen([sys.executable, "-c", SERVE, str(workspace), str(port)]) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/sign-in/", server)
            yield Site(f"http://127.0.0.1:{port}", workspace)
        finally:
            server.terminate()


def test_the_data_managers_afternoon(chromium, linked: Site) -> None:
    window = chromium.new_context(viewport=DESK)
    visitor = Visitor(window.new_page(), linked.address)
    visitor.sign_in("daniel.feed@qxx.example")
    assert "Who is missed, and how often a link is wrong" in visitor.look("/data/")
    assert "records found their person" in visitor.look("/data/quality/?source=social_care")
    visitor.look("/data/pairs/")
    assert "A second person must agree" in visitor.look("/data/pairs/rule/")
    visitor.page.get_by_label("Two people").check()
    visitor.page.get_by_role("button", name="Propose").click()
    visitor.page.get_by_role("button", name="Take it back").wait_for()
    assert "It counts once another data manager" in visitor.look("/data/pairs/rule/")
    visitor.page.get_by_role("button", name="Take it back").click()
    visitor.page.get_by_role("button", name="Propose").wait_for()
    assert "Every id leads to somebody" in visitor.look("/lost/")
    visitor.page.goto(f"{linked.address}/data/quality/")
    visitor.page.get_by_role("link", name="look at one").first.click()
    visitor.judge("drawn pair", "phone")
    visitor.page.get_by_role("button", name="1. The same person").click()
    visitor.look("/data/merges/")
    visitor.page.get_by_label("The NHS Number that is replaced").fill(NUMBERS[0])
    visitor.page.get_by_label("The NHS Number that stays").fill(NUMBERS[1])
    visitor.page.get_by_role("button", name="Compare them").click()
    visitor.judge("new merge", "phone")
    visitor.page.get_by_label("How do you know?").fill("The practice confirmed it")
    visitor.page.get_by_role("button", name="They are one person").click()
    assert "One person" in visitor.look("/data/merges/")
    visitor.page.get_by_role("link", name="Merge").last.click()
    visitor.judge("merge", "phone")
    assert "waits for the next linking" in visitor.page.inner_text("main")
    window.close()
    assert not visitor.wrong
