"""A plan that still says DRAFT of itself."""

import re
from collections.abc import Iterator

from joinedup.planning.checks.check import WARNING, Check, Found
from joinedup.planning.checks.view import View

_DRAFT = re.compile(
    (
        r"^\W*(?:(?:first|second|third|final|working|latest)\s+)?draft(?:\s*(?:v(?:ersion)?)?\s*[\d.]+|"
        r"\s+plan|\s+for (?:discussion|comment))?\W*$"
    ),
    re.I,
)
_MARKED = re.compile(r"\bDRAFT\b")


def _run(view: View) -> Iterator[Found]:
    for line in view.plan.source:
        own = not line.cells or line.role == "answer"  # a document listed as a draft is no draft of the plan
        for text in map(str.strip, "\n".join(line.cells or (line.text,)).split("\n") if own else []):
            short = len(text.split()) <= 10
            if text and (_DRAFT.match(text) or (short and _MARKED.search(text))):
                yield Found("the plan is still marked as a draft", line.number, text=text)


CHECKS = (
    Check(
        code="draft-mark",
        title="Still marked as a draft",
        why="A draft is not a submission, and nobody can tell later which words were agreed.",
        example="a line that says only DRAFT",
        fix="take the mark out once the plan is agreed, or send it as a draft",
        severity=WARNING,
        run=_run,
    ),
)
