"""A provider running on this machine, to which one account is linked."""

from collections.abc import Iterator

import pytest

from joinedup.governance.roles import GP
from joinedup.web.governance.actions import identities

from .provider import SUBJECT, Provider, serving, set_up


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with serving() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider, settings, town) -> Provider:
    set_up(settings, running.address, "cis2")
    identities.link_identity(by=town.administrator, user=town[GP].user, subject=SUBJECT)
    running.be_honest()
    running.refused.clear()
    return running
