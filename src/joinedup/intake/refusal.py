"""A file that cannot be loaded at all, and why."""

from pathlib import Path

from joinedup.basics.errors import JoinedUpError
from joinedup.basics.finding import Where


class RefusedFile(JoinedUpError):  # noqa: N818  it is a verdict, told as a finding
    """One file is left out; the others go on."""

    exit_status = 1

    def __init__(self, code: str, path: Path, message: str, fix: str, column: str | None = None) -> None:
        super().__init__(message, fix, Where(file=path.name, column=column))
        self.code = code


class IntakeError(JoinedUpError):
    """There is nothing that intake could read."""

    code = "intake"
