"""What any exchange of files can do: four verbs. MESH is one; a test's own mailbox is another."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from joinedup.basics.errors import JoinedUpError


class MeshError(JoinedUpError):
    """The exchange of files cannot go on: the mailbox is not set up, cannot be reached, or refuses."""

    code = "mesh"


@dataclass(frozen=True, slots=True)
class Received:
    """One message, whole and on the disk.

    ``file`` is None for a report that something this mailbox sent was not delivered; ``problem`` then says why, and
    ``about`` is the id of what was sent.
    """

    message: str
    sender: str
    workflow: str
    local_id: str
    file: Path | None
    problem: str = ""
    about: str = ""


class Exchange(Protocol):
    """A mailbox."""

    def send(self, file: Path, *, to: str, workflow: str, local_id: str = "") -> str:
        """Sends a file to another mailbox; gives the id of the message. Never tried twice by itself."""

    def inbox(self, workflow: str = "") -> list[str]:
        """The ids of messages that wait, oldest first; only those of one workflow when it is named."""

    def receive(self, message: str, folder: Path) -> Received:
        """Fetches a message into ``folder``. It stays in the inbox until it is acknowledged."""

    def acknowledge(self, message: str) -> None:
        """Says that a message is safe; the mailbox then forgets it."""
