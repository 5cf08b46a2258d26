"""By when the NHS Number is in use: told once, and no later anywhere else."""

import datetime as dt
import re
from collections.abc import Iterator

from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.view import View
from joinedup.planning.values import dates_in

_NUMBER = re.compile(r"\bNHS numbers?\b", re.IGNORECASE)
_LATER = re.compile(r"\b(?:by|until|before|till|from|end of)\s+(?:the )?(?:end of |start of )?$", re.IGNORECASE)
_SOME = re.compile(
    r"\b(?:voluntary|private|third sector|letters|pharmac\w*|dent\w*|independent|care homes|schools|hospices?)\b",
    re.IGNORECASE,
)
_MONTHS_APART = 92


def _run(view: View) -> Iterator[Found]:
    promised = view.plan.get("3c.nhs_number_by_when") or view.plan.get("7c.nhs_number_by_when")
    dates = dates_in(promised.text) if promised and not promised.blank else []
    if promised is None or len(dates) != 1:
        return
    by = dates[0].date.last
    for line, text in _told(view):
        if line == promised.line or text in promised.text or not _NUMBER.search(text) or _SOME.search(text):
            continue
        for found in dates_in(text):
            after = found.date.first - by
            if _LATER.search(text[: found.start]) and after > dt.timedelta(days=_MONTHS_APART):
                message = f"the NHS Number is promised by {by:%B %Y}, and here for {found.date.first:%B %Y}"
                yield Found(message, line, text=text)


def _told(view: View) -> Iterator[tuple[int, str]]:
    """Sentences, and risks with what is done about them."""
    for sentence in view.sentences:
        yield sentence.line, sentence.text
    for row in view.plan.of_kind("risk"):
        words = [field.text for field in row.fields if len(field.text.split()) > 3]
        if row.line and len(words) > 1:
            yield row.line, " – ".join(words)


CHECKS = (
    Check(
        code="number-promised-twice",
        title="Two dates for the NHS Number",
        why="One partner works to the earlier date, the other to the later.",
        example="by April 2015 under data sharing, until October 2016 in the risk log",
        fix="keep one date, or say for whom each is",
        severity=ERROR,
        run=_run,
    ),
)
