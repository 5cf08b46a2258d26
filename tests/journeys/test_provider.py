"""Signing in with the button of one's organisation, in a browser, at a real OpenID Connect provider on this machine."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from .conftest import DESK, PASSWORD, PREPARE, Site, Visitor, served_at

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SUBJECT, STRANGER = "555000111222", "555999999999"
LINK = """
import sys
from pathlib import Path
from joinedup.web.config import server
server.start(Path(sys.argv[1]))
from joinedup.web.accounts.models import User
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions.identities import link_identity
from joinedup.web.governance.models import Membership
administrator = Membership.objects.get(role_code="system-administrator")
link_identity(by=Acting(administrator), user=User.objects.get(email=sys.argv[2]), subject=sys.argv[3])
"""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """The provider, which knows both of them."""
    import oidc_provider_mock

    people = [oidc_provider_mock.User(sub=one) for one in (SUBJECT, STRANGER)]
    with oidc_provider_mock.run_server_in_thread(require_nonce=True, user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(scope="module")
def joined(elsewhere: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site, told of the provider as an operator tells it: by its environment."""
    folder = tmp_path_factory.mktemp("provider")
    workspace, secret = folder / "workspace", folder / "secret"
    secret.write_text("s")
    told = {
        "JOINEDUP_OIDC_SERVER": elsewhere,
        "JOINEDUP_OIDC_CLIENT": "joinedup",
        "JOINEDUP_OIDC_SECRET_FILE": str(secret),
        "JOINEDUP_OIDC_NAME": "Rivershire Sign-in",
        "JOINEDUP_OIDC_KIND": "other",
    }
    with patch.dict(os.environ, told):
        subprocess.run([sys.executable, "-c", PREPARE, str(workspace), PASSWORD], check=True)
        given = [str(workspace), "priya.plan@qxx.example", SUBJECT]
        subprocess.run([sys.executable, "-c", LINK, *given], check=True)
        with served_at(Path(workspace)) as address:
            yield Site(address, workspace)


def _come(chromium, site: Site, subject: str) -> Visitor:
    window = chromium.new_context(viewport=DESK)
    visitor = Visitor(window.new_page(), site.address)
    visitor.look("/sign-in/")
    visitor.page.get_by_role("button", name="Sign in with Rivershire Sign-in").click()
    visitor.page.get_by_role("heading", name="Authorize Client").wait_for()
    assert not visitor.page.url.startswith(site.address), "the password, if any, is typed there"
    visitor.page.get_by_role("button", name=subject).click()
    visitor.page.wait_for_url(f"{site.address}/**")
    return visitor


def test_whoever_is_linked_comes_in_by_the_button_and_goes_out_again(chromium, joined: Site) -> None:
    visitor = _come(chromium, joined, SUBJECT)
    assert visitor.page.inner_text("h1") == "What you can do here"
    assert "code=" not in visitor.page.url
    visitor.look("/account/")
    visitor.page.get_by_role("button", name="Sign out", exact=True).click()
    visitor.page.wait_for_url("**/sign-in/**")
    visitor.page.goto(f"{joined.address}/account/")
    assert visitor.page.url.startswith(f"{joined.address}/sign-in/")
    visitor.page.context.close()


def test_who_is_known_there_and_linked_to_nobody_here_is_told_so(chromium, joined: Site) -> None:
    visitor = _come(chromium, joined, STRANGER)
    assert visitor.page.url == f"{joined.address}/sign-in/no-account/"
    visitor.judge("no account", "desk")
    visitor.page.goto(f"{joined.address}/")
    assert visitor.page.url.startswith(f"{joined.address}/sign-in/")
    visitor.page.context.close()
