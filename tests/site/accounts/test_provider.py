"""Signing in at one's organisation (OpenID Connect, NHS CIS2 shape): what an answer must prove, and what it opens."""

import dataclasses
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client, RequestFactory

from joinedup.governance.roles import DISCHARGE_NURSE, GP
from joinedup.web.accounts import second_factor
from joinedup.web.accounts.models import User
from joinedup.web.governance.actions import identities, memberships
from joinedup.web.governance.models import AccessEntry

from .provider import CLIENT, SECRET, SUBJECT, at_the_provider, come_back, is_out, set_up


def test_the_sign_in_page_offers_it(client, provider) -> None:
    assert "Sign in with NHS Care Identity" in client.get("/sign-in/").content.decode()


def test_whoever_is_linked_to_an_account_is_signed_in_to_it(client, provider, town) -> None:
    assert come_back(client, provider)["Location"] == "/"
    assert "General practitioner" in client.get("/").content.decode()
    assert not provider.refused


def test_how_they_came_is_written_down(client, provider, town) -> None:
    come_back(client, provider)
    entry = AccessEntry.objects.get(did="signed in", user=town[GP].user)
    assert entry.because == "by NHS Care Identity, identity level 3, sign-in level 3"


def test_they_go_on_to_the_page_they_asked_for_but_not_to_another_site(client, provider) -> None:
    assert come_back(client, provider, next="/account/")["Location"] == "/account/"
    client.post("/sign-out/")
    assert come_back(client, provider, next="https://evil.example/")["Location"] == "/"


def test_nothing_the_provider_tells_of_a_person_is_kept(client, provider) -> None:
    come_back(client, provider)
    assert SocialAccount.objects.get().extra_data == {"id_token": {"sub": SUBJECT}}


WRONG = {
    # what is wrong: what the provider answers instead
    "another key under the same name": lambda p, claims: p.sign(claims, key=p.another_key),
    "another key under no name": lambda p, claims: p.sign(claims, key=p.another_key, headers={}),
    "a key nobody published": lambda p, claims: p.sign(claims, key=p.another_key, headers={"kid": "two"}),
    "no signature at all": lambda p, claims: p.sign(claims, key=None, algorithm="none"),
    "signed with the shared secret": lambda p, claims: p.sign(claims, key=SECRET * 3, algorithm="HS256"),
    "another nonce": lambda p, claims: p.sign(claims | {"nonce": "another"}),
    "no nonce": lambda p, claims: p.sign({name: said for name, said in claims.items() if name != "nonce"}),
    "for another site": lambda p, claims: p.sign(claims | {"aud": "another"}),
    "for another site as well": lambda p, claims: p.sign(claims | {"aud": [CLIENT, "another"]}),
    "handed on by another site": lambda p, claims: p.sign(claims | {"azp": "another"}),
    "from another provider": lambda p, claims: p.sign(claims | {"iss": "https://another.example"}),
    "expired": lambda p, claims: p.sign(claims | {"exp": time.time() - 120}),
    "without an end": lambda p, claims: p.sign({name: said for name, said in claims.items() if name != "exp"}),
    "of tomorrow": lambda p, claims: p.sign(claims | {"iat": time.time() + 86400}),
    "a sign-in of an hour ago": lambda p, claims: p.sign(claims | {"auth_time": time.time() - 3600}),
    "nobody knows when they signed in": lambda p, claims: p.sign(claims | {"auth_time": None}),
    "somebody else's ID token": lambda p, claims: p.sign(claims | {"sub": "999"}),
    "not identified": lambda p, claims: p.sign(claims | {"id_assurance_level": "2"}),
    "a password alone": lambda p, claims: p.sign(claims | {"authentication_assurance_level": "1"}),
    "no level": lambda p, claims: p.sign(claims | {"id_assurance_level": None}),
    "a level that is no number": lambda p, claims: p.sign(claims | {"id_assurance_level": "three"}),
    "no ID token": lambda p, claims: None,
    "no token at all": lambda p, claims: "x.y.z",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_answer_opens_nothing_and_why_is_written_down_without_who(client, provider, caplog, wrong) -> None:
    answered = []
    provider.spoil = lambda claims: answered.append(WRONG[wrong](provider, claims)) or answered[0]
    answer = come_back(client, provider)
    assert answered, "the provider itself went wrong, so nothing is shown"
    assert answer.status_code == 401
    assert "Your organisation’s sign-in did not work" in answer.content.decode()
    assert is_out(client)
    assert "A sign-in by the provider was refused" in caplog.text
    assert SUBJECT not in caplog.text


def test_a_provider_by_another_name_is_not_believed(client, provider) -> None:
    provider.names_itself = "https://another.example"
    provider.spoil = lambda claims: provider.sign(claims | {"iss": "https://another.example"})
    assert come_back(client, provider).status_code == 401
    assert is_out(client)


@pytest.mark.parametrize("asked", ["abc", "", None])
def test_an_answer_nobody_asked_for_opens_nothing(client, provider, asked) -> None:
    state = f"&state={asked}" if asked is not None else ""
    assert client.get(f"/sign-in/care-identity/callback/?code=abc{state}").status_code == 401
    assert is_out(client)


def test_an_answer_is_taken_only_from_the_browser_that_asked_and_once(client, provider) -> None:
    back = urlsplit(at_the_provider(client.post("/sign-in/care-identity/")["Location"]))
    other = Client()
    assert other.get(f"{back.path}?{back.query}").status_code == 401
    assert is_out(other)
    assert client.get(f"{back.path}?{back.query}")["Location"] == "/"
    client.post("/sign-out/")
    assert client.get(f"{back.path}?{back.query}").status_code == 401


def test_who_stops_there_is_told_so(client, provider) -> None:
    state = parse_qs(urlsplit(client.post("/sign-in/care-identity/")["Location"]).query)["state"][0]
    answer = client.get("/sign-in/care-identity/callback/", {"error": "access_denied", "state": state})
    assert "You stopped at the other site" in client.get(answer["Location"]).content.decode()


def test_somebody_elses_code_opens_nothing(client, provider) -> None:
    """An attacker's code put into the answer to the victim's question: the proof (PKCE) and the nonce do not fit."""
    mine = parse_qs(urlsplit(at_the_provider(Client().post("/sign-in/care-identity/")["Location"])).query)
    theirs = parse_qs(urlsplit(client.post("/sign-in/care-identity/")["Location"]).query)
    sent = {"code": mine["code"][0], "state": theirs["state"][0]}
    assert client.get("/sign-in/care-identity/callback/", sent).status_code == 401
    assert provider.refused == ["token"]


def test_what_is_asked_cannot_be_changed_in_the_address(client, provider) -> None:
    address = "/sign-in/care-identity/?auth_params=acr_values%3DAAL1%26prompt%3Dnone&scope=everything&process=connect"
    asked = parse_qs(urlsplit(client.post(address)["Location"]).query)
    assert set(asked["scope"][0].split()) == {"openid", "profile", "nationalrbacaccess", "selectedrole"}
    assert (asked["acr_values"], asked["prompt"]) == (["AAL2_OR_AAL3_ANY"], ["login"])
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["nonce"][0]) > 30
    assert "client_secret" not in asked


def test_one_goes_there_by_a_button(client, provider) -> None:
    page = client.get("/sign-in/care-identity/")
    assert page.status_code == 200
    assert "You are going to another site" in page.content.decode()
    assert Client(enforce_csrf_checks=True).post("/sign-in/care-identity/").status_code == 403
    assert client.post("/sign-in/another/").status_code == 404


def test_a_provider_that_does_not_answer_is_said(client, provider, settings) -> None:
    set_up(settings, "http://127.0.0.1:9", "cis2")
    answer = client.post("/sign-in/care-identity/")
    assert answer.status_code == 401
    assert "did not work" in answer.content.decode()


# ------------------------------------------------------------------------------------------------ whose account it is
def test_nobody_gets_an_account_by_coming(client, provider) -> None:
    before = User.objects.count(), SocialAccount.objects.count()
    provider.person |= {"sub": "555999999999"}
    assert come_back(client, provider)["Location"] == "/sign-in/no-account/"
    assert (User.objects.count(), SocialAccount.objects.count()) == before
    assert is_out(client)


def test_an_email_address_links_nothing(client, provider, town) -> None:
    """Not even one that the provider says it has checked: only an administrator says whose account it is."""
    provider.person |= {"sub": "555999999999", "email": town[GP].user.email, "email_verified": True}
    provider.token |= {"email": town[GP].user.email, "email_verified": True}
    assert come_back(client, provider)["Location"] == "/sign-in/no-account/"
    assert is_out(client)


def test_a_closed_account_stays_closed(client, provider, town) -> None:
    User.objects.filter(pk=town[GP].user.pk).update(is_active=False)
    come_back(client, provider)
    assert is_out(client)


def test_a_link_that_was_ended_opens_nothing(client, provider, town, sign_in) -> None:
    page = f"/accounts/{town[GP].user.pk}/identity/"
    administrator = sign_in(town.administrator)
    assert SUBJECT in administrator.get(page).content.decode()
    assert administrator.post(page, {"subject": ""}).status_code == 302
    assert come_back(client, provider)["Location"] == "/sign-in/no-account/"


# --------------------------------------------------------------------------------------------- what the answer opens
def _second_factor_is_missing(client, user: User) -> bool:
    request = RequestFactory().get("/")
    request.session, request.user = client.session, user
    return second_factor.is_missing(request)


def test_it_counts_as_a_second_factor(client, provider, settings, town) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    come_back(client, provider)
    assert not _second_factor_is_missing(client, town[GP].user)


@pytest.mark.parametrize(("amr", "counts"), [(["pwd", "mfa"], True), (["pwd"], False), (None, False), ("mfa", True)])
def test_another_provider_must_say_that_it_asked_for_one(client, provider, settings, town, amr, counts) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    set_up(settings, provider.address, "other")
    provider.token = {"amr": amr}
    assert come_back(client, provider)["Location"] == "/"
    assert _second_factor_is_missing(client, town[GP].user) is not counts
    if not counts:
        assert client.get("/people/")["Location"].startswith("/account/second-factor/")


def test_what_a_provider_said_of_one_person_counts_for_no_other(client, provider, settings, town) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    come_back(client, provider)
    assert _second_factor_is_missing(client, town[DISCHARGE_NURSE].user)


@pytest.mark.parametrize(
    ("chosen", "role"), [("111", "General practitioner"), ("222", "Discharge nurse"), ("333", None), (None, None)]
)
def test_the_role_chosen_there_picks_among_those_held_here(client, provider, town, chosen, role) -> None:
    memberships.give_role(
        by=town.administrator, user=town[GP].user, organisation=town.trust, role_code=DISCHARGE_NURSE.code
    )
    provider.token["selected_roleid"] = chosen
    come_back(client, provider)
    answer = client.get("/")
    assert answer.status_code == (200 if role else 302)
    assert role is None or role in answer.content.decode()


def test_a_role_there_grants_none_here(client, provider, town) -> None:
    user = memberships.open_account(
        by=town.administrator, email="new@rz9.example", name="New Here", password="correct-horse-battery-7"
    )
    identities.link_identity(by=town.administrator, user=user, subject="555000111555")
    provider.person["sub"] = "555000111555"
    come_back(client, provider)
    assert client.get("/")["Location"] == "/role/"
    assert client.get("/people/")["Location"] == "/role/"


def test_settings_tell_of_it_or_of_none(tmp_path) -> None:
    from joinedup.web.config import environment

    secret = tmp_path / "secret"
    secret.write_text("s3cret\n")
    all_of_it = {
        "JOINEDUP_OIDC_SERVER": "https://id.example/realm",
        "JOINEDUP_OIDC_CLIENT": "c",
        "JOINEDUP_OIDC_SECRET_FILE": str(secret),
    }
    told = environment.read(all_of_it)
    assert told.oidc
    assert (told.oidc_secret, told.oidc_origin, told.oidc_kind) == ("s3cret", "https://id.example", "cis2")
    for name in all_of_it:
        assert not environment.read({one: said for one, said in all_of_it.items() if one != name}).oidc
    assert not dataclasses.replace(told, oidc_secret_file=tmp_path / "missing").oidc_secret
    with pytest.raises(environment.EnvironmentProblem):
        environment.read({"JOINEDUP_OIDC_KIND": "saml"})
