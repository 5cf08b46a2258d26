"""What stops a linked build."""

from joinedup.basics.errors import JoinedUpError
from joinedup.basics.finding import Finding


class LinkedError(JoinedUpError):
    """The linked build could not be made; the one before it still serves."""

    code = "linked"


class LinkedCheckError(LinkedError):
    """The new build does not add up, so it was not put to use."""

    code = "linked-check"
    exit_status = 1

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        first = findings[0]
        super().__init__(
            f"The new linked build does not add up and was not put to use. {first.message}",
            f"{first.fix} The build before it still serves.",
            first.where,
        )
        self.findings = findings
