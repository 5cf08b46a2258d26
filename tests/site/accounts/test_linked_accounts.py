"""An account that opens by a provider: who links it, and what else may then open it."""

import datetime as dt
import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone

from joinedup.governance.roles import DISCHARGE_NURSE, GOVERNANCE_LEAD, GP, SYSTEM_ADMINISTRATOR
from joinedup.web.accounts.ways_in import has_app, linked_to
from joinedup.web.governance.acting import NotAllowed
from joinedup.web.governance.actions import identities
from joinedup.web.governance.models import AccessEntry

from ..conftest import PASSWORD, appoint
from .provider import SUBJECT, come_back, is_out, set_up

NEW, APP = "plum-tractor-window-9", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_an_administrator_links_an_account_but_never_their_own_nor_one_identity_twice(provider, town, sign_in) -> None:
    browser, clinician = sign_in(town.administrator), town[DISCHARGE_NURSE].user
    twice = browser.post(f"/accounts/{clinician.pk}/identity/", {"subject": SUBJECT})
    assert "is linked to another account" in twice.content.decode()
    own = browser.post(f"/accounts/{town.administrator.user.pk}/identity/", {"subject": "555000111333"})
    assert "Nobody links their own account" in own.content.decode()
    assert browser.post(f"/accounts/{clinician.pk}/identity/", {"subject": " 555000111444 "}).status_code == 302
    assert linked_to(clinician) == "555000111444"
    assert AccessEntry.objects.filter(did__startswith="linked the account").count() == 2


def test_one_administrator_alone_gives_no_other_way_into_an_account_that_opens_by_the_provider(
    client, provider, town, sign_in
) -> None:
    user, administrator = town[GP].user, sign_in(town.administrator)
    come_back(client, provider)
    for page, sent in (("new-password", {}), ("identity", {"subject": "555000111444"})):
        answer = administrator.post(f"/accounts/{user.pk}/{page}/", sent, follow=True).content.decode()
        assert "one person does not give it another key" in answer
    assert linked_to(user) == SUBJECT
    administrator.post(f"/accounts/{user.pk}/identity/", {"subject": ""})
    answer = administrator.post(f"/accounts/{user.pk}/new-password/", follow=True).content.decode()
    assert "You ended its link to the provider" in answer
    user.refresh_from_db()
    assert not user.has_usable_password()


def test_who_has_known_the_password_does_not_come_in_by_it_once_the_owner_comes_by_the_provider(
    client, running, town, settings, django_capture_on_commit_callbacks
) -> None:
    """They opened the account, chose a password of their own as its owner, and linked it to the owner's identity."""
    set_up(settings, running.address, "cis2")
    user, before = town[GP].user, Client()
    assert before.login(username=user.email, password=PASSWORD)
    before.post("/account/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    identities.link_identity(by=town.administrator, user=user, subject=SUBJECT)
    assert before.get("/")["Location"].startswith("/sign-in/"), "the session they had left open is over"
    running.be_honest()
    come_back(client, running)
    for known in (PASSWORD, NEW):
        assert not Client().login(username=user.email, password=known)


def test_who_comes_by_the_provider_is_asked_for_no_password(client, provider, town) -> None:
    come_back(client, provider)
    page = client.get("/account/").content.decode()
    assert "you sign in by your organisation" in page
    assert "/account/password/" not in page
    assert client.get("/account/password/")["Location"] == "/account/"
    assert client.get("/account/second-factor/app/").status_code == 200


def test_an_administrator_who_comes_by_the_provider_proves_who_they_are_by_an_app(
    client, provider, town, time_machine
) -> None:
    second = appoint(town.administrator, SYSTEM_ADMINISTRATOR, town.board, "second")
    identities.end_link(by=town.administrator, user=town[GP].user)
    identities.link_identity(by=town.administrator, user=second.user, subject=SUBJECT)
    time_machine.move_to(timezone.now() + dt.timedelta(days=7), tick=True)
    come_back(client, provider)
    TOTP.activate(town[GP].user, APP)
    page = f"/accounts/{town[GP].user.pk}/second-factor/"
    assert 'name="password"' not in client.get(page).content.decode()
    assert "Set up an app as a second factor on your account page" in client.post(page).content.decode()
    TOTP.activate(second.user, APP)
    assert "That code is not right" in client.post(page, {"code": "000000"}).content.decode()
    code = format_hotp_value(hotp_value(APP, int(time.time()) // 30))
    assert client.post(page, {"code": code}).status_code == 302
    assert not has_app(town[GP].user)


def test_who_ended_the_link_may_be_a_governance_lead_and_then_an_administrator_links_anew(
    client, provider, town, time_machine
) -> None:
    come_back(client, provider)
    identities.end_link(by=town[GOVERNANCE_LEAD], user=town[GP].user)
    with pytest.raises(NotAllowed, match="less than 7 days"):
        identities.link_identity(by=town.administrator, user=town[GP].user, subject="555000111444")
    time_machine.move_to(timezone.now() + dt.timedelta(days=7))
    identities.link_identity(by=town.administrator, user=town[GP].user, subject="555000111444")
    assert linked_to(town[GP].user) == "555000111444"


def test_an_app_set_up_here_is_asked_for_after_the_provider(client, provider, town) -> None:
    TOTP.activate(town[GP].user, APP)
    assert come_back(client, provider)["Location"].startswith("/sign-in/code/")
    assert is_out(client)


def test_without_a_provider_there_is_nothing_to_link(town, sign_in) -> None:
    browser = sign_in(town.administrator)
    assert browser.get(f"/accounts/{town[GP].user.pk}/identity/").status_code == 404
    assert "/identity/" not in browser.get(f"/accounts/{town[GP].user.pk}/").content.decode()
