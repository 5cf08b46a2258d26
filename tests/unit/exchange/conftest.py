import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from a_mesh import PASSWORDS, SHARED_KEY, Mesh, a_mesh

from joinedup.exchange import Account, MeshMailbox


@pytest.fixture
def mesh() -> Iterator[Mesh]:
    """A server of its own."""
    with a_mesh() as running:
        yield running


@pytest.fixture
def mailbox(mesh: Mesh) -> MeshMailbox:
    """A place's mailbox on it."""
    return MeshMailbox(Account(mesh.url, "TESTMB1", PASSWORDS["TESTMB1"], SHARED_KEY), chunk=1000)


@pytest.fixture
def service(mesh: Mesh) -> MeshMailbox:
    """The tracing service's mailbox on it."""
    return MeshMailbox(Account(mesh.url, "TESTPDS", PASSWORDS["TESTPDS"], SHARED_KEY), chunk=1000)
