"""Forms that another site sends, sessions that somebody planted, fields that nobody asked for."""

import statistics
import time

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from joinedup.governance.roles import COMMUNITY_MATRON, GP, ROLES, SYSTEM_ADMINISTRATOR
from joinedup.web.accounts.models import User
from joinedup.web.governance.actions import memberships
from joinedup.web.governance.models import ConsentFact, Membership, Relationship

from ..conftest import PASSWORD

pytestmark = pytest.mark.django_db

SAMPLES = {"IntConverter": 1, "StringConverter": "1001", "SlugConverter": "a"}


def _address(page) -> str:
    kinds = {name: type(one).__name__ for name, one in page.pattern.converters.items()}
    return reverse(page.name, kwargs={name: SAMPLES[kind] for name, kind in kinds.items()})


# ---------------------------------------------------------------------------------------------- from another site
@pytest.mark.parametrize("role", ROLES.values(), ids=str)
def test_no_page_takes_a_form_from_another_site(town, served, role) -> None:
    """Every page there is, asked by a browser that is signed in but was led here by somebody else's form."""
    led = Client(enforce_csrf_checks=True)
    led.force_login(town[role].user)
    for page in get_resolver().url_patterns:
        answer = led.post(_address(page), {"csrfmiddlewaretoken": "a" * 64})
        assert answer.status_code == 403, page.name
        assert "Send this form again" in answer.content.decode(), page.name


def test_a_token_of_another_browser_is_not_taken(town, served) -> None:
    mine, theirs = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    page = mine.get("/sign-in/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = {"login": town[GP].user.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    theirs.get("/sign-in/")
    assert theirs.post("/sign-in/", sent).status_code == 403
    assert mine.post("/sign-in/", sent).status_code == 302


# --------------------------------------------------------------------------------------------------------- sessions
def _planted(client: Client) -> str:
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["joinedup"] = session.session_key
    return session.session_key


def test_signing_in_begins_under_a_key_nobody_planted(client, town) -> None:
    planted = _planted(client)
    client.post("/sign-in/", {"login": town[GP].user.email, "password": PASSWORD})
    assert client.session.session_key != planted
    attacker = Client()
    attacker.cookies["joinedup"] = planted
    assert attacker.get("/")["Location"].startswith("/sign-in/")


def test_a_made_up_session_key_is_not_taken_up(client, town) -> None:
    client.cookies["joinedup"] = "a" * 32
    client.post("/sign-in/", {"login": town[GP].user.email, "password": PASSWORD})
    assert client.session.session_key != "a" * 32


def test_choosing_a_role_begins_under_a_new_key(town, sign_in) -> None:
    memberships.give_role(
        by=town.administrator, user=town[GP].user, organisation=town.trust, role_code=COMMUNITY_MATRON.code
    )
    browser = sign_in(town[GP])
    before = browser.session.session_key
    browser.post("/role/", {"membership": Membership.objects.filter(user=town[GP].user).first().pk})
    assert browser.session.session_key != before
    old = Client()
    old.cookies["joinedup"] = before
    assert old.get("/")["Location"].startswith("/sign-in/")


def test_a_session_is_over_once_signed_out(town, sign_in) -> None:
    browser = sign_in(town[GP])
    kept = browser.session.session_key
    browser.post("/sign-out/")
    again = Client()
    again.cookies["joinedup"] = kept
    assert again.get("/")["Location"].startswith("/sign-in/")


def test_a_changed_password_ends_every_other_session(town, sign_in, client) -> None:
    elsewhere = sign_in(town[GP])
    client.post("/sign-in/", {"login": town[GP].user.email, "password": PASSWORD})
    new = "another-horse-battery-8"
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert elsewhere.get("/")["Location"].startswith("/sign-in/")


# ----------------------------------------------------------------------------------------- fields nobody asked for
MORE = {"id": "1", "pk": "1", "is_active": "", "is_superuser": "1", "is_staff": "1", "made_up": "", "role": "gp"}


def test_an_account_is_opened_with_what_its_form_asks_for_alone(town, sign_in) -> None:
    asked = {"name": "New Here", "email": "new@qxx.example", "password": "correct-horse-battery-9"}
    sign_in(town[SYSTEM_ADMINISTRATOR]).post("/accounts/new/", asked | MORE | {"role_code": GP.code})
    made = User.objects.get(email="new@qxx.example")
    assert made.is_active
    assert made.made_up
    assert made.pk != 1
    assert not Membership.objects.filter(user=made).exists()


def test_a_role_begins_today_and_is_given_by_who_gave_it(town, sign_in, today) -> None:
    user = town[COMMUNITY_MATRON].user
    asked = {"organisation": town.practice.pk, "role_code": GP.code}
    more = {"since": "2001-01-01", "until": "2099-01-01", "given_by": town[GP].user.pk, "user": town[GP].user.pk}
    sign_in(town[SYSTEM_ADMINISTRATOR]).post(f"/accounts/{user.pk}/", asked | more | MORE)
    made = Membership.objects.get(user=user, role_code=GP.code)
    assert (made.since, made.until, made.given_by) == (today, None, town.administrator.user)


def test_what_a_person_said_is_about_the_person_of_the_page_and_by_who_wrote_it(town, sign_in, served) -> None:
    asked = {"form": "consent", "c-part": "EVERYTHING", "c-agreed": "no", "c-how": "spoken"}
    more = {"c-person_id": "2001", "person_id": "2001", "c-recorded_by": "1", "recorded_by": "1", "c-at": "2001-01-01"}
    sign_in(town[GP]).post("/people/1001/consent/", asked | more)
    made = ConsentFact.objects.get()
    assert (made.person_id, made.recorded_by) == ("1001", town[GP].user)


def test_a_claim_is_ones_own_and_ends(town, sign_in, served) -> None:
    asked = {"what": "CLAIM", "reason": "I visit them every week"}
    more = {"kind": "CASELOAD", "until": "2099-01-01", "membership": "1", "organisation": town.other_practice.pk}
    page = sign_in(town[COMMUNITY_MATRON]).get("/people/2001/open/").content.decode()
    asked["what"] = page.split('name="what"')[1].split('value="')[1].split('"')[0]
    sign_in(town[COMMUNITY_MATRON]).post("/people/2001/open/", asked | more | {"person_id": "1001"})
    made = Relationship.objects.get()
    assert (made.person_id, made.kind, made.membership) == ("2001", "SELF_CLAIMED", town[COMMUNITY_MATRON].membership)
    assert (made.until - made.since).days == 14


# ------------------------------------------------------------------------------------------------------------ timing
def test_the_time_a_sign_in_takes_does_not_tell_who_has_an_account(town, client, settings) -> None:
    """Medians of processor time, in turn, with the hasher the site uses; that one hash is made each time is counted
    in the tests of sign-in."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = {}
    town[GP].user.set_password(PASSWORD)
    town[GP].user.save()
    took: dict[str, list[float]] = {town[GP].user.email: [], "nobody@a99001.example": []}
    for _ in range(8):
        for email, times in took.items():
            began = time.process_time()
            client.post("/sign-in/", {"login": email, "password": "not-the-password"})
            times.append(time.process_time() - began)
    known, unknown = (statistics.median(times[1:]) for times in took.values())
    assert abs(known - unknown) < 0.3 * max(known, unknown), (known, unknown)
