"""Pseudonyms: a person's id turned into another for one recipient, by a key nobody but the workspace has.

Each recipient has keys of its own, so two recipients cannot join what they were sent. Keys lie in the workspace's
``keys/pseudonyms`` folder, apart from the data, and can be rotated: new files get the new key's pseudonyms, old ones
can still be read back until their key is retired. A pseudonym cannot be turned back by itself: whoever may
(``Permission.REIDENTIFY``) tries the people on their own list, and that is written down.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from joinedup.basics.errors import JoinedUpError
from joinedup.governance import keys

RECIPIENT = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_NAME = re.compile(r"(?P<recipient>[a-z0-9-]+)\.(?P<version>[0-9]{3})\.key")


class PseudonymError(JoinedUpError):
    """A recipient or a pseudonym that is not one."""

    code = "governance.pseudonym"


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """The keys of every recipient, in one folder that only its owner may read."""

    folder: Path

    def of(self, recipient: str, person_ids: Iterable[str]) -> list[str]:
        """Pseudonyms under the recipient's newest key, in the order of the ids. The first use makes the key."""
        version = max(self.versions(recipient), default=1)
        key = keys.read_or_make(self.folder, f"{_checked(recipient)}.{version:03d}")
        return [_pseudonym(key, recipient, version, person_id) for person_id in person_ids]

    def person_of(self, recipient: str, pseudonym: str, own_list: Iterable[str]) -> str | None:
        """Whose pseudonym it is, when they are on the list; None when nobody on it is meant or the key is retired."""
        version = _version(pseudonym)
        if version not in self.versions(recipient):
            return None
        key = keys.read(self.folder / f"{recipient}.{version:03d}.key")
        for person_id in own_list:
            if hmac.compare_digest(_pseudonym(key, recipient, version, person_id), pseudonym):
                return person_id
        return None

    def rotate(self, recipient: str) -> int:
        """A new key from now on; its version. Earlier pseudonyms can be turned back until their key is retired."""
        version = max(self.versions(recipient), default=0) + 1
        if version == 1:
            raise PseudonymError(f"{recipient} has no key yet.", "The first file for a recipient makes one.")
        keys.read_or_make(self.folder, f"{_checked(recipient)}.{version:03d}")
        return version

    def retire(self, recipient: str, version: int) -> None:
        """Destroy a key: nobody can turn its pseudonyms back, or make the same ones again."""
        self.past(recipient, version).unlink()

    def past(self, recipient: str, version: int) -> Path:
        """A key that is not in use any more. Raises PseudonymError where there is none, and for the one in use."""
        if version not in self.versions(recipient):
            raise PseudonymError(f"{recipient} has no key {version}.", f"It has: {self.versions(recipient) or 'none'}.")
        if version == max(self.versions(recipient)):
            raise PseudonymError("This is the key in use.", "Rotate first; then retire it.")
        return self.folder / f"{recipient}.{version:03d}.key"

    @staticmethod
    def recipient_of(path: Path) -> tuple[str, int] | None:
        """Whose key a file is, and which; None when it is no recipient's."""
        named = _NAME.fullmatch(path.name)
        return (named["recipient"], int(named["version"])) if named else None

    def versions(self, recipient: str) -> list[int]:
        """The versions of the recipient's keys that are not retired."""
        found = map(_NAME.fullmatch, (path.name for path in self.folder.glob("*.key"))) if self.folder.is_dir() else ()
        return sorted(int(one["version"]) for one in found if one and one["recipient"] == _checked(recipient))


def _pseudonym(key: bytes, recipient: str, version: int, person_id: str) -> str:
    digest = hmac.new(key, f"{recipient}|{person_id}".encode(), hashlib.sha256).digest()
    return f"{version:03d}-{base64.b32encode(digest[:20]).decode('ascii').lower()}"


def _version(pseudonym: str) -> int:
    head, _, tail = pseudonym.partition("-")
    if not (pseudonym.isascii() and head.isdecimal() and len(head) == 3 and len(tail) == 32):
        raise PseudonymError("That is not one of our pseudonyms.", "Copy it whole, such as 001-abc….")
    return int(head)


def _checked(recipient: str) -> str:
    if not RECIPIENT.fullmatch(recipient):
        raise PseudonymError(
            "A recipient is named in small letters, digits and hyphens.", "For example: public-health."
        )
    return recipient
