"""What every answer carries, and what no address, title, log or error ever holds."""

import logging
import re

import pytest
from django.test import Client

from joinedup.governance.roles import GP
from joinedup.web.config.logs import Scrub, scrub


@pytest.fixture
def page(town, sign_in):
    return sign_in(town[GP]).get("/account/")


def test_only_this_site_is_ever_asked_for_anything(page) -> None:
    policy = dict(part.split(" ", 1) for part in page["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert "unsafe" not in page["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ],
)
def test_headers(page, name: str, value: str) -> None:
    assert page[name] == value


def test_no_device_is_asked_for(page) -> None:
    assert "camera=()" in page["Permissions-Policy"]
    assert "geolocation=()" in page["Permissions-Policy"]


def test_cookies_stay_out_of_reach(client, town) -> None:
    client.get("/sign-in/")
    client.post("/sign-in/", {"login": town[GP].user.email, "password": "correct-horse-battery-7"})
    for name in ("joinedup", "joinedup-form"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_no_page_holds_a_style_or_a_script_of_its_own(page) -> None:
    html = page.content.decode()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", html)
    assert not re.search(r"<script(?![^>]*src=)", html)


def test_nothing_is_fetched_from_elsewhere(page) -> None:
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page.content.decode())


def test_a_strange_host_is_refused(db) -> None:
    assert Client().get("/sign-in/", headers={"host": "evil.example"}).status_code == 400


SECRET = "Jane Doe, 999 000 0018, born 27/03/1949, SW1A 1AA, jane@home.example, 07700900123"


@pytest.mark.parametrize(
    "hidden", ["999 000 0018", "27/03/1949", "SW1A 1AA", "jane@home.example", "07700900123", "1949-03-27", "9990000018"]
)
def test_a_log_line_is_scrubbed(hidden: str) -> None:
    assert hidden not in scrub(SECRET + " 1949-03-27 9990000018")


def test_a_log_line_keeps_what_helps() -> None:
    assert scrub("2026-04-01 09:00:00 build 20260401T090000-1a2b of 12,345 rows") == (
        "2026-04-01 09:00:00 build 20260401T090000-1a2b of 12,345 rows"
    )


def test_an_error_is_logged_without_its_words() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        record = logging.LogRecord("x", 40, "f", 1, "failed for %s", ("9990000018",), (type(error), error, None))
    Scrub().filter(record)
    line = logging.Formatter("%(message)s").format(record)
    assert "ValueError" in line
    assert not any(one in line for one in ("999 000 0018", "9990000018", "SW1A", "@home"))


def test_an_error_nobody_foresaw_is_a_page_without_details(town, sign_in, monkeypatch) -> None:
    from joinedup.web.governance import menu

    def breaks(_: object) -> None:
        raise RuntimeError(SECRET)

    browser = sign_in(town[GP])
    browser.raise_request_exception = False
    monkeypatch.setattr(menu, "pages_for", breaks)
    answer = browser.get("/")
    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()
    assert "Jane" not in answer.content.decode()
    assert "RuntimeError" not in answer.content.decode()
