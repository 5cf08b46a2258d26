"""Words that try to be something else: a query, an address, an order to the site; and names where none belong."""

import logging
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest

from joinedup.governance.roles import ANALYST, GP, PROGRAMME_MANAGER
from joinedup.measures import MEASURES
from joinedup.web.config.logs import Scrub
from joinedup.web.governance.models import Membership

pytestmark = pytest.mark.django_db

QUERIES = [
    "' or '1'='1",
    "'; drop table persons; --",
    "%",
    "_",
    "x' union select * from persons --",
    "$practice",
    "\\",
    "read_text('/etc/passwd')",
]
NAMES = ("Harbottle", "Agnes", "Quillfeather", "9990000018", "1938-03-27")


def _named(text: str) -> list[str]:
    return [name for name in NAMES if name.casefold() in text.casefold()]


@pytest.mark.parametrize("words", QUERIES)
def test_words_of_a_search_stay_words(town, sign_in, served, words) -> None:
    browser = sign_in(town[GP])
    for asked in ({"family_name": words}, {"number": words}, {"family_name": words, "number": words}):
        answer = browser.post("/people/", asked)
        assert answer.status_code == 200
        assert not _named(answer.content.decode())
    assert "Harbottle" in _named(browser.post("/people/", {"family_name": "harb"}).content.decode())


@pytest.mark.parametrize("words", QUERIES)
def test_words_of_a_filter_stay_words(town, sign_in, served, words) -> None:
    gp, analyst = sign_in(town[GP]), sign_in(town[ANALYST])
    usual = gp.get("/worklist/").content.decode().count("/worklist/100")
    assert gp.get("/worklist/", {"cut": words, "page": words}).content.decode().count("/worklist/100") == usual
    assert "/worklist/100" not in gp.get("/worklist/", {"state": words}).content.decode()
    assert gp.get("/people/1001/", {"from": words, "year": words, "all": words}).status_code == 200
    page = analyst.get(f"/measures/{next(iter(MEASURES))}/", {"area": words, "period": words})
    assert page.status_code == 200
    assert words not in page.content.decode() or words in ("%", "_", "\\")


def test_nobody_is_named_in_an_address(town, sign_in, served) -> None:
    browser = sign_in(town[GP])
    pages = [
        browser.post("/people/", {"family_name": "Harbottle"}),
        browser.get("/worklist/"),
        browser.get("/people/1001/"),
        browser.get("/worklist/1001/"),
    ]
    for page in pages:
        text = page.content.decode()
        assert "Harbottle" in _named(text)
        links = [part.split('"', 1)[0] for part in text.replace("action=", "href=").split('href="')[1:]]
        assert links
        assert not [link for link in links if _named(link)]
        assert not _named(text.split("<title>", 1)[1].split("</title>", 1)[0])


def test_a_search_is_never_taken_from_an_address(town, sign_in, served) -> None:
    answer = sign_in(town[GP]).get("/people/", {"family_name": "Harbottle", "number": "9990000018"})
    assert not _named(answer.content.decode())


def test_an_error_of_the_engine_is_logged_without_the_values_it_quotes() -> None:
    try:
        try:
            duckdb.execute("select cast('Harbottle Agnes' as integer)")
        except duckdb.Error as error:
            raise RuntimeError("while reading O'Neill-Khan") from error
    except RuntimeError as error:
        record = logging.LogRecord("x", 40, "f", 1, "failed", (), (type(error), error, error.__traceback__))
    Scrub().filter(record)
    line = logging.Formatter("%(message)s").format(record)
    assert "RuntimeError" in line
    assert "ConversionException" in line
    assert "test_words.py" in line
    assert "O'Neill-Khan" not in line.replace('raise RuntimeError("while reading O\'Neill-Khan")', "")
    assert "Could not convert" not in line


@pytest.mark.parametrize("after", ["//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_nobody_is_led_to_another_site(town, sign_in, client, after) -> None:
    own = Membership.objects.get(user=town[GP].user)
    led = sign_in(town[GP]).post("/role/", {"membership": own.pk, "role": own.pk, "next": after})
    assert "evil" not in led.headers.get("Location", "")
    asked = client.get("/plans/", {"x": after})
    assert urlsplit(asked["Location"]).path == "/sign-in/"
    (back,) = parse_qs(urlsplit(asked["Location"]).query)["next"]
    assert back.startswith("/plans/?")
    password = {"login": town[GP].user.email, "password": "correct-horse-battery-7", "next": after}
    assert "evil" not in client.post("/sign-in/", password).headers.get("Location", "")


@pytest.mark.parametrize("sent", ["is_superuser", "is_staff", "organisation", "owner", "made_by", "by", "role_code"])
def test_fields_nobody_asked_for_change_nothing(town, sign_in, served, sent) -> None:
    from joinedup.web.coordination.models import CaseDecision

    asked = {"decided": "accepted", sent: str(town.other_practice.pk), f"{sent}_id": str(town.other_practice.pk)}
    sign_in(town[GP]).post("/worklist/1001/", asked)
    kept = CaseDecision.objects.get()
    assert (kept.organisation, kept.by) == (town.practice, town[GP].user)


@pytest.mark.parametrize(
    "page", ["answer/nosuch/comments/say/", "answer/nosuch/draft/", "answer/nosuch/back/1/", "answer/2a.vision/draft/"]
)
def test_what_no_page_sends_breaks_no_page(town, sign_in, tmp_path, page) -> None:
    from joinedup.planning.examples import laid_out, made_up, write_word
    from joinedup.web.planning import actions

    file = write_word(laid_out(made_up()), tmp_path / "w.docx")
    plan = actions.import_plan(by=town[PROGRAMME_MANAGER], file=file, file_name="w.docx", name="W")
    sent = {"words": "x", "raw": "x", "seen": 10**30}
    assert sign_in(town[PROGRAMME_MANAGER]).post(f"/plans/{plan.pk}/{page}", sent).status_code in (400, 404)
    assert not plan.comments.exists()
