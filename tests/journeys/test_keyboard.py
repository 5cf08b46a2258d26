"""The main pages with the keyboard alone: past the menu first, in the order of the page, always seen, never trapped."""

from collections.abc import Iterator

import pytest

from joinedup.governance.pseudonyms import Pseudonyms

from .conftest import DESK, Demonstration, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOST = 600
HELD = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const seen = (style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
      && !/rgba?\\(.*, 0\\)|transparent/.test(style.outlineColor)) || style.boxShadow !== "none";
  const looks = [getComputedStyle(one)];
  if (one.labels && one.labels.length) looks.push(getComputedStyle(one.labels[0], "::before"));
  const all = [...document.querySelectorAll("*")];
  const box = one.getBoundingClientRect();
  return {
    place: all.indexOf(one), tag: one.tagName, type: one.type || "", tabindex: one.tabIndex,
    words: (one.getAttribute("aria-label") || one.innerText || one.name || "").trim().slice(0, 60),
    seen: looks.some(seen), on_screen: box.bottom > 0 && box.top < innerHeight,
  };
}"""
REACHABLE = """() => {
  const all = [...document.querySelectorAll("*")];
  const named = new Set();
  const found = [];
  for (const one of all) {
    if (!one.matches("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")) continue;
    if (one.disabled || one.tabIndex < 0 || !one.checkVisibility({ visibilityProperty: true })) continue;
    if (one.closest("details:not([open])") && !one.matches("summary")) continue;
    if (one.type === "radio") {
      if (named.has(one.name)) continue;
      const chosen = document.querySelector(`input[type=radio][name="${one.name}"]:checked`);
      named.add(one.name);
      found.push(all.indexOf(chosen || one));
    } else found.push(all.indexOf(one));
  }
  return found;
}"""


class Keys:
    """A window in which nothing is clicked."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.page = visitor, visitor.page

    def go(self, path: str) -> None:
        """As by typing an address."""
        answer = self.page.goto(self.visitor.address + path)
        assert answer.status == 200, path

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def through(self) -> list[dict[str, object]]:
        """Tab from the top until the page is left; every stop, each of them judged."""
        where = self.page.url.removeprefix(self.visitor.address)
        reachable = self.page.evaluate(REACHABLE)
        stops: list[dict[str, object]] = []
        for _ in range(MOST):
            self.press("Tab")
            held = self.page.evaluate(HELD)
            if held is None or (stops and held["place"] == stops[0]["place"]):
                break
            assert not stops or held["place"] != stops[-1]["place"], f"{where}: trapped at {held}"
            stops.append(held)
        else:
            raise AssertionError(f"{where}: the end is never reached")
        places = [one["place"] for one in stops]
        assert stops[0]["words"] == "Skip to main content", where
        assert places == sorted(places), f"{where}: another order than the page\u2019s"
        assert not [one for one in stops if not one["seen"]], where
        assert not [one for one in stops if not one["on_screen"]], where
        assert not [one for one in stops if one["tabindex"] > 0], where
        assert not set(reachable) - set(places), (where, len(reachable), len(places))
        return stops

    def to(self, words: str, tag: str = "") -> None:
        """Tab until what is held says so."""
        for _ in range(MOST):
            self.press("Tab")
            held = self.page.evaluate(HELD)
            if held and held["words"].startswith(words) and tag in ("", held["tag"]):
                return
        raise AssertionError(f"{self.page.url}: {words!r} is not reached")

    def folds(self) -> int:
        """Every fold opens with Enter and closes with Space; how many there are."""
        many = self.page.locator("summary:visible").count()
        for at in range(many):
            fold = self.page.locator("summary:visible").nth(at)
            was = fold.evaluate("one => one.parentElement.open")
            fold.focus()
            self.press("Enter")
            assert fold.evaluate("one => one.parentElement.open") is not was
            self.press("Space")
            assert fold.evaluate("one => one.parentElement.open") is was
        return many


@pytest.fixture
def keys_of(chromium, demonstration: Demonstration) -> Iterator[object]:
    """Signs somebody in by the keyboard."""
    windows = []

    def make(role: str) -> Keys:
        window = chromium.new_context(viewport=DESK)
        windows.append(window)
        keys = Keys(Visitor(window.new_page(), demonstration.site.address))
        email = next(one["email"] for one in demonstration.made["sign_in_as"] if one["role"] == role)
        keys.go("/sign-in/")
        keys.through()
        keys.go("/sign-in/")
        keys.to("login", "INPUT")
        keys.page.keyboard.type(email)
        keys.to("password", "INPUT")
        keys.page.keyboard.type(demonstration.made["password"])
        keys.press("Enter")
        keys.page.wait_for_url(f"{keys.visitor.address}/")
        return keys

    yield make
    for window in windows:
        window.close()


def test_a_doctor_finds_and_opens_a_person(keys_of) -> None:
    keys = keys_of("General practitioner")
    keys.through()
    keys.go("/")
    keys.press("Tab", "Enter")
    assert keys.page.evaluate("location.hash") == "#maincontent"
    keys.press("Tab")
    inside = "document.querySelector('main').contains(document.activeElement)"
    assert keys.page.evaluate(inside), "the skip link leads past the menu"
    keys.go("/worklist/")
    keys.through()
    keys.go("/worklist/")
    keys.page.locator("main td a").first.focus()
    keys.press("Enter")
    keys.page.wait_for_url("**/people/*/")
    keys.through()
    keys.folds()


def test_an_analyst_reads_a_measure(keys_of) -> None:
    keys = keys_of("Analyst")
    keys.go("/measures/")
    keys.through()
    keys.go("/measures/delayed_days/")
    keys.through()
    assert keys.folds()


def test_a_programme_manager_changes_an_answer(keys_of) -> None:
    keys = keys_of("Programme manager")
    keys.go("/plans/1/")
    keys.through()
    section = keys.page.locator("a[href*='/section/']").first.get_attribute("href")
    keys.go(section)
    keys.through()
    keys.folds()
    keys.go(section)
    keys.page.locator("main a[href*='/answer/']").first.focus()
    keys.press("Enter")
    keys.page.wait_for_url("**/answer/*/")
    where = keys.page.url
    keys.through()
    keys.page.goto(where)
    box = keys.page.get_by_label("Answer")
    box.focus()
    keys.press("Control+End")
    keys.page.keyboard.type(" Typed by hand.")
    keys.to("Keep this answer", "BUTTON")
    keys.press("Enter")
    keys.page.wait_for_url(lambda url: url != where)
    keys.page.goto(where)
    assert "Typed by hand." in keys.page.get_by_label("Answer").input_value()


def test_a_data_manager_decides_about_two_records(keys_of) -> None:
    keys = keys_of("Data manager")
    keys.go("/data/pairs/")
    keys.through()
    pair = keys.page.locator("main td a").first
    if pair.count() == 0:  # nothing doubtful: a link drawn by chance is looked at the same way
        keys.go("/data/quality/")
        pair = keys.page.get_by_role("link", name="look at one").first
    before = keys.page.url
    pair.focus()
    keys.press("Enter")
    keys.page.wait_for_url(lambda url: url != before and "/data/pairs/" in url)
    keys.page.wait_for_load_state()
    where = keys.page.url
    keys.through()
    keys.page.goto(where)
    keys.to("1. The same person", "BUTTON")
    keys.press("Space")
    keys.page.wait_for_url(lambda url: url != where)
    assert "Kept: the same person" in keys.page.inner_text("main")


def test_a_doctor_asks_whose_a_pseudonym_is(keys_of, demonstration: Demonstration) -> None:
    manager = keys_of("Data manager")
    manager.go("/without-names/")
    manager.to("recipient", "INPUT")
    manager.page.keyboard.type("public-health")
    with manager.page.expect_download() as sent:
        manager.press("Enter")
    pseudonyms = {line.partition(",")[0] for line in sent.value.path().read_text("utf-8").splitlines()[1:]}
    keys = keys_of("General practitioner")
    theirs = pseudonyms.intersection(_pseudonyms_of_the_worklist(keys, demonstration))
    keys.visitor.look("/re-identify/")
    keys.go("/re-identify/")
    keys.through()
    _ask(keys, f"001-{'a' * 32}")
    assert "It is nobody on your list" in keys.page.inner_text("main")
    keys.visitor.judge("re-identify with errors", "desk")
    _ask(keys, min(theirs))
    keys.page.wait_for_url("**/people/*/")
    keys.go("/re-identify/")
    assert "8 tries left today, of 10" in keys.page.inner_text("main")


def test_a_privacy_officer_looks_into_an_alert_about_pseudonyms(keys_of) -> None:
    nurse = keys_of("Practice nurse")
    assert "as many as a day allows" in nurse.visitor.look("/re-identify/")
    keys = keys_of("Governance lead")
    assert "1 alert waits to be looked into" in keys.visitor.look("/alerts/")
    keys.page.locator("main table a").first.focus()
    keys.press("Enter")
    keys.page.wait_for_url("**/alerts/*/")
    where = keys.page.url.removeprefix(keys.visitor.address)
    assert "10 pseudonyms that day" in keys.visitor.look(where)
    keys.go(where)
    keys.through()
    keys.go(where)
    keys.to("outcome", "INPUT")
    keys.press("Space")
    keys.to("words", "TEXTAREA")
    keys.page.keyboard.type("Asked her: the list of falls came that morning.")
    keys.to("Close the alert", "BUTTON")
    keys.press("Enter")
    keys.page.wait_for_url("**/alerts/")
    assert "No alert waits" in keys.page.inner_text("main")


def test_who_plans_reads_what_arrived(keys_of) -> None:
    keys = keys_of("Programme manager")
    assert "Small counts are hidden" in keys.visitor.look("/data/")
    assert "Expected to be admitted" in keys.visitor.look("/worklist/counts/")
    keys.visitor.page.set_viewport_size(DESK)
    for path in ("/data/", "/worklist/counts/"):
        keys.go(path)
        keys.through()


def _ask(keys: Keys, pseudonym: str) -> None:
    keys.go("/re-identify/")
    for name, words in (("recipient", "public-health"), ("pseudonym", pseudonym), ("reason", "A list of falls came")):
        keys.to(name)
        keys.page.keyboard.type(words)
    keys.to("Find out", "BUTTON")
    keys.press("Enter")
    keys.page.wait_for_load_state()


def _pseudonyms_of_the_worklist(keys: Keys, demonstration: Demonstration) -> list[str]:
    """Those of the people on the doctor's worklist, made with the workspace's own key."""
    keys.go("/worklist/")
    people = keys.page.eval_on_selector_all(
        "main a[href^='/people/']", "all => all.map((one) => one.getAttribute('href').split('/')[2])"
    )
    return Pseudonyms(demonstration.site.workspace / "keys" / "pseudonyms").of("public-health", people)
