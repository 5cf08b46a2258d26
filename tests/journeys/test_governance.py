"""Signing in, the first page, accounts, alerts: in a real browser, with and without scripts."""

import subprocess
import sys

import pytest

from .conftest import DESK, PASSWORD, Visitor

pytestmark = pytest.mark.browser

AN_APP = """
import sys
from pathlib import Path
from joinedup.web.config import server
server.start(Path(sys.argv[1]))
from allauth.mfa.totp.internal.auth import TOTP
from joinedup.web.accounts.models import User
from joinedup.web.governance import access_log
from joinedup.web.governance.actions.two_people import OWN_PASSWORD
felix = User.objects.get(email=sys.argv[2])
if not sys.argv[3:]:
    TOTP.activate(felix, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
else:
    access_log.write(by=felix, did=OWN_PASSWORD)
"""
EVERYBODY = ["/sign-in/", "/accessibility/", "/privacy/", "/sign-in/no-account/", "/sign-in/closed/"]
SIGNED_IN = ["/", "/role/", "/account/", "/account/password/", "/account/second-factor/", "/sign-out/"]


@pytest.mark.parametrize("path", EVERYBODY)
def test_pages_for_everybody(visitor: Visitor, path: str) -> None:
    assert visitor.look(path)


def test_pages_for_who_is_signed_in(visitor: Visitor) -> None:
    visitor.sign_in("priya.plan@qxx.example")
    for path in SIGNED_IN:
        visitor.look(path)
    visitor.page.goto(f"{visitor.address}/account/second-factor/app/")
    visitor.page.get_by_label("Password", exact=True).fill(PASSWORD)
    visitor.page.get_by_role("button", name="Continue").click()
    visitor.page.wait_for_url("**/account/second-factor/app/")
    visitor.judge("/account/second-factor/app/", "desk")
    assert visitor.page.locator("img[alt='Picture that holds the key below']").evaluate("one => one.naturalWidth") > 0


def test_a_page_for_another_role_and_one_that_is_not_there(visitor: Visitor) -> None:
    visitor.sign_in("priya.plan@qxx.example")
    assert "As programme manager you may not open and close accounts" in visitor.look("/accounts/", 403)
    assert "Page not found" in visitor.look("/no-such-page/", 404)


def test_the_administrators_pages(visitor: Visitor) -> None:
    visitor.sign_in("ada.ministrator@qxx.example")
    assert "Priya Plan (made up)" in visitor.look("/accounts/")
    visitor.look("/accounts/new/")
    visitor.page.get_by_role("button", name="Open the account").click()
    visitor.page.wait_for_load_state()
    visitor.judge("/accounts/new/ with errors", "phone")
    assert visitor.page.title().startswith("Error: ")
    visitor.page.get_by_role("link", name="Enter a name").click()
    assert visitor.page.evaluate("document.activeElement.name") == "name"
    visitor.look("/accounts/2/")
    visitor.page.get_by_role("button", name="Make a link for a new password").click()
    visitor.page.wait_for_load_state()
    visitor.judge("/accounts/2/new-password/", "phone")
    link = visitor.page.inner_text("pre code")
    assert "Choose a new password" in visitor.look(link.removeprefix(visitor.address))
    visitor.page.get_by_label("New password", exact=True).fill(PASSWORD)
    visitor.page.get_by_role("button", name="Set the password").click()
    visitor.page.wait_for_url(f"{visitor.address}/")  # whoever is signed in already needs not sign in
    assert "No second factor is set up" in visitor.look("/accounts/2/second-factor/")
    assert "no longer good" in visitor.look("/sign-in/new-password/spent/", 410)
    assert "6 organisations" in visitor.look("/organisations/")
    visitor.page.get_by_role("button", name="Add it").click()
    visitor.page.wait_for_load_state()
    visitor.judge("/organisations/ with errors", "phone")
    assert "Move it" in visitor.look("/organisations/2/")


def test_a_lost_second_factor(visitor: Visitor, site) -> None:
    felix = [sys.executable, "-c", AN_APP, str(site.workspace), "felix.figures@qxx.example"]
    subprocess.run(felix, check=True)
    visitor.sign_in("ada.ministrator@qxx.example")
    number = visitor.page.evaluate("""async () => (await (await fetch("/accounts/")).text())
        .match(/accounts\\/(\\d+)\\/[^>]*>Felix/)[1]""")
    assert "They have lost it" in visitor.look(f"/accounts/{number}/")
    assert "Ask another system administrator" in visitor.look(f"/accounts/{number}/second-factor/")
    subprocess.run([*felix, "whose password is their own"], check=True)
    assert "Be sure that it is they who ask" in visitor.look(f"/accounts/{number}/second-factor/")
    visitor.page.get_by_role("button", name="Take the second factor away").click()
    visitor.page.wait_for_load_state()
    visitor.judge("second factor with errors", "phone")
    visitor.page.get_by_label("Your password", exact=True).fill(PASSWORD)
    visitor.page.get_by_role("button", name="Take the second factor away").click()
    visitor.page.wait_for_url(f"**/accounts/{number}/")
    assert "The second factor is taken away" in visitor.page.inner_text("main")


def test_the_privacy_officers_pages(visitor: Visitor) -> None:
    visitor.sign_in("grace.watcher@qxx.example")
    assert "No alert waits" in visitor.look("/alerts/")
    assert "began to work" not in visitor.look("/access-log/")


def test_the_first_thing_a_keyboard_reaches_leads_past_the_menu(visitor: Visitor) -> None:
    visitor.sign_in("priya.plan@qxx.example")
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("location.hash") == "#maincontent"


def test_one_can_sign_in_and_out_without_scripts(chromium, site) -> None:
    window = chromium.new_context(viewport=DESK, java_script_enabled=False)
    one = Visitor(window.new_page(), site.address)
    one.sign_in("priya.plan@qxx.example")
    assert one.page.inner_text("h1") == "What you can do here"
    one.page.get_by_role("button", name="Sign out").click()
    one.page.wait_for_url("**/sign-in/**")
    window.close()


def test_a_session_cookie_is_out_of_reach_of_scripts(visitor: Visitor) -> None:
    visitor.sign_in("priya.plan@qxx.example")
    assert visitor.page.evaluate("document.cookie") == ""
