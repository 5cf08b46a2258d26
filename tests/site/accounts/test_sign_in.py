"""Signing in: passwords with lock-out, sessions that end, and nothing that tells a stranger who has an account."""

import datetime as dt

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from joinedup.governance.roles import GP
from joinedup.web.accounts.models import User

from ..conftest import PASSWORD

SIGN_IN = "/sign-in/"


def _try(client: Client, email: str, password: str = PASSWORD, **more):
    return client.post(SIGN_IN, {"login": email, "password": password, **more})


@pytest.fixture
def doctor(town) -> User:
    return town[GP].user


def test_the_right_password_opens_the_first_page(client, doctor) -> None:
    assert _try(client, doctor.email)["Location"] == "/"
    assert "What you can do here" in client.get("/").content.decode()


def test_capitals_in_the_address_do_not_matter(client, doctor) -> None:
    assert _try(client, doctor.email.upper()).status_code == 302


def test_one_goes_on_to_the_page_one_asked_for_but_not_to_another_site(client, doctor) -> None:
    assert _try(client, doctor.email, next="/account/")["Location"] == "/account/"
    client.post("/sign-out/")
    assert _try(client, doctor.email, next="https://evil.example/")["Location"] == "/"


def _words(answer) -> str:
    return answer.content.decode()


def test_a_wrong_password_and_an_unknown_address_are_told_the_same(client, doctor) -> None:
    wrong, unknown = _try(client, doctor.email, "not-the-password"), _try(client, "nobody@a99001.example")
    for answer in (wrong, unknown):
        assert answer.status_code == 200
        assert "The email address or the password is not right" in _words(answer)
    same = [_words(one).replace(doctor.email, "X").replace("nobody@a99001.example", "X") for one in (wrong, unknown)]
    assert _without_tokens(same[0]) == _without_tokens(same[1])


def _without_tokens(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_an_unknown_address_costs_the_same_work_as_a_wrong_password(client, doctor, monkeypatch) -> None:
    """Counted, not timed: a password is hashed once in either case."""
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, *a, **k: (hashed.append(1), encode(self, *a, **k))[1])
    _try(client, doctor.email, "not-the-password")
    known = len(hashed)
    hashed.clear()
    _try(client, "nobody@a99001.example", "not-the-password")
    assert len(hashed) == known > 0


def test_five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour(client, doctor, time_machine) -> None:
    time_machine.move_to(dt.datetime(2026, 4, 1, 9, 0, tzinfo=dt.UTC), tick=False)
    doctor.memberships.update(since=dt.date(2026, 1, 1))
    for _ in range(5):
        _try(client, doctor.email, "not-the-password")
    assert "Too many wrong tries" in _words(_try(client, doctor.email))
    time_machine.shift(dt.timedelta(minutes=16))
    assert _try(client, doctor.email).status_code == 302


def test_the_lock_is_on_the_account_not_on_everybody(client, doctor, town) -> None:
    for _ in range(6):
        _try(client, doctor.email, "not-the-password")
    assert _try(Client(), town.administrator.user.email).status_code == 302


def test_a_closed_account_cannot_sign_in(client, doctor) -> None:
    User.objects.filter(pk=doctor.pk).update(is_active=False)
    answer = _try(client, doctor.email)
    assert answer["Location"] == "/sign-in/closed/"
    assert "This account is closed" in _words(client.get("/sign-in/closed/"))
    assert client.get("/")["Location"].startswith(SIGN_IN)


def test_a_session_begins_under_a_new_key(client, doctor) -> None:
    """Who planted a session key in somebody's browser does not get in with it."""
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["joinedup"] = planted
    _try(client, doctor.email)
    assert client.session.session_key != planted


def test_a_session_left_alone_ends_and_says_so(client, doctor, time_machine, settings) -> None:
    start = dt.datetime(2026, 4, 1, 9, 0, tzinfo=dt.UTC)
    doctor.memberships.update(since=dt.date(2026, 1, 1))
    time_machine.move_to(start, tick=False)
    _try(client, doctor.email)
    client.get("/")
    time_machine.move_to(start + dt.timedelta(seconds=settings.SESSION_IDLE_SECONDS), tick=False)
    assert client.get("/").status_code == 200
    time_machine.shift(dt.timedelta(seconds=settings.SESSION_IDLE_SECONDS + 1))
    assert client.get("/")["Location"].startswith(SIGN_IN)
    assert "You were signed out because" in _words(client.get(SIGN_IN))


def test_a_session_ends_after_twelve_hours_however_busy(client, doctor, time_machine) -> None:
    start = dt.datetime(2026, 4, 1, 0, 0, tzinfo=dt.UTC)
    doctor.memberships.update(since=dt.date(2026, 1, 1))
    time_machine.move_to(start, tick=False)
    _try(client, doctor.email)
    for quarter in range(12 * 4 + 1):
        time_machine.move_to(start + dt.timedelta(minutes=15 * quarter), tick=False)
        assert client.get("/").status_code == 200
    time_machine.move_to(start + dt.timedelta(hours=12, minutes=1), tick=False)
    assert client.get("/")["Location"].startswith(SIGN_IN)


def test_one_signs_out_by_a_button_not_by_a_link(client, doctor) -> None:
    _try(client, doctor.email)
    assert client.get("/sign-out/").status_code == 200
    assert client.get("/").status_code == 200
    client.post("/sign-out/")
    assert client.get("/")["Location"].startswith(SIGN_IN)


def test_nobody_registers(client, db) -> None:
    page = client.get("/sign-in/no-account/")
    assert "Nobody registers by themselves" in _words(page)
    client.post("/sign-in/no-account/", {"email": "new@a99001.example", "password1": PASSWORD})
    assert not User.objects.exists()


def test_a_form_from_elsewhere_is_refused_in_words(doctor) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(SIGN_IN, {"login": doctor.email, "password": PASSWORD})
    assert answer.status_code == 403
    assert "Send this form again" in _words(answer)


def test_what_was_typed_is_not_in_the_log(client, doctor, caplog) -> None:
    _try(client, doctor.email, "a-secret-typed-in-the-wrong-place")
    assert "A sign-in failed." in caplog.text
    assert doctor.email not in caplog.text
    assert "a-secret" not in caplog.text


def test_the_password_is_changed_and_must_be_long(client, doctor) -> None:
    _try(client, doctor.email)
    sent = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    assert "There is a problem" in _words(client.post("/account/password/", sent))
    new = "another-horse-battery-8"
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    client.post("/sign-out/")
    assert _try(client, doctor.email).status_code == 200
    assert _try(client, doctor.email, new).status_code == 302


def test_the_account_page_lists_roles_held(client, doctor) -> None:
    _try(client, doctor.email)
    assert "General practitioner, Mill Lane Surgery" in _words(client.get("/account/"))
