"""The form's own question or order left where an answer belongs."""

import re
from collections.abc import Iterator

from joinedup.planning.checks.check import ERROR, WARNING, Check, Found
from joinedup.planning.checks.view import View
from joinedup.planning.importing.anchors import has_words, is_prompt
from joinedup.planning.words import fold

_ORDER = re.compile(
    r"^\W*please (?:describe|provide|outline|explain|set out|insert|enter|confirm|specify|indicate|"
    r"complete|list|state|give|"
    r"include|add|rate|identify|detail|summarise)\b",
    re.IGNORECASE,
)

_FEW, _LONG = 2, 40  # orders of the form in a plan of so many lines: the form itself has dozens
_HERE = re.compile(
    r"\bplease (?:insert|enter|complete)\b|\b(?:here|below|in this (?:box|section|cell))\b|\b(?:your|"
    r"local) (?:\w+ ){0,2}(?:plan|position|answer|detail)",
    re.IGNORECASE,
)


def _run(view: View) -> Iterator[Found]:
    values = set()
    for field in view.plan.fields:
        question = view.template.question(field.key)
        if field.blank or question is None:
            continue
        text = field.text
        if len(text.split()) <= 60 and (is_prompt(text, question) and not _answers_more(text)):
            values.add(field.line)
            yield Found("the form's own question stands where the answer belongs", field.line, field.key, text, ERROR)
    for piece in view.passages:
        own = view.role_at(piece.line) in {"answer", "row"} and not _printed(view, piece.text)
        if own and piece.line not in values and _ORDER.match(piece.text):
            severity = ERROR if _HERE.search(piece.text) and len(piece.text.split()) <= 25 else None
            yield Found("an order to the writer is left in the answer", piece.line, text=piece.text, severity=severity)


def _section(key: str | None) -> str:
    return (key or "").partition(".")[0]


def _alone(view: View) -> Iterator[Found]:
    """An order of the form in a plan that is not laid out on it: it came along with what was copied."""
    orders = [line for line in view.plan.source if line.role == "prompt" and _ORDER.match(line.text)]
    if len(orders) <= _FEW and len(view.plan.source) > _LONG and view.plan.format != "sheet":
        headed = {_section(line.key) for line in view.plan.source if line.role == "heading"}
        for line in (line for line in orders if _section(line.key) not in headed):
            yield Found(
                "an order of the form stands where an answer belongs", line.number, text=line.text, severity=ERROR
            )


def _all(view: View) -> Iterator[Found]:
    yield from _run(view)
    yield from _alone(view)


def _printed(view: View, text: str) -> bool:
    """True for the form's own order, which stands above its answer or, on a broken page, before it on its line."""
    folded = fold(text[:600])
    asked = [*view.template.questions, *(q for annex in view.template.annexes.values() for q in annex.questions)]
    wordings = [words for question in asked for words in (*question.prompts, *question.asides) if len(words) > 1]
    return "rate on a" in folded[:30] or any(has_words(folded, words) for words in wordings)


def _answers_more(text: str) -> bool:
    """True when a sentence follows that is no question."""
    parts = [part for part in re.split(r"(?<=[.?!])\s+|\n", text) if part]
    return any(not is_prompt(part) and not part.endswith("?") for part in parts[1:])


CHECKS = (
    Check(
        code="prompt-left-in",
        title="The form's question left in place of an answer",
        why="The question looks like an answer to a checklist and is none.",
        example="Boundary differences: Identify any differences between the boundaries…",
        fix="answer it, or write that there is nothing to say and why",
        severity=WARNING,
        run=_all,
    ),
)
