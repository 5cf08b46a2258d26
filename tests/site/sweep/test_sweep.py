"""Three hundred people, by every role: nobody meets who may not be met, not in a search, a count, an error or a log.

Every page that takes a person, and every list, is opened for people drawn by chance; each answer is read for whatever
would identify somebody the role may not see. A few of them are swept each time the tests run, all 300 with
``make test-all``.
"""

import csv
import html
import io
import logging
import re
import zipfile
from collections.abc import Iterable, Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from joinedup.basics.people import called
from joinedup.governance.permissions import Permission
from joinedup.governance.roles import (
    COMMUNITY_MATRON,
    DATA_MANAGER,
    DISCHARGE_NURSE,
    GP,
    PROGRAMME_MANAGER,
    ROLES,
    SOCIAL_WORKER,
    Role,
)
from joinedup.planning.examples import laid_out, made_up, write_word
from joinedup.web.config.logs import Scrub
from joinedup.web.design.environment import day
from joinedup.web.governance.models import AccessEntry
from joinedup.web.people import beyond_care
from joinedup.web.people import views as person_views
from joinedup.web.planning import actions as plan_actions
from joinedup.web.planning.exported import KINDS_OUT

from . import county
from .county import Somebody

pytestmark = pytest.mark.django_db

OF_A_PERSON = ("person", "consent", "open-closed", "decide-case")
LISTS = ("worklist", "worklist-counts", "measures", "data", "home", "access-log", "alerts", "staff", "account", "plans")
NUMBER = re.compile(r"(?<!\d)\d{3} ?\d{3} ?\d{4}(?!\d)")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
DATE = re.compile(r"\b(?:\d{1,2} [A-Z][a-z]+ \d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4})\b")
NAME = re.compile(r"\b[A-Z][A-Z'’ -]+, [A-Z][\w'’-]+|\b[A-Z][\w'’-]+ [A-Z][\w'’-]+")
YOUNG = 2015
"""A date since then may be of something that happened."""
ADDRESS = re.compile(r'(?:href|action|src)="([^"]*)"')


class Watch:
    """What identifies each person, and where a text holds it."""

    def __init__(self, people: list[Somebody]) -> None:
        self.whose: dict[str, set[str]] = {}
        self.happened = county.dates_something_happened()
        for one in people:
            for said in self._of(one):
                self.whose.setdefault(said.casefold(), set()).add(one.id)

    def _of(self, one: Somebody) -> Iterator[str]:
        yield from filter(None, (one.number, one.postcode.replace(" ", ""), called(one.family, one.given)))
        yield f"{one.given} {one.family}"
        if self.tells_by_birth(one):
            yield from (day(one.born), one.born.isoformat(), f"{one.born:%d/%m/%Y}")

    def tells_by_birth(self, one: Somebody) -> bool:
        return bool(one.born and one.born.year < YOUNG and one.born not in self.happened)

    def leaks(self, text: str, allowed: Iterable[str] = ()) -> list[str]:
        """What in the text identifies somebody and nobody of those allowed."""
        text, allowed = html.unescape(text), set(allowed)
        found = [one.replace(" ", "") for pattern in (NUMBER, POSTCODE) for one in pattern.findall(text)]
        found += DATE.findall(text) + NAME.findall(text)
        whose = {one: self.whose.get(one.casefold(), set()) for one in found}
        return sorted({one for one, ids in whose.items() if ids and not ids & allowed})


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory):
    return county.make(tmp_path_factory.mktemp("sweep"))


@pytest.fixture
def claimants(town):
    return {"community": town[COMMUNITY_MATRON], "council": town[SOCIAL_WORKER], "trust": town[DISCHARGE_NURSE]}


@pytest.fixture
def everybody(made, settings, town, claimants) -> list[Somebody]:
    """All people, with the town's two practices standing for the two with most of them."""
    settings.WORKSPACE = made
    people = county.everybody()
    most = sorted({one.practice for one in people if one.practice}, key=lambda p: -sum(o.practice == p for o in people))
    for practice, code in zip((town.practice, town.other_practice), most, strict=False):
        practice.code = code
        practice.save()
    county.give_them_a_history(people, town, claimants)
    return people


def told_in_full(people: list[Somebody]) -> list[Somebody]:
    return [one for one in people if one.is_told_in_full]


@pytest.fixture
def swept(everybody) -> list[Somebody]:
    """The 300 whose pages are opened."""
    return told_in_full(everybody)[:300]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the site's log would hold."""
    held = io.StringIO()
    handler = logging.StreamHandler(held)
    handler.addFilter(Scrub())
    logging.getLogger().addHandler(handler)
    yield held
    logging.getLogger().removeHandler(handler)


def _text(answer) -> str:
    return b"".join(answer).decode("utf-8", "ignore")


def _nobody_is_named_around(watch: Watch, answer, page: str) -> None:
    """In a title, an address or a header nobody is ever named, not even who may be seen."""
    title = page.partition("<title>")[2].partition("</title>")[0]
    around = [title, *ADDRESS.findall(page), *(str(value) for value in answer.headers.values())]
    assert not watch.leaks("\n".join(around))


A_FEW_OR_ALL = [pytest.param(6, id="a few"), pytest.param(300, id="all", marks=pytest.mark.slow)]


@pytest.mark.parametrize("how_many", A_FEW_OR_ALL)
@pytest.mark.parametrize("role", ROLES.values(), ids=str)
def test_nobody_is_met_who_may_not_be(
    town, sign_in, everybody, claimants, caplog, written, role: Role, how_many
) -> None:
    acting, browser, watch, swept = (
        town[role],
        sign_in(town[role]),
        Watch(everybody),
        told_in_full(everybody)[:how_many],
    )
    browser.raise_request_exception = False
    cares = Permission.READ_PERSON in role.may
    known = [one for one in everybody if cares and county.knows(role, acting, claimants, one)]
    seen = {one.id for one in known if not county.said_no(acting, one)}
    for one in swept:
        opened = _pages_of(browser, watch, one, seen)
        assert (opened["person"] == 200) == (one.id in seen), (one.ties, one.consent)
        if cares:
            _searches(browser, watch, one, seen, acting)
    for name in LISTS:
        page = _text(browser.get(reverse(name)))
        assert not watch.leaks(page, seen), name
    assert not watch.leaks(caplog.text)
    assert not watch.leaks(written.getvalue())
    _the_access_log_tells_it_without_naming(watch, acting, swept, seen)


def _pages_of(browser, watch: Watch, one: Somebody, seen: set[str]) -> dict[str, int]:
    opened = {}
    for name in OF_A_PERSON:
        answer = browser.get(reverse(name, args=[one.id]))
        page, opened[name] = _text(answer), answer.status_code
        allowed = {one.id} & seen if answer.status_code == 200 else ()
        assert not watch.leaks(page, allowed), name
        assert one.id in seen or not re.search(rf"\b{re.escape(one.family.upper())}\b", page), name
        _nobody_is_named_around(watch, answer, page)
    return opened


def _searches(browser, watch: Watch, one: Somebody, seen: set[str], acting) -> None:
    """What was typed comes back in the form's fields, so these are not read."""
    hidden = bool(one.sealed_by) and one.sealed_by != acting.organisation.code
    born = {"born_0": one.born.day, "born_1": one.born.month, "born_2": one.born.year}
    for asked in ({"number": one.number}, {"family_name": one.family}, {"family_name": one.family[:2], **born}):
        page = re.sub(r"<input[^>]*>", "", _text(browser.post(reverse("find-person"), asked)))
        assert not watch.leaks(page, seen)
        listed = f"/people/{one.id}/" in page
        assert one.id in seen or not listed
        assert "number" not in asked or (one.postcode in page) == (listed and not hidden)


def _the_access_log_tells_it_without_naming(watch: Watch, acting, swept: list[Somebody], seen: set[str]) -> None:
    entries = AccessEntry.objects.filter(user=acting.user)
    assert not watch.leaks("\n".join(f"{one.did} {one.because} {one.came_from}" for one in entries))
    opened = set(entries.filter(did="opened the record", allowed=True).values_list("person_id", flat=True))
    assert opened == {one.id for one in swept} & seen
    if Permission.READ_PERSON in acting.role.may:
        refused = set(entries.filter(allowed=False).values_list("person_id", flat=True))
        assert {one.id for one in swept} - seen <= refused


def test_the_history_leaves_something_to_find(town, swept, claimants) -> None:
    """A sweep over people nobody may see, or everybody may, would find nothing however leaky the site."""
    for role in (GP, COMMUNITY_MATRON, SOCIAL_WORKER, DISCHARGE_NURSE):
        known = [one for one in swept if county.knows(role, town[role], claimants, one)]
        assert 15 < len(known) < 285, role
        assert any(county.said_no(town[role], one) for one in known)
    assert len({one.id for one in swept}) == 300
    assert sum(bool(one.sealed_by) for one in swept) > 10


def test_the_watch_sees_what_it_is_for(everybody, swept) -> None:
    watch = Watch(everybody)
    told_by_birth = [one for one in swept if watch.tells_by_birth(one)]
    assert len(told_by_birth) > 0.7 * len(swept)
    one = told_by_birth[0]
    spaced = f"{one.number[:3]} {one.number[3:6]} {one.number[6:]}"
    for said in (one.number, spaced, called(one.family, one.given), day(one.born), one.postcode):
        assert watch.leaks(f"<p>… {html.escape(said)} …</p>"), said
        assert not watch.leaks(f"<p>… {html.escape(said)} …</p>", {one.id})


def test_a_page_that_breaks_over_a_person_names_nobody(town, sign_in, everybody, swept, written, monkeypatch) -> None:
    watch, browser = Watch(everybody), sign_in(town[GP])
    browser.raise_request_exception = False
    at_home = [one for one in swept if one.practice == town.practice.code and not county.said_no(town[GP], one)][:5]
    for one in at_home:
        words = f"{called(one.family, one.given)} {one.number} {one.born} {one.postcode}"

        def breaks(*_: object, _words: str = words, **__: object) -> None:
            raise ValueError(_words)

        monkeypatch.setattr(person_views, "page_of", breaks)
        answer = browser.get(reverse("person", args=[one.id]))
        assert answer.status_code == 500
        assert not watch.leaks(_text(answer))
    assert at_home
    assert "ValueError" in written.getvalue()
    assert not watch.leaks(written.getvalue())


def _read(content: bytes) -> str:
    """Every word of a file that was taken away, also those in the folds of an Office file."""
    if content[:2] != b"PK":
        return content.decode("utf-8", "ignore")
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        inside = [opened.read(one).decode("utf-8", "ignore") for one in opened.namelist()]
    return "\n".join(re.sub(r"<[^>]+>", " ", one) for one in inside)


def test_no_file_of_a_plan_that_is_taken_away_identifies_anybody(town, sign_in, everybody, tmp_path) -> None:
    watch, file = Watch(everybody), write_word(laid_out(made_up()), tmp_path / "plan.docx")
    plan = plan_actions.import_plan(by=town[PROGRAMME_MANAGER], file=file, file_name="plan.docx", name="Our plan")
    taken = 0
    for role in ROLES.values():
        browser = sign_in(town[role])
        for kind in KINDS_OUT:
            answer = browser.get(reverse("plan-download", args=[plan.pk, kind]))
            assert (answer.status_code == 200) == (Permission.READ_PLAN in role.may), role
            if answer.status_code == 200:
                taken += 1
                words = _read(answer.content)
                assert "Westmoor" in words, "the file was read"
                assert not watch.leaks(words), (role, kind)
                _nobody_is_named_around(watch, answer, "")
    assert taken >= 3 * len(KINDS_OUT)


def test_no_file_without_names_identifies_anybody(town, sign_in, everybody, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(beyond_care, "_folder", lambda: tmp_path / "opt-out")
    watch, browser = Watch(everybody), sign_in(town[DATA_MANAGER])
    asked = browser.post(reverse("opt-out-file"))
    assert watch.leaks(asked.content.decode()), "the question alone holds numbers"
    browser.post(reverse("opt-outs"), {"answer": SimpleUploadedFile("answer.dat", asked.content)})
    made = browser.post(reverse("without-names"), {"recipient": "public-health"})
    rows = list(csv.reader(io.StringIO(made.content.decode())))[1:]
    assert len(rows) > 500
    assert not watch.leaks(made.content.decode())
    _nobody_is_named_around(watch, made, "")
    ids = {one.id for one in everybody}
    assert not [row for row in rows if ids & set(row)]
    for role in ROLES.values():
        if Permission.SEND_PSEUDONYMS not in role.may:
            for name in ("opt-out-file", "without-names"):
                answer = sign_in(town[role]).post(reverse(name), {"recipient": "public-health"})
                assert answer.status_code == 403
                assert not watch.leaks(_text(answer))
