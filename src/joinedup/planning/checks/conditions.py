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
FEW_WORDS = 40
_BLANKET = re.compile(  # a bare assertion in more words: 'All partners are fully committed to seven day services'
    r"\b(?:(?:fully |strongly )?committed to|(?:are|is|will be) (?:\w+ )?(?:in place|available|adopted|met|used|"
    r"complied with|agreed|protected)|"
    r"as (?:set out|described|outlined|stated|mentioned) (?:elsewhere|above|below)|agree[sd]? (?:with|to) this|"
    r"support this|"
    r"we will (?:comply|meet|do this|ensure)|comply with|this is (?:confirmed|agreed|the case))",
    re.IGNORECASE,
)
_SHOWS = re.compile(
    r"\d|\bbecause\b|;|(?<=[a-z] )(?!NHS\b|BCF\b|Open\b|API|IG\b|Better Care|Council|CCG|Caldicott|Board\b)[A-Z][a-z]+"
)


def _run(view: View) -> Iterator[Found]:
    for field in view.plan.fields:
        question = view.template.question(field.key)
        if not question or not question.condition or field.blank or question.kind in {"date", "money"}:
            continue
        words = len(field.text.split())
        bare = bool(_BARE.match(field.text)) or (words < ENOUGH_WORDS and field.text.rstrip().endswith(":"))
        if (
            bare
            or words < ENOUGH_WORDS
            or (words < FEW_WORDS and _BLANKET.search(field.text) and not _SHOWS.search(field.text))
        ):
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
