"""Two people type in one plan, each loses the connection once: every word is there at the end."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.browser

PLAN = """
import sys, tempfile
from pathlib import Path
from joinedup.web.config import server
server.start(Path(sys.argv[1]))
server.prepare()
from joinedup.governance import roles
from joinedup.planning.examples import laid_out, made_up, write_word
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.models import Membership
from joinedup.web.planning.actions import import_plan
manager = Membership.objects.get(role_code=roles.PROGRAMME_MANAGER.code)
with tempfile.TemporaryDirectory() as folder:
    file = write_word(laid_out(made_up()), Path(folder) / "plan.docx")
    print(import_plan(by=Acting(manager, "journey"), file=file, file_name=file.name, name="Two people").pk)
"""
MANAGER, FINANCE = "priya.plan@qxx.example", "felix.figures@qxx.example"
VISION, OUTCOME = "2a.vision", "2b.outcome_difference"


@pytest.fixture(scope="module")
def plan(site) -> str:
    """The address of a plan nobody else uses."""
    made = subprocess.run([sys.executable, "-c", PLAN, str(site.workspace)], check=True, capture_output=True, text=True)
    return f"/plans/{made.stdout.split()[-1]}/"


@pytest.fixture
def second(chromium, site):
    """Another person's browser."""
    window = chromium.new_context()
    yield Person(window.new_page(), site.address)
    window.close()


class Person:
    """Somebody who types."""

    def __init__(self, page, address: str) -> None:
        self.page, self.address = page, address

    def sign_in(self, email: str) -> None:
        self.page.goto(f"{self.address}/sign-in/")
        self.page.get_by_label("Email address").fill(email)
        self.page.get_by_label("Password", exact=True).fill("correct-horse-battery-7")
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_load_state()

    def open(self, plan: str, key: str) -> None:
        self.page.goto(f"{self.address}{plan}answer/{key}/")

    def write(self, words: str) -> None:
        self.page.get_by_label("Answer").fill(words)

    def keep(self) -> None:
        self.page.get_by_role("button", name="Keep this answer").click()
        self.page.wait_for_load_state()

    def sees(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for()


def test_a_connection_lost_while_typing_loses_no_word(visitor, second, plan) -> None:
    first = Person(visitor.page, visitor.address)
    first.sign_in(MANAGER)
    second.sign_in(FINANCE)
    first.open(plan, VISION)
    second.open(plan, VISION)
    second.write("The second person's vision.")
    second.sees("Your draft is safe")
    second.page.context.set_offline(True)
    second.write("The second person's vision, and more.")
    second.keep()
    second.sees("There is no connection")
    first.write("The first person's vision.")
    first.keep()
    first.sees("The answer is kept")
    second.page.context.set_offline(False)  # and what they asked for while there was none is done by itself
    second.sees("saved this answer while you had it open")
    second.sees("The first person's vision.")
    assert second.page.get_by_label("Answer").input_value() == "The second person's vision, and more."
    second.write("Both visions, joined.")
    second.keep()
    first.open(plan, VISION)
    assert first.page.get_by_label("Answer").input_value() == "Both visions, joined."
    first.sees("The first person's vision.")


def test_a_closed_window_leaves_a_draft_that_is_offered_again(second, plan) -> None:
    second.sign_in(FINANCE)
    second.open(plan, OUTCOME)
    second.write("A long answer, half done")
    second.sees("Your draft is safe")
    again = Person(second.page.context.new_page(), second.address)
    second.page.close()
    again.open(plan, OUTCOME)
    again.sees("It is not in the plan yet")
    assert again.page.get_by_label("Answer").input_value() == "A long answer, half done"


def test_the_plans_pages_are_fit_for_everybody(visitor, plan) -> None:
    visitor.sign_in(MANAGER)
    for path in ("", "section/5/", f"answer/{VISION}/", "row/risk/1/", "milestones/", "risks/", "boards/", "review/"):
        visitor.look(f"{plan}{path}")
