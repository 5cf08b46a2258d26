"""A plan sent after the day on which it says plans were due."""

import re
from collections.abc import Iterator

from joinedup.planning.checks.check import ERROR, Check, Found
from joinedup.planning.checks.view import View
from joinedup.planning.values import FuzzyDate, dates_in

_DUE = re.compile(
    r"\b(?:returns?|plans?|submissions?|templates?|it|this)\b[^.;]{0,40}\b(?:due|to be (?:sent|submitted|returned))\b|"
    r"\b(?:deadline|due date|closing date)\b",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"^\W*(?:(?:this|the|our) )?(?:return|plan|date|template)?\s*(?:was |of |is )?"
    r"(?:sent|submitted|submission|returned)\b"
    r"(?!.{0,30}\b(?:again|draft|first)\b)",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"\b(?:draft|first version|previous|earlier|last year|quarterly|next|each|every)\b", re.IGNORECASE)


def _run(view: View) -> Iterator[Found]:
    """Both days as the plan tells them: a sentence, or a label and its value on one row."""
    told = [(line.number, line.text.replace("\t", " ")) for line in view.plan.source if len(line.text) < 400]
    due = [day for _, text in told if (day := _day(text, _DUE))]
    for number, text in told:
        sent = _day(text, _SENT)
        if sent and due and sent.first > max(day.last for day in due):
            last = max(day.last for day in due)
            yield Found(f"sent on {sent.first:%-d %B %Y}, due by {last:%-d %B %Y}", number, text=text)


def _day(text: str, words: re.Pattern[str]) -> FuzzyDate | None:
    """The first whole day named behind the words."""
    match = None if _DRAFT.search(text) else words.search(text)
    found = [
        one.date for one in dates_in(text) if match and one.start >= match.end() and one.date.first == one.date.last
    ]
    return found[0] if found else None


CHECKS = (
    Check(
        code="sent-after-due",
        title="The plan was sent after the day it was due",
        why="A late plan may not be assured in time, and its money held back.",
        example="due on 31 March, sent on 4 April",
        fix="correct the date, or say what was agreed about the delay",
        severity=ERROR,
        run=_run,
    ),
)
