"""A recipient's keys: a new one, and an old one destroyed; each by somebody named, and written down."""

from django.db import transaction

from joinedup.governance.permissions import Permission
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions import action
from joinedup.web.people.beyond_care import pseudonyms


@action(Permission.SEND_PSEUDONYMS, "gave {recipient} a new key for pseudonyms")
def rotate_key(*, by: Acting, recipient: str) -> int:
    """The version of the key in use from now on. Raises ``PseudonymError`` for somebody who was never sent anything."""
    return pseudonyms().rotate(recipient)


@action(Permission.SEND_PSEUDONYMS, "destroyed key {version} for pseudonyms of {recipient}")
def retire_key(*, by: Acting, recipient: str, version: int) -> None:
    """Its pseudonyms can never be turned back again. Raises ``PseudonymError`` for the key in use.

    There is no way back, so the key goes only once it stands in the log.
    """
    held = pseudonyms()
    held.past(recipient, version)
    transaction.on_commit(lambda: held.retire(recipient, version))
