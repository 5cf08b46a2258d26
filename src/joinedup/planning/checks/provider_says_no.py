"""A provider that does not agree."""

from collections.abc import Iterator

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found, short
from joinedup.planning.checks.view import View
from joinedup.planning.values import Answer


def _run(view: View) -> Iterator[Found]:
    for row in view.providers:
        who = row.text("a2.provider") or "the provider"
        agree, considered = row.get("a2.q1"), row.get("a2.q3")
        if agree and isinstance(agree.parsed, Answer) and not agree.parsed.yes:
            why = row.text("a2.q2")
            reason = f": {short(why, 120)}" if len(why.split()) >= 4 else ""
            yield Found(f"{who} does not agree with the figures{reason}", agree.line, "a2.q1", agree.text)
        if considered and isinstance(considered.parsed, Answer) and not considered.parsed.yes:
            message = f"{who} has not considered what follows for its services"
            yield Found(message, considered.line, "a2.q3", considered.text, WARNING)


CHECKS = (
    Check(
        code="provider-disagrees",
        title="A provider does not agree",
        why="A fall in admissions the hospital does not believe in will not be planned for.",
        example="'Do you agree?' — 'No'",
        fix="settle the figures with the provider before the plan is sent",
        severity=ERROR,
        run=_run,
    ),
)
