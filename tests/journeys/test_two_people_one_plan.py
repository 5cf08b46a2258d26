"""Two people type in one plan, each loses the connection once: every word is there at the end."""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import ClassVar

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
EVERY_WORD = """
import json, sys
from pathlib import Path
from joinedup.web.config import server
server.start(Path(sys.argv[1]))
server.prepare()
from joinedup.web.planning.models import Plan
told = [
    [one["raw"] for one in version.content["fields"]]
    + [one["raw"] for row in version.content["rows"] for one in row["fields"]]
    for version in Plan.objects.get(pk=int(sys.argv[2])).versions.order_by("-number")
]
print(json.dumps({"latest": told[0], "ever": sorted({words for version in told for words in version})}))
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
    for path in (
        "",
        "section/5/",
        f"answer/{VISION}/",
        "row/risk/1/",
        "milestones/",
        "risks/",
        "boards/",
        "review/",
        "figures/",
        "part-2/",
        "answer/row.risk.1/comments/",
    ):
        visitor.look(f"{plan}{path}")


@dataclass(frozen=True)
class Place:
    """Somewhere in the plan where people type: its address, the label of its field, its button, what is said then."""

    address: str
    label: str
    button: str
    kept: str


def _answer(key: str) -> Place:
    return Place(f"answer/{key}/", "Answer", "Keep this answer", "The answer is kept")


def _row(kind: str, label: str) -> Place:
    return Place(f"row/{kind}/1/", label, "Keep this row", "The row is kept")


PLACES = [
    _answer(VISION),
    _row("risk", "What is done about it"),
    _answer("4b.governance"),
    _row("milestone", "What happens"),
    _answer(OUTCOME),
]


class Writer(Person):
    """Somebody who types at many places. ``said`` is all that anybody was told is kept, ``now`` the last at a place."""

    said: ClassVar[list[str]] = []
    now: ClassVar[dict[Place, str]] = {}

    def __init__(self, page, address: str, name: str, plan: str) -> None:
        super().__init__(page, address)
        self.name, self.plan = name, plan

    def at(self, place: Place) -> None:
        self.page.goto(f"{self.address}{self.plan}{place.address}")

    def types(self, place: Place, words: str) -> None:
        self.page.get_by_label(place.label).fill(words)

    def presses(self, place: Place) -> None:
        self.page.get_by_role("button", name=place.button).click()

    def is_told(self, place: Place, words: str) -> None:
        self.sees(place.kept)
        self.said.append(words)
        self.now[place] = words

    def keeps(self, place: Place, words: str) -> None:
        """Type and keep, with a connection."""
        self.at(place)
        self.types(place, words)
        self.presses(place)
        self.is_told(place, words)

    def offline(self, lost: bool) -> None:
        self.page.context.set_offline(lost)


def _presses_while_lost(one: Writer, other: Writer, place: Place, elsewhere: Place, turn: int) -> None:
    """One presses keep without a connection; the other works on; it is kept by itself when the connection is back."""
    words = f"{one.name} presses keep without a connection, {turn}."
    one.at(place)
    one.offline(lost=True)
    one.types(place, words)
    one.presses(place)
    one.sees("There is no connection")
    other.keeps(elsewhere, f"{other.name} goes on meanwhile, {turn}.")
    one.offline(lost=False)
    one.is_told(place, words)


def _types_while_lost(one: Writer, other: Writer, place: Place, elsewhere: Place, turn: int) -> None:
    """One types while the connection goes; the draft is sent when it is back, and offered when the page is opened."""
    words = f"{one.name} types while the connection goes, {turn}."
    one.at(place)
    one.offline(lost=True)
    one.types(place, words)
    one.sees("Your draft could not be sent")
    other.keeps(elsewhere, f"{other.name} has not noticed, {turn}.")
    one.offline(lost=False)
    one.sees("Your draft is safe")
    one.at(place)
    one.sees("It is not in the plan yet")
    assert one.page.get_by_label(place.label).input_value() == words
    one.presses(place)
    one.is_told(place, words)


def _both_at_once(one: Writer, other: Writer, place: Place, turn: int) -> None:
    """Both write at one place, one of them without a connection: both texts are shown, and one joins them."""
    mine, theirs = f"{one.name} at the same place, {turn}.", f"{other.name} at the same place, {turn}."
    one.at(place)
    one.offline(lost=True)
    one.types(place, mine)
    one.presses(place)
    one.sees("There is no connection")
    other.keeps(place, theirs)
    one.offline(lost=False)
    one.sees("What was saved meanwhile")
    one.sees(theirs)
    assert one.page.get_by_label(place.label).input_value() == mine
    one.types(place, f"{mine} {theirs}")
    one.presses(place)
    one.is_told(place, f"{mine} {theirs}")


@pytest.mark.slow
def test_ten_minutes_of_turns_and_lost_connections_lose_nothing(visitor, second, site, plan) -> None:
    """What happens in ten minutes, one thing after the other, without the pauses in which people think: 34 texts kept,
    12 connections lost. The page's own waits (1.5 seconds until a draft is sent, 5 until it is tried again) are real.
    """
    first, other = Writer(visitor.page, site.address, "Priya", plan), Writer(second.page, site.address, "Felix", plan)
    first.sign_in(MANAGER)
    other.sign_in(FINANCE)
    for turn in (1, 2):
        for at, place in enumerate(PLACES):
            writer = first if (turn + at) % 2 else other
            writer.keeps(place, f"{writer.name} at place {at}, round {turn}.")
        for one, two in ((first, other), (other, first)):
            _presses_while_lost(one, two, PLACES[turn], PLACES[turn + 1], turn)
            _types_while_lost(one, two, PLACES[turn + 2], PLACES[turn - 1], turn)
            _both_at_once(one, two, PLACES[turn], turn)
    number = plan.strip("/").split("/")[-1]
    asked = [sys.executable, "-c", EVERY_WORD, str(site.workspace), number]
    told = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
    assert len(Writer.said) == 34
    assert set(Writer.said) <= set(told["ever"])
    assert set(Writer.now) == set(PLACES)
    assert set(Writer.now.values()) <= set(told["latest"])
    visitor.wrong[:] = [one for one in visitor.wrong if "ERR_INTERNET_DISCONNECTED" not in one]  # that was the point
