"""What a person is told when something cannot be done: what is wrong, and what to do next."""

from joinedup.basics.finding import Finding, Severity, Where


class JoinedUpError(Exception):
    """A problem that stops the work, in words for the person who caused or met it.

    Rooms subclass it. ``code`` is stable and documented; ``exit_status`` is what the command line ends with
    (2: cannot go on; 1: went on and found errors). The message never holds personal data.
    """

    code = "joinedup"
    exit_status = 2

    def __init__(self, message: str, fix: str, where: Where | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.where = where or Where()

    @property
    def in_full(self) -> str:
        """What is wrong and what to do, in one line."""
        return f"{self.message} {self.fix}"

    def as_finding(self) -> Finding:
        """The same problem as a value."""
        return Finding(self.code, Severity.ERROR, self.message, self.fix, self.where)
