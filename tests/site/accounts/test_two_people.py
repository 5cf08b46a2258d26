"""One administrator alone never signs in as somebody else: a password link and the second factor take two people."""

import datetime as dt
import re
import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone

from joinedup.governance.roles import GP, SYSTEM_ADMINISTRATOR
from joinedup.web.accounts.ways_in import has_app
from joinedup.web.governance.acting import Acting, NotAllowed
from joinedup.web.governance.actions.memberships import end_role, give_role
from joinedup.web.governance.actions.passwords import give_password_link
from joinedup.web.governance.actions.second_factors import reset_second_factor
from joinedup.web.governance.models import AccessEntry

from ..conftest import PASSWORD, appoint

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW = "plum-tractor-window-9"
A_WEEK = dt.timedelta(days=7)


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def doctor(town):
    TOTP.activate(town[GP].user, SECRET)
    return town[GP].user


def _owner_changes_the_password(user, old: str = PASSWORD) -> None:
    browser = Client()
    browser.force_login(user)
    browser.post("/account/password/", {"oldpassword": old, "password1": NEW, "password2": NEW})
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_who_made_the_password_link_does_not_take_the_second_factor_away(town, doctor, sign_in) -> None:
    _owner_changes_the_password(doctor)
    admin = sign_in(town.administrator)
    page = admin.post(f"/accounts/{doctor.pk}/new-password/").content.decode()
    link = re.search(r"http://testserver(/sign-in/new-password/[^<]+/)", page)[1]
    for _ in ("unused", "used"):
        answer = admin.post(f"/accounts/{doctor.pk}/second-factor/", {"password": PASSWORD}).content.decode()
        assert "You gave this account its password" in answer
        assert has_app(doctor)
        Client().post(link, {"password": NEW})
    assert ">Take the second factor away<" not in admin.get(f"/accounts/{doctor.pk}/second-factor/").content.decode()
    entered = Client().post("/sign-in/", {"login": doctor.email, "password": NEW})
    assert entered["Location"].startswith("/sign-in/code/"), "the link alone opens nothing"


def test_who_took_the_second_factor_away_makes_no_password_link_until_the_owner_has_another(
    town, doctor, sign_in, django_capture_on_commit_callbacks
) -> None:
    _owner_changes_the_password(doctor)
    admin = sign_in(town.administrator)
    admin.post(f"/accounts/{doctor.pk}/second-factor/", {"password": PASSWORD})
    assert not has_app(doctor)
    answer = admin.post(f"/accounts/{doctor.pk}/new-password/", follow=True).content.decode()
    assert "You took its second factor away" in answer
    doctor.refresh_from_db()
    assert doctor.check_password(NEW), "the old password still works"
    owner = Client()
    owner.post("/sign-in/", {"login": doctor.email, "password": NEW})
    owner.post(owner.get("/account/second-factor/app/")["Location"], {"password": NEW})
    secret = owner.get("/account/second-factor/app/").context_data["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        owner.post("/account/second-factor/app/", {"code": _code(secret)})
    assert has_app(doctor)
    assert give_password_link(by=town.administrator, user=doctor)


def test_who_opened_the_account_knows_its_password_until_the_owner_changes_it(town, doctor) -> None:
    with pytest.raises(NotAllowed, match="You gave this account its password"):
        reset_second_factor(by=town.administrator, user=doctor)
    _owner_changes_the_password(doctor)
    reset_second_factor(by=town.administrator, user=doctor)
    assert not has_app(doctor)


def test_an_account_one_has_just_made_an_administrator_is_no_second_person(town, doctor, time_machine) -> None:
    second = appoint(town.administrator, SYSTEM_ADMINISTRATOR, town.board, "second")
    give_password_link(by=town.administrator, user=doctor)
    with pytest.raises(NotAllowed, match="less than 7 days"):
        reset_second_factor(by=second, user=doctor)
    time_machine.move_to(timezone.now() + A_WEEK)
    reset_second_factor(by=second, user=doctor)
    assert not has_app(doctor)


def test_nor_when_it_is_the_new_one_that_made_the_link(town, doctor, time_machine) -> None:
    second = appoint(town.administrator, SYSTEM_ADMINISTRATOR, town.board, "second")
    _owner_changes_the_password(doctor)
    give_password_link(by=second, user=doctor)
    with pytest.raises(NotAllowed, match="less than 7 days"):
        reset_second_factor(by=town.administrator, user=doctor)
    time_machine.move_to(timezone.now() + A_WEEK)
    reset_second_factor(by=town.administrator, user=doctor)
    assert not has_app(doctor)


def test_a_role_that_ended_at_once_or_has_not_begun_makes_nobody_a_second_person(town, doctor, time_machine) -> None:
    """One administrator makes another, acts as both, and waits."""
    second = appoint(town.administrator, SYSTEM_ADMINISTRATOR, town.board, "second")
    _owner_changes_the_password(doctor)
    give_password_link(by=second, user=doctor)
    end_role(by=town.administrator, membership=second.membership)
    time_machine.move_to(timezone.now() + 2 * A_WEEK)
    with pytest.raises(NotAllowed, match="less than 7 days"):
        reset_second_factor(by=town.administrator, user=doctor)


def test_a_role_given_again_begins_anew(town, doctor, time_machine) -> None:
    """The account of one who left is made use of: what they held long ago counts for nothing."""
    second = appoint(town.administrator, SYSTEM_ADMINISTRATOR, town.board, "second")
    _owner_changes_the_password(doctor)
    time_machine.move_to(timezone.now() + 2 * A_WEEK)
    end_role(by=town.administrator, membership=second.membership)
    given = {"organisation": town.board, "role_code": SYSTEM_ADMINISTRATOR.code}
    again = Acting(give_role(by=town.administrator, user=second.user, **given), "test")
    give_password_link(by=again, user=doctor)
    with pytest.raises(NotAllowed, match="less than 7 days"):
        reset_second_factor(by=town.administrator, user=doctor)


def test_the_second_half_that_is_refused_stands_in_the_log(town, doctor, sign_in) -> None:
    admin = sign_in(town.administrator)
    admin.post(f"/accounts/{doctor.pk}/second-factor/", {"password": PASSWORD})
    last = AccessEntry.objects.last()
    assert (last.did, last.allowed) == (f"was refused to take away the second factor of the account {doctor.pk}", False)
    assert last.user == town.administrator.user
    assert "gave this account its password" in last.because
    _owner_changes_the_password(doctor)
    reset_second_factor(by=town.administrator, user=doctor)
    admin.post(f"/accounts/{doctor.pk}/new-password/")
    did = f"was refused a link to choose a new password for the account {doctor.pk}"
    assert AccessEntry.objects.filter(did=did, allowed=False).count() == 1


def test_what_the_owner_does_to_their_own_keys_stands_in_the_log(doctor) -> None:
    _owner_changes_the_password(doctor)
    assert AccessEntry.objects.filter(user=doctor, did="changed their own password").count() == 1
