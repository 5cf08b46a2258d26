"""What stops a plan from being read at all."""

from joinedup.basics.errors import JoinedUpError


class CannotReadPlan(JoinedUpError):  # noqa: N818 - reads as the sentence it is
    """The file cannot be read as a plan: empty, locked, of another kind, or built to do harm."""

    code = "plan-unreadable"
    exit_status = 2
