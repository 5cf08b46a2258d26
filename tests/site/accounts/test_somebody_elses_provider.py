"""Signing in against an OpenID Connect provider that is not ours: a package's own, as it comes, run here for the tests.

What a provider must be refused for is in ``test_provider``; here it is shown that the two understand one another: its
discovery, its codes, its keys and signatures, its nonce, its user info; and that what it lets run out is over.
"""

import datetime as dt
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import oidc_provider_mock as somebody_elses
import pytest

from joinedup.governance.roles import GP
from joinedup.web.governance.actions import identities

SUBJECT = "555000111222"
SAID = {
    "name": "From Elsewhere",
    "id_assurance_level": "3",
    "authentication_assurance_level": "3",
    "selected_roleid": "111",
    "nhsid_nrbac_roles": [{"person_roleid": "111", "org_code": "A99001"}],
}


@contextmanager
def _running(**how: object) -> Iterator[str]:
    people = [somebody_elses.User(sub=SUBJECT, claims=SAID), somebody_elses.User(sub="555999999999", claims=SAID)]
    with somebody_elses.run_server_in_thread(require_nonce=True, user_claims=people, **how) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    with _running() as address:
        yield address


@pytest.fixture
def linked(town) -> None:
    identities.link_identity(by=town.administrator, user=town[GP].user, subject=SUBJECT)


@pytest.fixture
def site(client, settings, running, linked):
    _set_up(settings, running)
    return client


def _set_up(settings, address: str, **told: str) -> None:
    said = {"server_url": address, "token_auth_method": "client_secret_post", "kind": "other", **told}
    app = {"provider_id": "care-identity", "name": "NHS Care Identity", "client_id": "joinedup", "secret": "s"}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [{**app, "settings": said}]}
    }


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def _signed_in_there(address: str, **form: str) -> str:
    """What the provider sends the browser back to, once its own form is filled in."""
    try:
        urllib.request.build_opener(_Stay).open(address, data=urlencode(form).encode())
    except urllib.error.HTTPError as redirect:
        return redirect.headers["Location"]
    raise AssertionError("the provider did not send the browser back")


def _come_back(site, *, asking: dict[str, str] | None = None, **form: str):
    off = urlsplit(site.post("/sign-in/care-identity/")["Location"])
    asked = {name: values[0] for name, values in parse_qs(off.query).items()} | (asking or {})
    back = urlsplit(_signed_in_there(urlunsplit(off._replace(query=urlencode(asked))), **(form or {"sub": SUBJECT})))
    return site.get(f"{back.path}?{back.query}")


def _is_out(site) -> bool:
    return site.get("/")["Location"].startswith("/sign-in/")


def test_whoever_is_linked_is_signed_in(site) -> None:
    assert _come_back(site)["Location"] == "/"
    assert "General practitioner" in site.get("/").content.decode()


def test_somebody_unknown_is_not(site) -> None:
    assert _come_back(site, sub="555999999999")["Location"] == "/sign-in/no-account/"
    assert _is_out(site)


def test_who_stops_there_is_not(site) -> None:
    """This provider forgets the state when somebody says no, so that is all that can be told."""
    assert _come_back(site, action="deny").status_code == 401
    assert _is_out(site)


def test_an_answer_to_another_question_is_refused(site) -> None:
    """Properly signed by the provider, and of this moment: only the nonce is not the one this browser was sent with."""
    assert _come_back(site, asking={"nonce": "of-another-browser"}).status_code == 401
    assert _is_out(site)


def test_another_state_is_refused(site) -> None:
    assert _come_back(site, asking={"state": "planted"}).status_code == 401
    assert _is_out(site)


def test_a_code_for_another_site_is_refused(site) -> None:
    assert _come_back(site, asking={"client_id": "another-site"}).status_code == 401
    assert _is_out(site)


def test_an_answer_that_ran_out_is_refused(client, settings, linked) -> None:
    with _running(access_token_max_age=dt.timedelta(minutes=-2)) as address:
        _set_up(settings, address)
        assert _come_back(client).status_code == 401
    assert _is_out(client)


def test_the_keys_of_another_provider_prove_nothing(client, settings, running, linked) -> None:
    """Two providers, each with keys of its own: what one signed is held against what the other publishes."""
    with _running() as another:
        _set_up(settings, another, openid_configuration_overrides={"jwks_uri": f"{running}/jwks"})
        assert _come_back(client).status_code == 401
    assert _is_out(client)
