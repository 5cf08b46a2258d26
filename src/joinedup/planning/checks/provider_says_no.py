"""A provider that does not agree."""

import re
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


_AGAINST = re.compile(
    r"\b(?P<who>(?:[A-Z][\w'’]+ ){1,5}|[Tt]he (?:\w+ )?(?:trust|hospital|provider|infirmary) )(?:trust |"
    r"hospital |trusts )?"
    r"(?:does not|do not|has not|have not|did not|cannot|is unable to|is not able to|refuses to|has declined to) "
    r"(?:yet )?(?:agreed?|accept(?:ed)?|support(?:ed)?|recognised?|endorsed?|sign(?:ed)? up|confirm(?:ed)?)\b"
    r"[^.;]{0,40}\b(?:figures?|numbers?|reduction|plan|assumptions?|activity|fall|trajectory|target)\b"
    r"|\b(?P<also>(?:[A-Z][\w'’]+ ){1,5})(?:disagrees|is not in agreement) with\b"
)
_UNNAMED = re.compile(  # of a sentence that names the trust, or of what is said about the effect on providers
    r"\b(?:it|they|we) (?:does not|do not|cannot|could not|is unable to|are unable to|has not|have not|did not) "
    r"(?:yet )?(?:agreed?(?: (?:to|with))?|accept(?:ed)?|support(?:ed)?) (?:the|these|this|our|that|those) "
    r"(?:\w+ ){0,3}"
    r"(?:figures?|numbers?|reductions?|assumptions?|fall|trajectory|target)\b",
    re.IGNORECASE,
)
_CARES = re.compile(r"\b(?:trusts?|hospitals?|infirmary|providers?|foundation)\b", re.IGNORECASE)


def _in_words(view: View) -> Iterator[Found]:
    """'Lode Infirmary does not agree with the figures' outside the provider's own form."""
    for sentence in view.sentences:
        named = _AGAINST.search(sentence.text)
        match = named or _UNNAMED.search(sentence.text)
        whole = f"{sentence.key} {sentence.text}"
        if (
            match
            and (_CARES.search(match[0] if named else sentence.text) or "acute" in whole or "provider" in whole)
            and not _IF.search(sentence.text)
        ):
            yield Found(f"a provider does not agree: '{match[0]}'", sentence.line, text=sentence.text)


_IF = re.compile(r"\b(?:if|should|where|unless|until|when|risk)\b", re.IGNORECASE)


def _all(view: View) -> Iterator[Found]:
    told = list(_run(view))
    yield from told
    lines = {found.line for found in told}
    yield from (
        found
        for found in _in_words(view)
        if found.line not in lines and not (view.key_at(found.line) or "").startswith("a2")
    )


CHECKS = (
    Check(
        code="provider-disagrees",
        title="A provider does not agree",
        why="A fall in admissions the hospital does not believe in will not be planned for.",
        example="'Do you agree?' — 'No'",
        fix="settle the figures with the provider before the plan is sent",
        severity=ERROR,
        run=_all,
    ),
)
