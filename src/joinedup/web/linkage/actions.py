"""What can be done with data on the page: receive a file."""

from pathlib import Path

from django.conf import settings

from joinedup.engine import Workspace
from joinedup.governance.permissions import Permission
from joinedup.intake import Receipt, receive
from joinedup.web.governance.acting import Acting
from joinedup.web.governance.actions import action


@action(Permission.LOAD_FILES, "received a file of data")
def receive_file(*, by: Acting, file: Path) -> Receipt:
    """Judge and load one extract. Raises what ``intake.receive`` raises."""
    return receive(file, Workspace.open(settings.WORKSPACE))
