"""Logs without people in them: whatever looks like a person is blanked before a line is written."""

import logging
import re
import traceback
from collections.abc import Iterator

_PATTERNS = (
    (re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)"), "[NHS Number]"),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "[email]"),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE), "[postcode]"),
    (re.compile(r"\b(?:19|20)\d{2}-\d{2}-\d{2}\b(?![ T]\d{2}:)"), "[date]"),
    (re.compile(r"\b\d{1,2}/\d{1,2}/(?:19|20)\d{2}\b"), "[date]"),
    (re.compile(r"(?<!\d)(?:\+44|0)\d{9,10}(?!\d)"), "[phone]"),
)


def scrub(text: str) -> str:
    """The text with NHS Numbers, email addresses, postcodes, dates of birth and phone numbers blanked."""
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return text


def _places(error: BaseException | None) -> Iterator[str]:
    """Where an error came from, and of which kind it and what led to it are. Its words may quote what was read."""
    while error is not None:
        yield "".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


class Scrub(logging.Filter):
    """Blanks the message and its arguments; a traceback keeps its places but not the words of the error."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = scrub(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = scrub("\n".join(_places(record.exc_info[1])))
            record.exc_info = None
        return True
