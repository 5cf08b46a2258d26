"""National conditions confirmed without a word of evidence."""

import re
from collections.abc import Iterator

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found, at
from joinedup.planning.checks.view import View

_BARE = re.compile(
    r"^\W*(?:yes|confirmed|agreed|we (?:can )?confirm(?: this)?|we do|in place|complete[d]?|done|n/?a)"
    r"(?: (?:by|with) (?:all|both|the)(?: the)?(?: \w+)?)?\W*$",
    re.IGNORECASE,
)
ENOUGH_WORDS = 8


def _run(view: View) -> Iterator[Found]:
    for field in view.plan.fields:
        question = view.template.question(field.key)
        if not question or not question.condition or field.blank or question.kind in {"date", "money"}:
            continue
        words = len(field.text.split())
        bare = bool(_BARE.match(field.text)) or (words < ENOUGH_WORDS and field.text.rstrip().endswith(":"))
        if bare or words < ENOUGH_WORDS:
            message = f"a national condition is answered in {words} word{'s' if words > 1 else ''}, without evidence"
            yield at(field, message, severity=ERROR if bare else WARNING)


CHECKS = (
    Check(
        code="condition-without-evidence",
        title="A national condition without evidence",
        why="The conditions are what the money is given for; a bare yes cannot be assured.",
        example="Open APIs: 'Yes'",
        fix="say what is in place, where, since when, and what is still to do",
        severity=WARNING,
        run=_run,
    ),
)
