"""A key is destroyed only once it stands in the log."""

import pytest

from joinedup.governance.pseudonyms import PseudonymError, Pseudonyms
from joinedup.governance.roles import DATA_MANAGER
from joinedup.web.people import recipients

pytestmark = pytest.mark.django_db


def test_what_cannot_be_written_down_destroys_no_key(
    town, settings, tmp_path, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    settings.WORKSPACE = tmp_path
    held = Pseudonyms(tmp_path / "keys" / "pseudonyms")
    held.of("council", ["1"])
    held.rotate("council")
    manager = town[DATA_MANAGER]
    with pytest.raises(PseudonymError), django_capture_on_commit_callbacks(execute=True):
        recipients.retire_key(by=manager, recipient="council", version=2)
    with django_capture_on_commit_callbacks() as waiting:
        recipients.retire_key(by=manager, recipient="council", version=1)
        assert held.versions("council") == [1, 2]
    for one in waiting:
        one()
    assert held.versions("council") == [2]
