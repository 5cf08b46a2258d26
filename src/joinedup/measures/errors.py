"""What stops measures from being computed or shown."""

from joinedup.basics.errors import JoinedUpError


class MeasureError(JoinedUpError):
    """A measure that is not known, or for which there is nothing to read."""

    code = "measure"
