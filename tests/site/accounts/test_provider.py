"""Signing in at one's organisation (OpenID Connect, NHS CIS2 shape), against a provider run here."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from joinedup.governance.roles import GP
from joinedup.web.accounts.models import User

from .provider import CLIENT, SECRET, Provider, serving


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with serving() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider, settings, town) -> Provider:
    app = {
        "provider_id": "care-identity",
        "name": "NHS Care Identity",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": running.address, "token_auth_method": "client_secret_post"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    running.person = {"sub": "uid-1", "email": town[GP].user.email, "email_verified": True, "name": "Dr Elsewhere"}
    running.refused.clear()
    return running


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def _at_the_provider(address: str) -> str:
    """What the provider sends the browser back to."""
    try:
        urllib.request.build_opener(_Stay).open(address)
    except urllib.error.HTTPError as redirect:
        return redirect.headers["Location"]
    raise AssertionError("the provider did not send the browser back")


def _come_back(client, provider: Provider):
    sent = client.post("/sign-in/care-identity/")["Location"]
    assert sent.startswith(f"{provider.address}/authorize?")
    back = urlsplit(_at_the_provider(sent))
    return client.get(f"{back.path}?{back.query}")


def test_the_sign_in_page_offers_it(client, provider) -> None:
    assert "Sign in with NHS Care Identity" in client.get("/sign-in/").content.decode()


def test_somebody_with_an_account_here_is_signed_in(client, provider, town) -> None:
    assert _come_back(client, provider)["Location"] == "/"
    assert "General practitioner" in client.get("/").content.decode()
    assert not provider.refused


def test_it_counts_as_a_second_factor(client, provider, settings) -> None:
    from django.test import RequestFactory

    from joinedup.web.accounts import second_factor

    settings.SECOND_FACTOR_REQUIRED = True
    _come_back(client, provider)
    request = RequestFactory().get("/")
    request.session, request.user = client.session, User.objects.get(email=provider.person["email"])
    assert not second_factor.is_missing(request)


def test_the_same_person_is_known_again_even_when_their_address_changed(client, provider, town) -> None:
    _come_back(client, provider)
    client.post("/sign-out/")
    provider.person["email"] = "new-name@elsewhere.example"
    _come_back(client, provider)
    assert town[GP].user.name in client.get("/account/").content.decode()


def test_nobody_gets_an_account_by_coming(client, provider) -> None:
    before = User.objects.count()
    provider.person |= {"sub": "uid-2", "email": "stranger@elsewhere.example"}
    assert _come_back(client, provider)["Location"] == "/sign-in/no-account/"
    assert User.objects.count() == before
    assert client.get("/")["Location"].startswith("/sign-in/")


def test_an_address_the_provider_has_not_checked_opens_nothing(client, provider) -> None:
    provider.person |= {"sub": "uid-3", "email_verified": False}
    assert _come_back(client, provider)["Location"] == "/sign-in/no-account/"
    assert client.get("/")["Location"].startswith("/sign-in/")


def test_a_closed_account_stays_closed(client, provider) -> None:
    User.objects.filter(email=provider.person["email"]).update(is_active=False)
    provider.person["sub"] = "uid-4"
    _come_back(client, provider)
    assert client.get("/")["Location"].startswith("/sign-in/")


def test_an_answer_nobody_asked_for_opens_nothing(client, provider) -> None:
    answer = client.get("/sign-in/care-identity/callback/?code=abc&state=planted")
    assert answer.status_code in (200, 302, 401, 403)
    assert client.get("/")["Location"].startswith("/sign-in/")


def test_an_answer_is_used_once_and_by_the_browser_that_asked(client, provider) -> None:
    from django.test import Client

    back = urlsplit(_at_the_provider(client.post("/sign-in/care-identity/")["Location"]))
    other = Client()
    other.get(f"{back.path}?{back.query}")
    assert other.get("/")["Location"].startswith("/sign-in/")


def test_the_way_there_carries_a_proof_and_no_secret(client, provider) -> None:
    asked = parse_qs(urlsplit(client.post("/sign-in/care-identity/")["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert "client_secret" not in asked
    assert asked["state"]


def test_one_goes_there_by_a_button(client, provider) -> None:
    page = client.get("/sign-in/care-identity/")
    assert page.status_code == 200
    assert "You are going to another site" in page.content.decode()
