"""The second factor: an app's code or a recovery code, required of every role where the setting says so."""

import datetime as dt
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from joinedup.governance.roles import GP
from joinedup.web.governance import access_log
from joinedup.web.governance.actions.two_people import OWN_PASSWORD
from joinedup.web.governance.models import AccessEntry

from ..conftest import PASSWORD


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def doctor(town):
    """Whose password the administrator who opened the account knows no more."""
    access_log.write(by=town[GP].user, did=OWN_PASSWORD)
    return town[GP].user


def _sign_in(client: Client, email: str):
    return client.post("/sign-in/", {"login": email, "password": PASSWORD})


def _again(client: Client):
    """The page to set up an app: what protects an account is changed only after the password."""
    again = client.get("/account/second-factor/app/")["Location"]
    assert "Enter your password again" in client.get(again).content.decode()
    return client.get(client.post(again, {"password": PASSWORD})["Location"])


@pytest.fixture
def secret(client, doctor) -> str:
    """An app set up, after the password was asked for again."""
    _sign_in(client, doctor.email)
    page = _again(client)
    made = page.context_data["form"].secret
    assert made in page.content.decode()
    answer = client.post("/account/second-factor/app/", {"code": _code(made)})
    assert answer["Location"] == "/account/second-factor/codes/"
    return made


def test_it_can_be_set_up_and_looked_after(client, secret) -> None:
    assert "An app is set up" in client.get("/account/second-factor/").content.decode()
    codes = client.get("/account/second-factor/codes/").content.decode()
    assert "10 codes of 10 left" in codes


def test_then_a_password_alone_opens_nothing(client, doctor, secret) -> None:
    other = Client()
    assert _sign_in(other, doctor.email)["Location"].startswith("/sign-in/code/")
    assert other.get("/")["Location"].startswith("/sign-in/")
    wrong = other.post("/sign-in/code/", {"code": "000000"})
    assert "That code is not right" in wrong.content.decode()


def test_the_code_opens_the_site(doctor, secret, time_machine) -> None:
    time_machine.move_to(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1))  # a code is used once
    other = Client()
    _sign_in(other, doctor.email)
    assert other.post("/sign-in/code/", {"code": _code(secret)}).status_code == 302
    assert other.get("/").status_code == 200


def test_a_recovery_code_opens_it_once(client, doctor, secret) -> None:
    from allauth.mfa.models import Authenticator

    stored = Authenticator.objects.get(user=doctor, type="recovery_codes").wrap()
    one = stored.get_unused_codes()[0]
    for expected in (302, 200):
        other = Client()
        _sign_in(other, doctor.email)
        assert other.post("/sign-in/code/", {"code": one}).status_code == expected


def test_where_it_is_required_nothing_opens_without_it(client, doctor, settings, monkeypatch) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    settings.ROOT_URLCONF = "tests_site_second_factor_urls"
    import sys
    import types

    from django.http import HttpResponse
    from django.urls import path

    from joinedup.governance.permissions import Permission
    from joinedup.web.config.urls import urlpatterns
    from joinedup.web.governance.access import needs

    @needs(Permission.READ_PERSON)
    def page(request):
        return HttpResponse("the record")

    module = types.ModuleType("tests_site_second_factor_urls")
    module.urlpatterns = [*urlpatterns, path("record/", page)]
    sys.modules[module.__name__] = module
    _sign_in(client, doctor.email)
    assert client.get("/record/")["Location"] == "/account/second-factor/app/?next=/record/"
    made = _again(client).context_data["form"].secret
    monkeypatch.setattr("django.db.transaction.on_commit", lambda function: function())  # as without a test around it
    client.post("/account/second-factor/app/", {"code": _code(made)})
    assert client.get("/record/").content == b"the record"
    stale = Client()  # a session from before it was required
    stale.force_login(doctor)
    assert stale.get("/record/")["Location"] == "/sign-in/again/code/?next=/record/"


# ------------------------------------------------------------------------------------------------- one that was lost


def _page(user) -> str:
    return f"/accounts/{user.pk}/second-factor/"


def _taken(user) -> bool:
    from allauth.mfa.models import Authenticator

    return not Authenticator.objects.filter(user=user).exists()


def test_an_administrator_takes_a_lost_one_away_and_its_owner_is_told(client, town, doctor, secret, sign_in) -> None:
    admin = sign_in(town.administrator)
    assert "They have lost it" in admin.get(f"/accounts/{doctor.pk}/").content.decode()
    wrong = admin.post(_page(doctor), {"password": "somebody else's words"}).content.decode()
    assert "The password is not right" in wrong
    assert not _taken(doctor)
    assert admin.post(_page(doctor), {"password": PASSWORD})["Location"] == f"/accounts/{doctor.pk}/"
    assert _taken(doctor)
    assert client.get("/")["Location"].startswith("/sign-in/"), "every session ends"
    entry = AccessEntry.objects.get(did__startswith="took away the second factor")
    assert (entry.user, entry.did) == (
        town.administrator.user,
        f"took away the second factor of the account {doctor.pk}, which was lost",
    )
    again = Client()
    for told in (True, False):
        page = again.post("/sign-in/", {"login": doctor.email, "password": PASSWORD}, follow=True).content.decode()
        assert ("An administrator took away your second factor" in page) is told
        again.post("/sign-out/")


def test_an_administrator_who_has_one_is_asked_for_it_and_it_is_asked_after_the_password(
    town, doctor, secret, sign_in
) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    own = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(town.administrator.user, own)
    admin = sign_in(town.administrator)
    assert "Enter the code" in admin.post(_page(doctor), {"password": PASSWORD}).content.decode()
    refused = admin.post(_page(doctor), {"password": PASSWORD, "code": "000000"}).content.decode()
    assert "That code is not right" in refused
    admin.post(_page(doctor), {"password": "not it", "code": _code(own)})
    assert not _taken(doctor)
    assert admin.post(_page(doctor), {"password": PASSWORD, "code": _code(own)}).status_code == 302
    assert _taken(doctor)


def test_nobody_takes_away_their_own_and_tries_are_limited(town, doctor, secret, sign_in) -> None:
    admin = sign_in(town.administrator)
    assert admin.post(_page(town.administrator.user), {"password": PASSWORD}).status_code == 200
    assert not AccessEntry.objects.filter(did__startswith="took away").exists()
    for _ in range(10):
        said = admin.post(_page(doctor), {"password": "not it"}).content.decode()
    assert "Too many tries" in said
    assert "Too many tries" in admin.post(_page(doctor), {"password": PASSWORD}).content.decode()
    assert not _taken(doctor)
    assert sign_in(doctor).post(_page(doctor), {"password": PASSWORD}).status_code == 403


def test_a_second_factor_in_the_code_is_not_left_open() -> None:
    from django.conf import settings

    assert not hasattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE")
